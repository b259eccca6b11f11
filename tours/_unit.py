"""Steps 1 and 2: the unit writes its plan and passes it on."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from records import clock

from ._day import LIAISON, UNIT, Day, save_pdf, text_of
from ._papers import filled, scan, word_document
from ._visit import Visitor


def draft(day: Day) -> None:
    with day.as_(LIAISON) as me:
        me.see("请建立本单位实施方案")
        me.shoot("inbox-to-start")
        me.page.get_by_role("link", name=re.compile("深化行动")).first.click()
        me.page.wait_for_load_state("networkidle")
        me.shoot("action")
        me.press("建立方案")
        me.page.wait_for_url(re.compile(r"/plans/\d+/"))
        day.plan = re.search(r"/plans/\d+/", me.page.url).group()
        me.go(day.plan + "edit/")
        me.see("任务清单")
        me.shoot("editor-from-template")
        _from_word(me)
        me.go(day.plan + "edit/")
        me.page.get_by_label("通过本方案的党组（党委）会").fill("校党委会（第6次）")
        me.page.get_by_label("会议日期").fill(clock.today().isoformat())
        me.page.get_by_label("第1行姓名").fill("尤清越")
        text = me.page.locator("#text-targets")
        text.press("End")
        text.press_sequentially("党员参与业务攻坚的情况有记录。")
        expect(me.page.locator("#section-targets")).to_contain_text("已保存")
        expect(me.page.locator("#head")).to_contain_text("已保存")
        _from_excel(day, me)
        me.go(day.plan + "edit/")
        me.shoot("editor-ready")
        _two_tabs(day, me)
        me.go(day.plan + "edit/")
        with me.page.expect_download() as download:
            me.page.get_by_role("link", name="导出Word").click()
        download.value.save_as(day.tour.out / "plan.docx")
        me.confirm("提交本单位审核", "方案已经校党委会研究通过。")
        me.see("本单位审核")
        me.shoot("submitted")


def _from_word(me: Visitor) -> None:
    me.press("从Word导入")
    me.page.locator("input[type=file]").set_input_files(
        {
            "name": "区委党校实施方案（样例）.docx",
            "mimeType": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "buffer": word_document(),
        }
    )
    me.press("上传并预览")
    me.see("还没有写入")
    me.see("轮训班次满意度提高到95%")
    me.shoot("word-preview")
    me.press("确认导入")


def _from_excel(day: Day, me: Visitor) -> None:
    me.go(day.plan + "edit/")
    select = me.page.locator("select[name=person]").first
    options = [each.strip() for each in select.locator("option").all_text_contents()][1:]
    day.people = _staff(day, [re.split(r"[（\s]", option)[0] for option in options])
    me.press("从Excel导入")
    with me.page.expect_download() as download:
        me.page.get_by_role("link", name="下载模板").click()
    template = download.value.path().read_bytes()
    starts = clock.today() + timedelta(days=20)
    for wrong in (True, False):
        me.page.locator("input[type=file]").set_input_files(
            {
                "name": "任务清单（样例）.xlsx",
                "mimeType": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                "buffer": filled(template, day.people, starts=starts, wrong=wrong),
            }
        )
        me.press("上传并预览")
        if wrong:
            me.see("查无此人")
            me.shoot("excel-errors")
            me.go(day.plan + "edit/")
            me.press("从Excel导入")
    me.see("识别3项任务")
    me.shoot("excel-preview")
    me.page.get_by_label(re.compile("替换")).check()
    me.press("确认导入")
    me.page.wait_for_url(re.compile("/edit/"))


def _staff(day: Day, names: list[str]) -> list[tuple[str, str]]:
    """(section, name) of three section leads of the unit, from the demo's own log-in page."""
    context = day.tour.browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{day.tour.base_url}/login/?q={UNIT}_s")
    found = []
    for place in (2, 3, 4):
        account = page.locator(f'button[name="username"][value="{UNIT}_s{place}"]')
        name, words = account.locator("b").inner_text(), account.locator("span").inner_text()
        assert name in names, f"{name} is not offered as responsible person: {names}"
        found.append((words.split()[-1], name))
        day.accounts.append(f"{UNIT}_s{place}")
    context.close()
    return found


def _two_tabs(day: Day, me: Visitor) -> None:
    """Two tabs write the same section: the later one is told, with both texts; nothing is overwritten."""
    other = me.context.new_page()
    other.goto(day.tour.base_url + day.plan + "edit/")
    other.locator("#text-steps").fill("另一个窗口写的实施步骤。")
    expect(other.locator("#section-steps")).to_contain_text("已保存")
    me.page.locator("#text-steps").fill("这个窗口写的实施步骤。")
    dialog = me.page.locator("dialog[open]")
    expect(dialog).to_contain_text("另一个窗口写的实施步骤。")
    expect(dialog).to_contain_text("这个窗口写的实施步骤。")
    me.shoot("two-texts")
    dialog.get_by_role("button", name=re.compile("用对方的")).click()
    other.close()


def paper(day: Day) -> None:
    with day.as_(LIAISON) as me:
        me.go(day.plan)
        me.press("代录线下签批")
        link = me.page.get_by_role("link", name=re.compile("送审签"))
        expect(link).to_be_visible(timeout=90_000)
        save_pdf(day, me, link.get_attribute("href"), "signing-slip.pdf")
        # The code stands on the slip alone, as for the clerk who reads it there.
        code = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", text_of(day, "signing-slip.pdf")).group()
        _sign(me, "0000-0000-0000")
        me.see("不符")
        me.shoot("paper-wrong-code")
        _sign(me, code)
        me.see("待签收")
        me.see("线下签批")
        me.shoot("paper-recorded")


def _sign(me: Visitor, code: str) -> None:
    me.page.get_by_label(re.compile("校验码")).fill(code)
    me.page.get_by_label(re.compile("签批日期")).fill(clock.today().isoformat())
    me.page.get_by_label("同意报送").check()
    me.page.locator("textarea[name=words]").fill("同意报送。")
    me.page.locator("input[type=file]").set_input_files(
        {
            "name": "送审签扫描件（样例）.pdf",
            "mimeType": "application/pdf",
            "buffer": scan("SAMPLE signed slip"),
        }
    )
    me.press("登记签批")
