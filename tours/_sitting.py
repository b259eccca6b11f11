"""The sitting of the committee tour: who speaks, who is added, handed on, signed for, urged; and what the unit sees of it."""

import re

from playwright.sync_api import expect

from records import clock
from units.enums import Errand

from ._day import CHAIR, CLERK, HEAD, LIAISON, UNIT, Day, check_fonts, save_pdf, text_of
from ._handing import choose, hand_over_work, lend, open_work
from ._papers import scan
from ._sitting_route import ADMIN, ASKED, STAGE, names_of

DEPUTY, COLLEAGUE, READER = f"{UNIT}_deputy", "gw_jingban2", "gw_fushuji"
ADDED, SPARED, TAKES_OVER = "tj_deputy", "sw_deputy", "sf_s1"
AGREES, DISSENTS, AWAY = ASKED[1], ASKED[0], ASKED[2]
DISSENT = "第二项任务需要新增经费，今年预算没有安排"


def name_of(day: Day, account: str) -> str:
    return names_of(day, account)[0].split("（")[0]


def pk_of(day: Day) -> str:
    return day.plan.strip("/").split("/")[-1]


def report(day: Day) -> None:
    with day.as_(HEAD) as me:
        lend(me, name_of(day, DEPUTY), Errand.REPORTING, days=1, reason="外出学习")
    with day.as_(DEPUTY) as me:
        me.shoot("inbox-delegate")
        me.go(day.plan)
        me.confirm("同意报送", "经负责人委托，同意报送。")
        me.see("待签收")
        me.see(f"{name_of(day, DEPUTY)}（受{name_of(day, HEAD)}委托）")
        me.shoot("reported-on-behalf")


def receive_and_review(day: Day) -> None:
    with day.as_(CLERK) as me:
        me.go(day.plan)
        me.confirm("签收")
        me.see("初审")
        me.confirm("初审通过", "要素齐全，涉及经费和人员，请部门会签。")
        me.see(STAGE)
        me.see("已表态0/3")
        me.shoot("sitting-opened")


def answer(day: Day, account: str, choice: str, words: str = "") -> None:
    with day.as_(account) as me:
        me.page.locator(f'a[href="{day.plan}"]').first.click()
        me.settle()
        me.press("表态")
        me.page.locator(f"input[name=answer][value={choice}]").check()
        if words:
            me.page.locator("textarea[name=words]").fill(words)
        me.shoot(f"answer-{account}")
        me.press("确认", exact=False)
        me.see("已记录您的意见")


def pick(me, name: str) -> None:
    """Tick one person in the picker."""
    me.page.locator("[data-picker-find] input").fill(name)
    me.page.locator("[data-picker-row]", has_text=name).locator("input[type=checkbox]").first.check()


def listen(day: Day) -> None:
    answer(day, AGREES, "agree")
    answer(day, DISSENTS, "disagree", DISSENT)
    with day.as_(CLERK) as me:
        me.go(day.plan)
        me.see("已表态2/3")
        me.see(DISSENT)
        me.shoot("one-dissent")
    with day.as_(LIAISON) as me:
        me.go(day.plan)
        me.miss(DISSENT)
        me.miss("会签情况")
        me.miss(name_of(day, DISSENTS))
        me.shoot("sitting-for-the-unit")


def widen(day: Day) -> None:
    with day.as_(CLERK) as me:
        for account, reason in ((ADDED, "涉及统计口径"), (SPARED, "涉及税务数据")):
            me.go(day.plan)
            me.press("增加会签人")
            pick(me, name_of(day, account))
            me.page.locator("[name=reason]").fill(reason)
            if account == ADDED:
                me.shoot("add-countersigner")
            me.press("确认增加会签人")
            me.see("已增加会签人")
        me.see("已表态2/5")
        row = me.page.locator(".asked-list li", has_text=name_of(day, SPARED))
        row.get_by_role("link", name=re.compile("取消会签人")).click()
        me.settle()
        me.page.locator("[name=reason]").fill("税务数据已另行核实")
        me.shoot("spare-countersigner")
        me.press("确认取消会签人")
        me.see("已取消会签人")
        me.shoot("sitting-widened")
    with day.as_(AWAY) as me:
        me.go(day.plan)
        # The own question is in the card of the stage; who sits elsewhere reaches it from there.
        me.press("转办", exact=False)
        pick(me, name_of(day, TAKES_OVER))
        me.page.locator("[name=reason]").fill("外出办案，由科室办理")
        me.shoot("hand-on")
        me.press("确认转办")
        me.see("已转办")
    with day.as_(CLERK) as me:
        me.go(day.plan)
        me.see("转办")
        me.press("催办")
        me.page.locator("textarea[name=words]").fill("会议在即，请今天表态。")
        me.press("确认催办")
        me.see("已催办")
        me.go(f"/urge/plan:{pk_of(day)}/")
        me.see("今天已经催办过")


