"""The meeting of the committee tour: agenda, recusal, an absent member's written opinion, 原则通过, minutes."""

import re

from playwright.sync_api import expect

from records import clock

from ._day import CHAIR, LIAISON, SECRETARY, Day, check_fonts, save_pdf, text_of
from ._sitting import COLLEAGUE, DISSENT, name_of

VOTERS = ("gw_fushuji", "fg_head", "cz_head", "rs_head", "sf_head")
RECUSED, ABSENT = "sc_head", ("tj_head", "sw_head")
WRITTEN = "建议同意，请把经费来源写清楚。"


def agenda(day: Day) -> None:
    with day.as_(SECRETARY) as me:
        me.go("/meetings/new/")
        me.page.get_by_label("会议日期").fill(clock.today().isoformat())
        me.page.get_by_label("地点").fill("机关二楼会议室")
        me.press("建立会议")
        day.meeting = re.search(r"/meetings/\d+/", me.page.url).group()
        me.page.locator("tr", has_text="区委党校").locator("input[type=checkbox]").check()
        me.press("列入议题")
        me.page.get_by_role("link", name=re.compile("区委党校")).first.click()
        me.settle()
        day.meeting_item = re.search(r"/meetings/\d+/items/\d+/", me.page.url).group()
        form = me.page.locator('form[action$="/recuse/"]')
        seat = form.locator("option", has_text=name_of(day, RECUSED)).first.get_attribute("value")
        form.locator("select[name=seat]").select_option(value=seat)
        form.locator("[name=reason]").fill("配偶在该校任职")
        me.press("登记回避")
        me.see(name_of(day, RECUSED))
        me.go(day.meeting)
        me.confirm("印发议程")
        me.see("已印发议程")
        me.shoot("agenda")
        link = me.page.locator("#papers ~ * a, section[aria-labelledby=papers] a").first
        expect(link).to_be_visible(timeout=120_000)
        save_pdf(day, me, link.get_attribute("href"), "议程和材料.pdf")
    assert "区委党校" in text_of(day, "议程和材料.pdf")
    check_fonts(day, "议程和材料.pdf")


def convene(day: Day) -> None:
    with day.as_(SECRETARY) as me:
        me.go(day.meeting)
        for account in ABSENT:
            row = me.page.locator(".attendance-row", has_text=name_of(day, account))
            row.get_by_label("请假", exact=True).check()
            row.get_by_label("请假事由").fill("外出参加会议")
        me.press("登记到会")
        me.shoot("attendance")
        me.confirm("宣布开会")
    with day.as_(ABSENT[0]) as me:
        me.go(day.meeting_item)
        me.page.locator("textarea[name=text]").first.fill(WRITTEN)
        me.press("提出书面意见")
        me.see("书面意见")
        expect(me.page.get_by_role("button", name="确认表决")).to_have_count(0)
        me.shoot("written-opinion")
    with day.as_(SECRETARY) as me:
        me.go(day.meeting_item)
        me.see(WRITTEN)
        me.press("已宣读")
        me.see("书面意见，已宣读")


def vote(day: Day) -> None:
    with day.as_(CHAIR) as me:
        me.go(day.meeting_item)
        me.page.get_by_label(re.compile("原则通过")).check()
        me.page.locator("textarea[name=modifications]").fill("请把书记项目的测评数据来源写清楚。")
        me.press("提请表决")
        me.see("主持人末位表态")
    for place, voter in enumerate(VOTERS):
        with day.as_(voter) as me:
            me.go(day.meeting_item)
            me.page.get_by_label("弃权" if place == 4 else "同意", exact=True).check()
            me.page.locator("textarea[name=opinion]").fill("同意。" if place < 4 else "需要进一步了解情况。")
            me.press("确认表决")
            me.see("您已表决")
    with day.as_(RECUSED) as me:
        me.go(day.meeting_item)
        expect(me.page.get_by_role("button", name="确认表决")).to_have_count(0)
    with day.as_(SECRETARY) as me:
        me.go(day.meeting_item)
        me.shoot("before-the-chair")
    with day.as_(CHAIR) as me:
        me.go(day.meeting_item)
        me.page.get_by_label("同意", exact=True).check()
        me.press("确认表决")
        me.see("已达法定票数")
        me.page.get_by_label(re.compile("结论要点")).fill("原则通过，按修改要求完善后由书记审定。")
        me.press("宣布结果")
        me.see("原则通过")
        me.shoot("announced")
    with day.as_(LIAISON) as me:
        me.go(day.plan)
        me.see("原则通过")
        for words in ("需要进一步了解情况", WRITTEN, DISSENT):
            me.miss(words)
        me.shoot("result-for-the-unit")


def minutes(day: Day) -> None:
    with day.as_(SECRETARY) as me:
        me.go(day.meeting)
        me.confirm("会议结束")
        me.go(day.meeting + "minutes/")
        me.confirm("生成记录、纪要")
        me.see(WRITTEN)
        me.page.locator("textarea[name$=considered]").first.fill("方案任务具体，部门意见应当吸收。")
        me.page.locator("textarea[name$=decided]").first.fill("原则通过，按修改要求完善后由书记审定。")
        me.press("保存会议决定")
        me.shoot("minutes-draft")
        me.confirm("送主持人确认")
    with day.as_(CHAIR) as me:
        me.go(day.meeting + "minutes/")
        me.confirm("确认记录、纪要")
        me.see("已确认")
        for title in ("会议记录", "会议纪要"):
            link = me.page.locator("section[aria-labelledby=papers]").get_by_role(
                "link", name=re.compile(title)
            )
            expect(link.first).to_be_visible(timeout=120_000)
            save_pdf(day, me, link.first.get_attribute("href"), f"{title}.pdf")
            check_fonts(day, f"{title}.pdf")
        me.shoot("minutes-confirmed")
    record, told = text_of(day, "会议记录.pdf"), text_of(day, "会议纪要.pdf")
    assert re.sub(r"\s+", "", WRITTEN) in record
    assert name_of(day, RECUSED) in record
    assert "需要进一步了解情况" not in told
    with day.as_(COLLEAGUE) as me:
        me.go(day.plan)
        me.miss("需要进一步了解情况")
