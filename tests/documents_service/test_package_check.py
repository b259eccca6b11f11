"""核对归档包 alone: by its own script, in an empty folder, with another Python than ours and nothing of ours to import."""

import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from documents import package_check
from records import canonical

RECORD = {
    "versions": [{"n": 1, "content": {"title": "样例é"}, "digest": ""}],
    "papers": [{"title": "验收意见书", "number": "验收〔2026〕1号", "facts": {"a": 1}, "facts_digest": ""}],
    "trail": [],
}


def record(**changes) -> dict:
    found = json.loads(json.dumps(RECORD))
    found["versions"][0]["digest"] = canonical.digest(found["versions"][0]["content"])
    found["papers"][0]["facts_digest"] = canonical.digest(found["papers"][0]["facts"])
    previous = ""
    for n in (1, 2, 3):
        entry = {"n": n, "code": "plan.received", "previous": previous}
        own = canonical.digest(entry)
        hidden = None if n == 2 else entry
        found["trail"].append({"n": n, "previous": previous, "digest": own, "entry": hidden})
        previous = own
    return found | changes


PAPER = b"%PDF-1.7"


def package(path: Path, *, of=None, spoil=None, extra=None, left_out=None, without=None) -> Path:
    files = {"文书/001_意见书.pdf": PAPER, "记录.json": json.dumps(of or record()).encode()}
    files.pop(without, None)
    listed = [
        {"path": name, "size": len(each), "sha256": hashlib.sha256(each).hexdigest()}
        for name, each in files.items()
    ]
    if spoil:
        files[spoil] = files[spoil][:-1] + bytes([files[spoil][-1] ^ 1])
    with zipfile.ZipFile(path, "w") as archive:
        for name, each in files.items():
            if name != left_out:
                archive.writestr(name, each)
        if extra:
            archive.writestr(extra, b"extra")
        archive.writestr("清单.json", json.dumps({"schema": 1, "files": listed}))
    return path


def test_a_whole_package_has_no_problems_as_zip_and_unpacked(tmp_path):
    path = package(tmp_path / "a.zip")
    assert package_check.problems(path) == []
    zipfile.ZipFile(path).extractall(tmp_path / "out")
    assert package_check.problems(tmp_path / "out") == []


@pytest.mark.parametrize(
    ("how", "says"),
    [
        ({"spoil": "文书/001_意见书.pdf"}, "文书/001_意见书.pdf: content does not match its digest"),
        ({"left_out": "文书/001_意见书.pdf"}, "文书/001_意见书.pdf: missing"),
        ({"extra": "文书/002_夹带.pdf"}, "文书/002_夹带.pdf: not in the manifest"),
    ],
)
def test_what_was_changed_left_out_or_slipped_in_is_named(tmp_path, how, says):
    assert package_check.problems(package(tmp_path / "a.zip", **how)) == [says]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda r: r["versions"][0]["content"].update(title="改"), "version 1"),
        (lambda r: r["papers"][0]["facts"].update(a=2), "验收〔2026〕1号: facts"),
        (lambda r: r["trail"][0]["entry"].update(code="plan.returned"), "trail 1: content"),
        (lambda r: r["trail"].pop(1), "trail: entry 2 is missing"),
        (lambda r: r["trail"][2].update(previous="0" * 64), "trail 3: does not follow"),
    ],
)
def test_a_record_that_was_changed_with_its_manifest_still_shows(tmp_path, change, says):
    of = record()
    change(of)
    assert any(says in each for each in package_check.problems(package(tmp_path / "a.zip", of=of)))


@pytest.mark.parametrize("what", ["file", "scan"])
def test_a_paper_without_its_file_is_named(tmp_path, what):
    of = record()
    of["papers"][0] |= {"file": hashlib.sha256(PAPER).hexdigest(), "scan": None}
    assert package_check.problems(package(tmp_path / "a.zip", of=of)) == []
    of["papers"][0][what] = "0" * 64
    says = ["paper 验收意见书 验收〔2026〕1号: its file is not in the package"]
    assert package_check.problems(package(tmp_path / "b.zip", of=of)) == says


@pytest.mark.parametrize("of", [{}, {"versions": 1}, record(trail=[{}])])
def test_a_record_that_says_nothing_is_a_sentence(tmp_path, of):
    path = package(tmp_path / "a.zip", of=of or {"papers": []})
    (told,) = package_check.problems(path)
    assert told.startswith("记录.json: cannot be read")


def test_a_package_without_its_record_is_a_sentence(tmp_path):
    assert package_check.problems(package(tmp_path / "a.zip", without="记录.json")) == ["记录.json: missing"]


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x05\x06" + b"\x00" * 18])
def test_what_is_no_package_is_a_sentence(tmp_path, content):
    path = tmp_path / "a.zip"
    path.write_bytes(content)
    (told,) = package_check.problems(path)
    assert told.startswith("cannot be read")
    assert package_check.problems(tmp_path / "none.zip")[0].startswith("cannot be read")


def test_it_runs_alone_in_an_empty_folder(tmp_path):
    package(tmp_path / "包.zip")
    shutil.copy(package_check.__file__, tmp_path / "核对.py")
    digest = hashlib.sha256((tmp_path / "包.zip").read_bytes()).hexdigest()

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-I", "-S", "核对.py", *arguments],
            cwd=tmp_path,
            env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
            capture_output=True,
        )

    whole = run("包.zip", "--expect", digest)
    assert whole.returncode == 0 and "一致 whole" in whole.stdout.decode() and digest in whole.stdout.decode()
    other = run("包.zip", "--expect", "0" * 64)
    assert other.returncode == 1 and "not the one that was noted" in other.stdout.decode()
    assert run().returncode == 2
    zipfile.ZipFile(tmp_path / "包.zip").extractall(tmp_path / "out")
    folder = run("out", "--expect", digest)
    assert folder.returncode == 2 and "as it was given" in folder.stdout.decode()
    assert run("out").returncode == 0


def test_two_files_of_one_name_are_refused(tmp_path):
    out = io.BytesIO()
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "w") as archive:
        archive.writestr("清单.json", "{}")
        archive.writestr("清单.json", "{}")
    (tmp_path / "a.zip").write_bytes(out.getvalue())
    assert package_check.problems(tmp_path / "a.zip") == ["cannot be read: two files of one name"]
