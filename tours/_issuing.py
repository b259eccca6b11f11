"""One paper through its life: checked by a stranger, spoilt in the store, voided, issued anew, sealed."""

import re
import subprocess
from contextlib import contextmanager

from playwright.sync_api import expect

from records import clock

from ._day import RECORDS
from ._papers import scan
from ._printing import WAIT, Papers, settled, stored
from ._sheets import look_at

KIND = "closing_confirmation"


@contextmanager
def stranger(day: Papers):
    """Somebody with the paper in hand and no account."""
    context = day.tour.browser.new_context(locale="zh-CN", viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def check_one(day: Papers) -> None:
    kept = day.papers[KIND]
    pdf = stored(day, kept["digest"]).read_bytes()
    base = day.tour.base_url.rstrip("/")
    with stranger(day) as page:
        page.goto(f"{base}/v/{kept['code']}/")
        body = page.locator("body")
        expect(body).to_contain_text("已生成，待签章")
        expect(body).to_contain_text("系统留存的内容前后一致")
        expect(body).to_contain_text("它不是印章")
        expect(body).to_contain_text("样例，自签名")
        expect(body).not_to_contain_text(kept["facts"]["problem"][:12])
        day.album.take(page, "verify")
        upload(page, base, pdf)
        expect(body).to_contain_text("文件与系统留存一致")
        day.album.take(page, "verify-file")
        spoilt = bytearray(pdf)
        spoilt[len(pdf) - 40] ^= 1  # after all that is drawn: no eye would see it
        upload(page, base, bytes(spoilt))
        expect(body).to_contain_text(re.compile("文件与系统留存不一致|没有查到该文件"))
        day.album.take(page, "verify-flipped")


def upload(page, base: str, pdf: bytes) -> None:
    page.goto(f"{base}/v/")
    file = {"name": "确认单.pdf", "mimeType": "application/pdf", "buffer": pdf}
    page.locator("input[name=file]").set_input_files(file)
    page.get_by_role("button", name="核验文件").click()
    page.wait_for_load_state("networkidle")


def flip_the_store(day: Papers) -> None:
    path = stored(day, day.papers[KIND]["digest"])
    sound = path.read_bytes()
    path.write_bytes(sound[:-1] + bytes([sound[-1] ^ 1]))
    try:
        day.tour.stack.manage("verify_documents")
    except subprocess.CalledProcessError:
        pass
    else:
        raise AssertionError("a flipped byte in the store was not told")
    finally:
        path.write_bytes(sound)
    assert "no problems" in day.tour.stack.manage("verify_documents")


def issue_and_void(day: Papers) -> None:
    kept = day.papers[KIND]
    base = day.tour.base_url.rstrip("/")
    with day.as_(RECORDS) as me:
        me.go(f"/papers/{kept['pk']}/")
        me.shoot("paper")
        me.confirm("作废", "落款日期有误（样例）")
        me.see("已作废")
        me.confirm("重新出具")
        me.see("样稿，未出具")
        new = me.page.url.split("/papers/")[1].strip("/")
        until_ready(day, me, new)
        me.shoot("draft")
        draft = me.context.request.get(f"{base}/documents/{new}/").body()
        pages = look_at(day, "draft", draft, signed=False)
        assert all("样稿" in page for page in pages), "a page of the draft without its mark"
        me.confirm("出具")
        settled(day)
        me.go(f"/papers/{new}/")
        me.see("已生成，待签章")
        me.go(f"/papers/{kept['pk']}/")
        me.see("已重新出具")
        me.shoot("void-paper")
        void = me.context.request.get(f"{base}/documents/{kept['pk']}/").body()
        pages = look_at(day, "void", void, signed=False)
        assert all("作废" in page for page in pages), "a page of the void paper without its mark"
    day.reissued = new
    with stranger(day) as page:
        page.goto(f"{base}/v/{kept['code']}/")
        expect(page.locator("body")).to_contain_text("本件已作废")
        expect(page.locator("body")).to_contain_text("已重新出具")
        day.album.take(page, "verify-void")


def until_ready(day: Papers, me, pk: str) -> None:
    for _try in range(WAIT):
        me.go(f"/papers/{pk}/")
        if me.page.locator("iframe").count():
            return
        me.page.wait_for_timeout(1000)
    raise AssertionError("the draft was not printed")


def register_the_seal(day: Papers) -> None:
    with day.as_(RECORDS) as me:
        me.go(f"/papers/{day.reissued}/")
        me.press("用印登记")
        file = {
            "name": "签字盖章件（样例）.pdf",
            "mimeType": "application/pdf",
            "buffer": scan("SAMPLE scan"),
        }
        me.page.locator("input[name=scan]").set_input_files(file)
        me.page.locator("input[name=signed_on]").fill(clock.today().isoformat())
        me.shoot("seal-form")
        me.press("确认用印登记")
        me.see("签字盖章件已登记")
        code = me.page.locator('a[href^="/v/"] code').first.inner_text()
    with stranger(day) as page:
        page.goto(f"{day.tour.base_url.rstrip('/')}/v/{code}/")
        expect(page.locator("body")).to_contain_text("已签字盖章")
