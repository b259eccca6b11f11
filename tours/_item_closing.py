"""销号: 真实性承诺 → 单位确认 → 初审 → 复核 (returned once) → 验收 → 审定 → 公示 → 已销号, with its papers; 回头看 and 反弹."""

import re
from datetime import timedelta

from records import clock

from ._day import check_fonts, pick_group, save_pdf
from ._item_day import (
    ACCEPTORS,
    CLERK,
    DEPUTY,
    LEAD,
    OFFICE_HEAD,
    PARTNER,
    ItemDay,
    check_pdf,
    fill,
    open_item,
    paper_link,
)
from ._item_papers import PROBLEM, STANDARD
from ._item_work import OWN, finished

NOTICE_DAYS, HALF_A_YEAR = 10, 180


def applied(day: ItemDay, *, n: int) -> None:
    """The 联络员 applies, the head confirms, the clerk does the 初审."""
    with day.as_(f"{LEAD}_liaison") as me:
        open_item(day, me, PROBLEM)
        if n == 1:
            me.shoot("item-ready-to-close")
        me.press("申请销号")
        fill(
            me,
            self_conclusion="9个事项全部公布一次性告知单，抽查10件无遗漏，达到完成标准。",
            mechanism="印发《窗口一次性告知工作办法（样例）》，每季度抽查。",
        )
        if n == 1:
            me.press("确认申请销号")
            me.see("请勾选真实性承诺")
            me.shoot("apply-without-statement")
        me.page.locator("[name=truthful]").check()
        me.press("确认申请销号")
        me.see("待单位负责人确认")
    with day.as_(f"{LEAD}_head") as me:
        open_item(day, me, PROBLEM)
        if n == 1:
            me.shoot("closing-to-confirm")
        me.confirm("同意申请销号", "情况属实，同意申请销号。")
        me.see("待初审")
    with day.as_(CLERK) as me:
        open_item(day, me, PROBLEM)
        if n == 1:
            me.shoot("closing-first-review")
        me.confirm("初审通过", "材料齐全，佐证与措施对应。")
        me.see("待复核")


def returned(day: ItemDay) -> None:
    """复核 sends it back to one measure, with the reason; only that one is opened again."""
    with day.as_(OFFICE_HEAD) as me:
        open_item(day, me, PROBLEM)
        me.press("退回整改")
        me.page.locator("[data-phrase='佐证不足']").click()
        reason = me.page.locator("[name=reason]")
        reason.fill(reason.input_value() + "：告知单只有样张，没有各事项公布的照片，请补充。")
        me.page.get_by_label(re.compile(OWN[0])).check()
        me.shoot("return-form")
        me.press("确认退回整改")
        me.see("退回1次")
    with day.as_(f"{LEAD}_liaison") as me:
        me.shoot("inbox-returned")
        open_item(day, me, PROBLEM)
        me.see("告知单只有样张")
        me.shoot("item-returned")
    finished(day, words="已补充9个事项公布照片各1张，逐项标注窗口和日期。", again=1)


def rechecked(day: ItemDay) -> None:
    with day.as_(OFFICE_HEAD) as me:
        open_item(day, me, PROBLEM)
        me.see("退回1次")
        me.shoot("closing-recheck")
        me.confirm("复核通过", "补充的佐证属实，同意验收。")
        me.see("待安排验收")


def accepted(day: ItemDay) -> None:
    """验收 by people of none of the units concerned."""
    with day.as_(CLERK) as me:
        open_item(day, me, PROBLEM)
        me.press("组成验收组")
        pick_group(me, ACCEPTORS, apart=("区民政局", "区政务服务办"))
        me.shoot("item-group")
        me.press("组成验收组")
        me.see("验收中")
    with day.as_(ACCEPTORS[0]) as me:
        open_item(day, me, PROBLEM)
        me.go(day.item + "check/")
        cards = me.page.locator("section.card:has(input[name=line])")
        for place in range(cards.count()):
            section = cards.nth(place)
            section.get_by_label("符合", exact=True).check()
            section.locator("[name=fact]").fill("窗口现场核对，与资料一致。")
            section.get_by_role("button", name="记录核查结果").click()
            me.page.wait_for_load_state("networkidle")
        me.see("已核查3/3项")
        me.shoot("item-checked")
        me.page.get_by_label("通过验收", exact=True).check()
        me.press("作出验收结论")
        me.see("待审定")