def type_in(day: Day) -> None:
    with day.as_(CLERK) as me:
        me.go(day.plan)
        row = me.page.locator(".asked-list li", has_text=name_of(day, ADDED))
        row.get_by_role("link", name=re.compile("代录线下签批")).click()
        me.settle()
        me.press("打印会签签")
        link = me.page.get_by_role("link", name=re.compile("会签签")).first
        expect(link).to_be_visible(timeout=120_000)
        save_pdf(day, me, link.get_attribute("href"), "会签签.pdf")
        check_fonts(day, "会签签.pdf")
        code = re.search(r"[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}", text_of(day, "会签签.pdf")).group()
        me.page.locator("[name=code]").fill(code)
        me.page.locator("[name=signed_on]").fill(clock.today().isoformat())
        me.page.locator("input[name=answer][value=agree]").check()
        me.page.locator("textarea[name=words]").fill("无意见。统计口径按现行制度执行。")
        me.page.locator("input[type=file]").set_input_files(
            {"name": "会签签.pdf", "mimeType": "application/pdf", "buffer": scan("SAMPLE signed slip")}
        )
        me.shoot("typed-in")
        me.press("确认代录线下签批")
        me.see("已登记线下签批")
        me.see("线下签批")


def hand_over(day: Day) -> None:
    with day.as_(ADMIN) as me:
        open_work(me, name_of(day, CLERK))
        choose(me, name_of(day, COLLEAGUE))
        me.shoot("hand-over")
        hand_over_work(me, "调离")
    with day.as_(COLLEAGUE) as me:
        me.go(day.plan)
        me.see("已表态3/4")
        me.see(name_of(day, CLERK))
        expect(me.page.get_by_role("link", name="增加会签人")).to_be_visible()
        me.shoot("handed-over")
    answer(day, TAKES_OVER, "agree")
    with day.as_(COLLEAGUE) as me:
        me.go(day.plan)
        me.see("待上会")
        me.see("由" + name_of(day, AWAY))


def read_copy(day: Day) -> None:
    with day.as_(COLLEAGUE) as me:
        me.go(day.plan)
        me.press("抄送")
        pick(me, name_of(day, READER))
        me.page.locator("[name=words]").fill("会签有一条不同意见，请会前阅。")
        me.shoot("copy")
        me.press("确认抄送")
        me.see("已抄送")
    with day.as_(READER) as me:
        me.go("/copies/")
        me.see("会签有一条不同意见")
        me.shoot("copies")
        me.press("已阅")
        me.see("已标记已阅")
    with day.as_(COLLEAGUE) as me:
        me.go(day.plan)
        me.see("已阅")


def papers_of_plan(day: Day) -> None:
    with day.as_(COLLEAGUE) as me:
        me.go(day.plan + "papers/")
        me.confirm("打印审批表")
        me.go(day.plan)
        link = me.page.get_by_role("link", name=re.compile("审批表")).first
        expect(link).to_be_visible(timeout=120_000)
        save_pdf(day, me, link.get_attribute("href"), "审批表.pdf")
        me.shoot("plan-at-the-end")
    text = text_of(day, "审批表.pdf")
    for words in (
        DISSENT,
        f"{name_of(day, DEPUTY)}（受{name_of(day, HEAD)}委托）",
        f"{name_of(day, ADDED)}（线下签批",
        name_of(day, TAKES_OVER),
        "增加会签人",
        "转办",
        "原则通过",
        name_of(day, CHAIR),
    ):
        assert re.sub(r"\s+", "", words) in text, (words, text)
    check_fonts(day, "审批表.pdf")
