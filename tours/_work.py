"""Steps 5 to 7: the work is done, accepted, printed, signed."""

import re

from playwright.sync_api import expect

from records import clock

from ._day import ACCEPTORS, CLERK, LIAISON, RECORDS, Day, check_fonts, pick_group, save_pdf, text_of
from ._papers import TASKS, scan


def execute(day: Day) -> None:
    for place, account in enumerate(day.accounts):
        with day.as_(account) as me:
            me.see(TASKS[place][2])
            me.go("/tasks/?mine=1")
            me.page.get_by_role("link", name=TASKS[place][2]).first.click()
            me.page.wait_for_load_state("networkidle")
            if place == 0:
                me.page.get_by_label(re.compile("遇到困难")).check()
                me.page.locator("textarea[name=words]").fill("教室排期与培训中心冲突，需要协调。")
                me.press("提交")
                me.see("待协调事项")
                me.shoot("task-in-trouble")
            me.page.get_by_label("有进展").check()
            me.page.locator("textarea[name=words]").fill("按要求完成，数据已核对。")
            me.page.get_by_label("完成的节点").select_option(index=1)
            me.press("提交")
            me.see("节点已全部完成")
            me.page.locator("summary", has_text="添加佐证").click()
            me.page.locator("input[name=file]").set_input_files(
                {
                    "name": f"数据对比表{place + 1}（样例）.pdf",
                    "mimeType": "application/pdf",
                    "buffer": scan(f"SAMPLE evidence {place + 1}"),
                }
            )
            me.page.locator("input[name=dated]").fill(clock.today().isoformat())
            me.press("上传并添加")
            me.see(f"数据对比表{place + 1}")
            me.page.locator("textarea[name=words]").fill("对照完成标准核对，已达到。")
            me.press("任务办结")
            me.see("任务已办结")
            if place == 0:
                me.shoot("task-done")
                me.go("/evidence/")
                me.shoot("evidence-library")
    with day.as_(LIAISON) as me:
        me.go("/tasks/")
        me.see("已办结")
        me.shoot("tasks-by-light")


def accept(day: Day) -> None:
    with day.as_(LIAISON) as me:
        me.go(day.plan)
        me.confirm("申请验收", "任务已全部办结，申请验收。")
        me.see("待安排验收")
    with day.as_(CLERK) as me:
        me.go(day.plan)
        me.press("组成验收组")
        pick_group(me, ACCEPTORS, apart=("区委党校",))
        me.shoot("compose-group")
        me.press("组成验收组")
        me.see("验收中")
    for account in reversed(ACCEPTORS):
        with day.as_(account) as me:
            me.go(day.plan + "check/")
            if account == ACCEPTORS[0]:
                for place in range(len(TASKS)):
                    section = me.page.locator("section.card:has(input[name=line])").nth(place)
                    section.get_by_label("符合", exact=True).check()
                    section.locator("input[name=fact]").fill("资料与现场一致。")
                    section.get_by_role("button", name="记录核查结果").click()
                    me.page.wait_for_load_state("networkidle")
                me.see("已核查3/3项")
                me.shoot("checked")
                me.page.get_by_label("通过验收", exact=True).check()
                me.press("作出验收结论")
                me.see("待签字盖章")
            else:
                me.see("请逐项核查")
                me.shoot("check")


def certificate(day: Day) -> None:
    with day.as_(RECORDS) as me:
        me.go(day.plan)
        link = me.page.get_by_role("link", name=re.compile("验收意见书"))
        expect(link.first).to_be_visible(timeout=90_000)
        me.shoot("plan-with-certificate")
        save_pdf(day, me, link.first.get_attribute("href"), "acceptance-opinion.pdf")
    text = text_of(day, "acceptance-opinion.pdf")
    for words in ("验收意见书", "示范区委党校", "通过验收", "本件由系统生成", TASKS[1][2], "版本校验码"):
        assert words in text, f"{words} is not in the PDF"
    check_fonts(day, "acceptance-opinion.pdf")


def signed(day: Day) -> None:
    with day.as_(RECORDS) as me:
        me.go(day.plan)
        me.press("登记签字盖章件")
        me.page.locator("input[type=file]").set_input_files(
            {
                "name": "验收意见书（样例）.pdf",
                "mimeType": "application/pdf",
                "buffer": scan("SAMPLE signed and sealed"),
            }
        )
        me.page.get_by_label("签字盖章日期").fill(clock.today().isoformat())
        me.press("登记并办结")
        me.see("已办结")
        me.shoot("closed")