def decided(day: ItemDay) -> None:
    with day.as_(DEPUTY) as me:
        open_item(day, me, PROBLEM)
        me.shoot("closing-decide")
        me.confirm("同意销号", "同意销号。")
        me.see("公示中")


def published(day: ItemDay, *, n: int) -> None:
    """公示: it cannot be ended before its last day; afterwards, without objection, the item is closed."""
    with day.as_(CLERK) as me:
        open_item(day, me, PROBLEM)
        if n == 1:
            me.see("公示期还没有满")
            assert not me.page.get_by_role("button", name="公示无异议").count(), "it can be cut short"
            me.shoot("closing-publicity")
    day.later(NOTICE_DAYS)
    with day.as_(CLERK) as me:
        open_item(day, me, PROBLEM)
        me.confirm("公示无异议", "公示期满，未收到异议。")
        me.see("已销号")


def papers(day: ItemDay, *, n: int) -> None:
    """Both papers appear by themselves; their text and fonts are right."""
    with day.as_(f"{LEAD}_liaison") as me:
        me.go(day.item)
        for title, file in (
            ("整改销号确认单", f"closing-confirmation-{n}.pdf"),
            ("整改销号申请审批表", f"closing-approval-{n}.pdf"),
        ):
            save_pdf(day, me, paper_link(me, title).get_attribute("href"), file)
            check_fonts(day, file)
        if n == 1:
            me.shoot("item-closed")
    common = (day.number, "示范区民政局", "本件由系统生成", "版本校验码")
    check_pdf(day, f"closing-confirmation-{n}.pdf", (*common, "整改销号确认单", "公示", "回头看"))
    opinions = ("补充的佐证属实", "同意销号", "验收组", "公示", STANDARD, "一次性告知单样张")
    check_pdf(day, f"closing-approval-{n}.pdf", (*common, "整改销号申请审批表", *opinions))
    with day.as_(f"{PARTNER}_liaison") as me:
        me.go("/notices/")
        me.see("已销号")


def looked_back(day: ItemDay) -> None:
    """Half a year later: the 回头看 that was drawn finds that it has come back."""
    day.later(HALF_A_YEAR)
    with day.as_(CLERK) as me:
        me.see("请开展回头看")
        me.shoot("inbox-look-back")
        open_item(day, me, PROBLEM)
        me.see("抽取")
        me.press("登记回头看")
        me.page.get_by_label("差", exact=True).check()
        fill(me, words="抽查10件，3件没有发告知单，窗口人员换岗后未交接，问题反弹。")
        me.page.locator("[name=relapsed]").check()
        fill(me, new_limit=(clock.today() + timedelta(days=40)).isoformat())
        me.page.get_by_label(re.compile(OWN[0])).check()
        me.shoot("look-back")
        me.press("确认登记回头看")
        me.see("问题反弹、重新整改")
    with day.as_(f"{LEAD}_liaison") as me:
        open_item(day, me, PROBLEM)
        me.see("问题反弹，请重新整改")
        me.see("窗口人员换岗后未交接")
        me.shoot("item-relapsed")


def closed_again(day: ItemDay) -> None:
    """The same way once more; the history stays, the relapse is counted and on the paper's 回头看."""
    finished(day, words="已建立窗口交接清单，换岗当日交接告知单，抽查20件无遗漏。", again=1)
    applied(day, n=3)
    rechecked(day)
    accepted(day)
    decided(day)
    published(day, n=3)
    papers(day, n=2)
    check_pdf(day, "closing-confirmation-2.pdf", ("曾反弹1次",))
    with day.as_(f"{LEAD}_head") as me:
        me.go(day.item)
        for words in ("已销号", "反弹", "退回1次"):
            me.see(words)
        me.shoot("item-closed-again")
