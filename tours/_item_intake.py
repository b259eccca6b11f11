"""The first steps: rules of the source, the list from Excel, 交办, 签收, and two problems handed back."""

import re
from datetime import timedelta

from playwright.sync_api import expect

from records import clock

from ._item_day import ADMIN, CLERK, FORMER, KEEPS, LEAD, NEXT, ItemDay, fill, open_item, pick
from ._item_papers import FOREIGN, KEPT, PROBLEM, problem_list, sheet_file

LIMIT = timedelta(days=75)


def rules_of_the_source(day: ItemDay) -> None:
    """督查检查: 复核 and 公示 are switched on, and what is closed is looked at again."""
    with day.as_(ADMIN) as me:
        me.go("/sources/")
        me.shoot("sources")
        me.page.get_by_role("link", name="督查检查").first.click()
        me.page.wait_for_load_state("networkidle")
        for stage in ("复核", "公示"):
            me.page.get_by_label(stage, exact=True).check()
        me.page.locator("[name=drawn_percent]").fill("100")
        me.shoot("source-rules")
        me.press("保存")


def from_excel(day: ItemDay) -> None:
    """An Excel list with a date in words: the cell is named, nothing is written; mended, it is given out by a worker."""
    due = clock.today() + LIMIT
    with day.as_(CLERK) as me:
        me.go("/items/")
        me.shoot("ledger-of-the-demo")
        me.press("Excel导入")
        with me.page.expect_download() as download:
            me.page.get_by_role("link", name="下载模板").click()
        template = download.value.path().read_bytes()
        for wrong in (True, False):
            data = problem_list(template, due=due, wrong=wrong)
            me.page.locator("input[type=file]").set_input_files(sheet_file("督查问题清单（样例）.xlsx", data))
            pick(me, "source", "督查检查")
            fill(me, source_document="区级督查反馈意见（样例）", source_date=clock.today().isoformat())
            me.press("上传并预览")
            if wrong:
                me.see("10月底")
                me.miss("确认交办")
                me.shoot("problems-with-a-bad-cell")
        me.see("识别3个问题，还没有写入")
        me.shoot("problems-preview")
        me.press("确认交办")
        expect(me.page.locator("body")).to_contain_text("批量交办完成", timeout=60_000)
        me.see("已交办3项")
        me.shoot("problems-given-out")


def received(day: ItemDay) -> None:
    with day.as_(f"{LEAD}_liaison") as me:
        me.see(PROBLEM)
        me.shoot("inbox-to-receive")
        day.item = open_item(day, me, PROBLEM)
        day.number = re.search(r"整改-\d{4}-\d{4}", me.page.locator("main").inner_text()).group()
        me.see("请在交办后2个工作日内签收")
        me.shoot("item-to-receive")
        me.confirm("签收")
        me.see("整改中")
        me.shoot("item-received")


def handed_back(day: ItemDay) -> None:
    """One is not theirs and goes to another unit (改派), one stays where it is (维持交办)."""
    for unit, title, ground, basis in (
        (FORMER, FOREIGN, "非本单位职责", "三定规定第三条（样例）：项目围挡公示由发展改革部门监管"),
        (KEEPS, KEPT, "不属实", ""),
    ):
        with day.as_(f"{unit}_liaison") as me:
            open_item(day, me, title)
            me.press("申请退办")
            me.page.get_by_label(ground).check()
            fill(me, reason="经核对，情况与清单所写不一致，详见说明。")
            if basis:
                me.press("确认申请退办")
                me.see("请写明权责依据")
                fill(me, basis=basis)
                me.shoot("hand-back")
            me.press("确认申请退办")
            me.see("申请退办")
    with day.as_(CLERK) as me:
        open_item(day, me, FOREIGN)
        me.shoot("hand-back-to-answer")
        me.press("改派")
        pick(me, "unit", "示范区发展和改革局")
        fill(me, words="项目围挡公示属发展改革部门职责，改派办理。")
        me.press("确认改派")
        open_item(day, me, KEPT)
        me.press("维持交办")
        fill(me, words="督查照片和台账可以印证，请签收办理。")
        me.press("确认维持交办")
    with day.as_(f"{NEXT}_liaison") as me:
        open_item(day, me, FOREIGN)
        me.confirm("签收")
        me.see("整改中")
    with day.as_(f"{KEEPS}_liaison") as me:
        open_item(day, me, KEPT)
        me.see("维持交办")
        me.confirm("签收")
        me.see("整改中")
    with day.as_(f"{FORMER}_liaison") as me:
        me.go("/notices/")
        me.see("已改派其他单位")
