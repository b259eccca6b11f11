"""Steps 3 and 4: the office reviews, the committee decides, the chair confirms."""

import re

from playwright.sync_api import expect

from records import clock

from ._day import CHAIR, CLERK, HEAD, LIAISON, SECRETARY, VOTERS, Day
from ._papers import TASKS


def review(day: Day) -> None:
    with day.as_(CLERK) as me:
        me.see("区委党校")
        me.shoot("inbox-office")
        me.go(day.plan)
        me.confirm("签收")
        me.see("初审")
        title = TASKS[1][2]
        me.page.get_by_role("link", name=re.compile(f"提意见.*{title}")).click()
        form = me.page.locator(".point-form")
        form.get_by_label("完成标准").or_(form.get_by_label(re.compile("时限是否合理"))).first.wait_for(
            state="attached"
        )
        form.locator("[name=criterion]").first.wait_for(state="attached")
        _choose(form, "criterion", "timely")
        form.locator("[name=now]").fill("完成时限为年底")
        form.locator("[data-phrase]").first.click()
        form.locator("[name=wrong]").fill("时限不合理")
        form.locator("[name=wanted]").fill("分季度写明节点，年中完成首次测评")
        form.get_by_role("button", name="保存意见").click()
        me.page.wait_for_load_state("networkidle")
        me.see("尚未告知单位")
        me.shoot("review-point")
        me.press("退回修改（先看告知内容）")
        me.see("需修改后重报，共1处")
        me.shoot("return-letter")
        me.press("确认退回修改")
        me.see("退回修改")


def _choose(form, name: str, value: str) -> None:
    field = form.locator(f"[name={name}]").first
    if field.evaluate("e => e.tagName") == "SELECT":
        field.select_option(value)
    else:
        form.locator(f"[name={name}][value={value}]").check()


def revise(day: Day) -> None:
    with day.as_(LIAISON) as me:
        me.see("退回修改")
        me.go(day.plan + "edit/")
        me.see("分季度写明节点")
        me.shoot("editor-with-opinion")
        task = me.page.locator("details.task-entry").nth(1)
        if task.get_attribute("open") is None:
            task.locator("summary").first.click()
        task.locator("textarea[name=standard]").fill(
            "学员满意度不低于95%，每季度末测评一次，年中完成首次测评"
        )
        expect(task).to_contain_text("已保存")
        answer = me.page.locator("textarea[name=answer]").first
        answer.fill("已改为每季度末测评一次。")
        me.page.get_by_role("button", name="保存答复").first.click()
        me.see("答复已保存")
        me.shoot("answered")
        me.confirm("提交本单位审核", "已逐条修改。")
    with day.as_(HEAD) as me:
        me.shoot("inbox-head")
        me.go(day.plan)
        me.confirm("同意报送", "同意报送。")
        me.see("待签收")
    with day.as_(CLERK) as me:
        me.go(day.plan)
        me.confirm("签收")
        me.see("自上轮以来的修改")
        me.see("已改为每季度末测评一次。")
        me.shoot("changes-since-last-round")
        me.confirm("提请上会", "意见已落实，建议提请会议审议。")
        me.see("待上会")


def meeting(day: Day) -> None:
    with day.as_(SECRETARY) as me:
        me.go("/meetings/new/")
        me.page.get_by_label("会议日期").fill(clock.today().isoformat())
        me.page.get_by_label("地点").fill("机关二楼会议室")
        me.press("建立会议")
        page = me.page.url.replace(day.tour.base_url.rstrip("/"), "")
        for row in me.page.locator(".attendance-row").all()[len(VOTERS) + 1 :]:
            row.get_by_label("请假", exact=True).check()
            row.get_by_label("请假事由").fill("外出参加会议")
        me.press("登记到会")
        me.page.locator("tr", has_text="区委党校").locator("input[type=checkbox]").check()
        me.press("列入议题")
        me.confirm("宣布开会")
        me.shoot("meeting")
        me.page.get_by_role("link", name=re.compile("区委党校")).first.click()
        me.page.wait_for_load_state("networkidle")
        day.meeting_item = me.page.url.replace(day.tour.base_url.rstrip("/"), "")
        assert day.meeting_item.startswith(page)
    with day.as_(CHAIR) as me:
        me.go(day.meeting_item)
        me.page.get_by_label(re.compile("原则通过")).check()
        me.page.locator("textarea[name=modifications]").fill("请把书记项目的测评数据来源写清楚。")
        me.shoot("motion")
        me.press("提请表决")
        me.see("主持人末位表态")
    for place, voter in enumerate(VOTERS):
        with day.as_(voter) as me:
            me.go(day.meeting_item)
            me.page.get_by_label("弃权" if place == 5 else "同意", exact=True).check()
            me.page.locator("textarea[name=opinion]").fill(
                "任务具体，同意。" if place < 5 else "需要进一步了解情况。"
            )
            if place == 0:
                me.shoot("ballot")
            me.press("确认表决")
            me.see("您已表决")
            me.miss("表决进度")
    with day.as_(SECRETARY) as me:
        me.go(day.meeting_item)
        me.see("表决进度")
        me.see("尚未表决")
        me.shoot("running-count-secretary")
    with day.as_(CHAIR) as me:
        me.go(day.meeting_item)
        me.page.get_by_label("同意", exact=True).check()
        me.press("确认表决")
        me.see("已达法定票数")
        me.page.get_by_label(re.compile("结论要点")).fill("原则通过，按修改要求完善后由书记审定。")
        me.shoot("announce")
        me.press("宣布结果")
        me.see("原则通过")
    with day.as_(LIAISON) as me:
        me.go(day.plan)
        me.see("原则通过")
        me.miss("需要进一步了解情况")
        me.shoot("result-for-the-unit")


def amend(day: Day) -> None:
    with day.as_(LIAISON) as me:
        me.go(day.plan + "edit/")
        task = me.page.locator("details.task-entry").nth(1)
        if task.get_attribute("open") is None:
            task.locator("summary").first.click()
        task.locator("textarea[name=standard]").fill(
            "学员满意度不低于95%，每季度末由教务科匿名测评一次，年中完成首次测评"
        )
        expect(task).to_contain_text("已保存")
        me.page.locator("textarea[name=answer]").first.fill("已写明由教务科匿名测评。")
        me.page.get_by_role("button", name="保存答复").first.click()
        me.see("答复已保存")
        me.confirm("报送修改稿", "已按会议要求修改。")
        me.see("待审定")
    with day.as_(CHAIR) as me:
        me.go(day.plan)
        me.see("教务科匿名测评")
        me.shoot("confirm")
        me.confirm("审定", "同意，按此执行。")
        me.see("实施中")
