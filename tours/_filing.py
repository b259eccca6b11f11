"""Filing: packed, looked at, filed; and the package by itself in an empty folder."""

import io
import json
import shutil
import subprocess
import sys
import zipfile

from documents import package_check

from ._day import RECORDS
from ._printing import WAIT, Papers
from ._sheets import look_at


def file_it(day: Papers) -> None:
    item = _item_of(day)
    with day.as_(RECORDS) as me:
        me.go(f"/items/{item}/")
        me.page.locator(f'a[href="/filing/item/{item}/"]').first.click()
        me.settle()
        me.press("整理归档材料")
        me.page.get_by_label("30年").check()
        me.press("确认整理归档材料")
        for _try in range(WAIT):
            me.go(f"/filing/item/{item}/")
            if me.page.get_by_role("button", name="下载归档包").count():
                break
            me.page.wait_for_timeout(1000)
        me.see("已整理、待归档")
        me.see("卷内目录")
        with me.page.expect_download() as download:
            me.page.get_by_role("button", name="下载归档包").click()
        shutil.copy(download.value.path(), day.tour.out / "package.zip")
        me.shoot("packed")
        me.confirm("归档")
        me.see("已归档")
        me.shoot("filed")
        day.package_digest = me.page.locator("code.digest").first.inner_text().strip()
        me.go("/filing/?state=filed")
        me.shoot("filings")


def _item_of(day: Papers) -> str:
    told = f"from documents.models import Document; print(Document.objects.get(pk={day.reissued}).subject)"
    return day.tour.stack.manage("shell", "-v0", "-c", told).split()[-1].split(":")[1]


def verify_alone(day: Papers) -> None:
    package = day.tour.out / "package.zip"
    folder = day.tour.out / "empty"
    folder.mkdir()
    shutil.copy(package, folder)
    shutil.copy(package_check.__file__, folder / "核对.py")
    whole = _run(folder, "--expect", day.package_digest)
    assert whole.returncode == 0 and "一致 whole" in whole.stdout, whole.stdout
    with zipfile.ZipFile(package) as archive:
        contents = archive.read("卷内目录.pdf")
        record = json.loads(archive.read("记录.json"))
        names = archive.namelist()
    pages = look_at(day, "filing_contents", contents)
    assert "卷内目录" in pages[0] and record["papers"] and record["trail"]
    assert any("签字盖章件" in name for name in names) and any(name.startswith("佐证/") for name in names)
    (folder / "package.zip").write_bytes(_with_a_flipped_byte(package.read_bytes()))
    spoilt = _run(folder)
    assert spoilt.returncode == 1 and "content does not match" in spoilt.stdout, spoilt.stdout


def _run(folder, *arguments: str) -> subprocess.CompletedProcess:
    """Python alone: no packages, nothing of ours to import."""
    command = [sys.executable, "-I", "-S", "核对.py", "package.zip", *arguments]
    return subprocess.run(command, cwd=folder, env={"PYTHONUTF8": "1"}, text=True, capture_output=True)


def _with_a_flipped_byte(package: bytes) -> bytes:
    """The same package, one byte of its first paper changed by somebody who knows how a zip is made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for at, name in enumerate(old.namelist()):
            content = bytearray(old.read(name))
            if at == 0:
                content[len(content) // 2] ^= 1
            new.writestr(name, bytes(content))
    return out.getvalue()
