"""牵头与配合: measures, progress, evidence; 延期; each unit confirms its own."""

from datetime import timedelta

from records import clock

from ._item_day import CLERK, LEAD, PARTNER, ItemDay, fill, open_item, open_measure, pick
from ._item_papers import PROBLEM, evidence_file
from ._visit import Visitor

# text, standard, section
OWN = ("逐项梳理居家养老9个事项，编印一次性告知单", "9个事项全部公布告知单", "养老服务科")
SHARED = ("在综合窗口统一发放告知单，按周回访办件群众", "连续8周回访，每周不少于10件")


def measures(day: ItemDay) -> None:
    with day.as_(f"{LEAD}_liaison") as me:
        me.go(day.item)
        me.page.get_by_role("link", name="增加措施").first.click()
        me.page.wait_for_load_state("networkidle")
        fill(me, text=OWN[0], standard=OWN[1])
        me.press("保存并再加一项")
        me.see("请明确责任领导")
        pick(me, "leader", day.name(me, f"{LEAD}_deputy"))
        pick(me, "section", OWN[2])
        pick(me, "person", day.name(me, f"{LEAD}_s3"))
        me.shoot("measure-form")
        me.press("保存并再加一项")
        fill(me, text=SHARED[0], standard=SHARED[1])
        pick(me, "unit", "示范区政务服务办公室")
        me.press("保存")
        me.see(SHARED[0])
        me.shoot("item-with-measures")
    with day.as_(f"{PARTNER}_liaison") as me:
        me.see(SHARED[0][:10])
        me.go(day.item)
        open_measure(day, me, 2)
        me.shoot("measure-to-receive")
        me.press("签收")
        pick(me, "leader", day.name(me, f"{PARTNER}_deputy"))
        pick(me, "person", day.name(me, f"{PARTNER}_s2"))
        me.press("确认签收配合措施")
        me.miss("等待签收")


def progress(day: ItemDay) -> None:
    with day.as_(f"{LEAD}_s3") as me:
        me.shoot("inbox-of-the-person")
        open_measure(day, me, 1)
        me.shoot("measure-to-report")
        report(me, 40, "已梳理9个事项中的6个，告知单初稿完成。")
        me.shoot("measure-reported")
    with day.as_(f"{PARTNER}_s2") as me:
        open_measure(day, me, 2)
        report(me, 30, "综合窗口已设告知单发放点，完成第1周回访12件。")


def extended(day: ItemDay) -> None:
    """延期: asked before the limit, signed by the head, granted by the office; the first limit stays and is printed."""
    with day.as_(f"{LEAD}_liaison") as me:
        me.go(day.item)
        me.press("申请延期")
        fill(
            me,
            new_limit=(clock.today() + timedelta(days=95)).isoformat(),
            reason="需等市级养老系统表单升级后统一印制，避免二次返工。",
            progress="9个事项已梳理6个，综合窗口发放点已设。",
        )
        me.shoot("extension-form")
        me.press("确认申请延期")
        me.see("延期待单位负责人签字")
    with day.as_(f"{LEAD}_head") as me:
        open_item(day, me, PROBLEM)
        me.shoot("extension-to-sign")
        me.confirm("同意申请延期", "情况属实，同意申请。")
        me.see("延期待审批")
    with day.as_(CLERK) as me:
        open_item(day, me, PROBLEM)
        me.press("同意延期")
        fill(me, words="同意延期，印制前先用打印件发放。")
        me.shoot("extension-to-grant")
        me.press("确认同意延期")
        me.see("整改中")
        me.see("延期后时限")


def finished(day: ItemDay, *, words: str = "", again: int = 0) -> None:
    """100 %, evidence and 本单位确认, by each unit for itself; `again`: only that measure, which came back."""
    told = (
        (1, f"{LEAD}_s3", f"{LEAD}_deputy", "9个事项告知单全部公布，抽查10件无遗漏。", "一次性告知单样张"),
        (2, f"{PARTNER}_s2", f"{PARTNER}_deputy", "连续8周回访共96件，满意95件。", "回访记录汇总"),
    )
    for n, person, leader, said, proof in told:
        if again and n != again:
            continue
        with day.as_(person) as me:
            open_measure(day, me, n)
            if again:
                me.see("退回重新办理，请补充后填报")
                me.shoot("measure-sent-back")
            report(me, 100, words or said)
            me.page.locator("summary", has_text="添加佐证").click()
            name = f"{proof}（补充）" if again else proof
            file = evidence_file(name, n + 10 * again + clock.today().toordinal())
            me.page.locator("section[aria-labelledby=evidence] input[type=file]").set_input_files(file)
            me.page.locator("input[name=dated]").fill(clock.today().isoformat())
            me.press("上传并添加")
            me.see(name)
        with day.as_(leader) as me:
            open_measure(day, me, n)
            me.see("请确认措施完成")
            if n == 1 and not again:
                me.shoot("measure-to-confirm")
            me.press("本单位确认完成")
            me.see("已确认完成。")


def report(me: Visitor, percent: int, words: str) -> None:
    """填报进展, from the page of a measure."""
    form = me.page.locator("form[action$='/report/']").first
    form.locator("[name=on]").fill(clock.today().isoformat())
    form.locator("[name=percent]").fill(str(percent))
    form.locator("[name=words]").fill(words)
    form.get_by_role("button", name="填报进展").click()
    me.settle()
    me.see(words)
