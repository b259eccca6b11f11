"""整改台账: found, kept as one's own filter, out to Excel, one cell changed, back in; printed; frozen as a snapshot."""

import re

from playwright.sync_api import expect

from ._day import check_fonts, save_pdf
from ._item_day import CLERK, LEAD, ItemDay, check_pdf, paper_link
from ._item_papers import KEPT, PROBLEM, changed, sheet_file
from ._visit import Visitor

STILL = (
    ".table-room.ledger",
    ".table-room.ledger tbody .still-number",
    ".table-room.ledger tbody .still-title",
)
REMARK = "督查组要求年底前再抽查一次（样例）"


def ledger(day: ItemDay) -> None:
    with day.as_(CLERK) as me:
        me.go("/items/")
        me.shoot("ledger")
        _stands_still(me)
        me.page.locator("main input[name=q]").fill("告知")
        me.page.locator("main input[name=q]").press("Enter")
        me.settle()
        me.see(PROBLEM[:10])
        me.miss(KEPT)
        me.press("保存筛选")
        me.page.locator("#filter-name").fill("一次性告知")
        me.page.locator("dialog[open]").get_by_role("button", name="保存").click()
        me.settle()
        me.see("我的筛选")
        me.shoot("ledger-filtered")
        _snapshot(me)
        _excel(day, me)
        me.go("/items/?q=告知")
        _snapshot(me)
        me.see("有变化")
        me.see(REMARK)
        me.shoot("ledger-snapshot")
        for preset, file, words in (
            ("打印巡察组版（A3）", "ledger-inspection.pdf", ("问题整改台账", "追责问责", PROBLEM)),
            (
                "打印领导版（A4，红黄灯）",
                "ledger-leaders.pdf",
                ("红黄灯一览", "责任领导、责任人", "当前环节"),
            ),
        ):
            me.go("/items/")
            _menu(me, preset)
            save_pdf(day, me, paper_link(me, "整改台账").get_attribute("href"), file)
            check_fonts(day, file)
            check_pdf(day, file, ("截至日期", "本件由系统生成", *words))
    with day.as_(f"{LEAD}_liaison") as me:
        me.go("/items/")
        me.see(PROBLEM[:10])
        me.miss(KEPT)
        me.shoot("ledger-of-a-unit")


def _stands_still(me: Visitor) -> None:
    """Number and title stay where they are while the other columns pass by."""
    table, number, title = (me.page.locator(each).first for each in STILL)
    room = table.evaluate("each => each.scrollWidth - each.clientWidth")
    assert room > 100, f"the ledger has nothing to scroll ({room} px)"
    before = [each.bounding_box()["x"] for each in (number, title)]
    table.evaluate("each => { each.scrollLeft = each.scrollWidth }")
    assert table.evaluate("each => each.scrollLeft") >= room - 1
    assert [each.bounding_box()["x"] for each in (number, title)] == before
    table.evaluate("each => { each.scrollLeft = 0 }")


def _excel(day: ItemDay, me: Visitor) -> None:
    """Out, one cell changed, back in: the difference is shown before anything is written."""
    me.go("/items/")
    _menu(me, "导出Excel（全量版）")
    button = me.page.get_by_role("button", name="下载")
    expect(button).to_be_visible(timeout=60_000)
    me.shoot("ledger-exported")
    with me.page.expect_download() as download:
        button.click()
    download.value.save_as(day.tour.out / "ledger.xlsx")
    data = (day.tour.out / "ledger.xlsx").read_bytes()
    me.go("/items/")
    me.press("导入改动")
    mended = changed(data, number=day.number, column="备注", text=REMARK)
    me.page.locator("input[type=file]").set_input_files(sheet_file("整改台账（改）.xlsx", mended))
    me.press("上传并比对")
    me.see("发现1处修改，还没有写入")
    me.see(REMARK)
    me.shoot("ledger-differences")
    me.press("确认导入")
    expect(me.page.locator("body")).to_contain_text("已写入1处修改", timeout=60_000)
    me.shoot("ledger-imported")


def _snapshot(me: Visitor) -> None:
    _menu(me, "生成台账快照")
    link = me.page.get_by_role("link", name="查看快照")
    expect(link).to_be_visible(timeout=60_000)
    link.click()
    me.page.wait_for_load_state("networkidle")
    me.see("文件与校验码一致")


def _menu(me: Visitor, label: str) -> None:
    me.page.locator("summary", has_text=re.compile("导出和打印")).click()
    me.page.get_by_role("button", name=label).click()
    me.settle()
