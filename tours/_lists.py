"""Step 8 and the door: lists, overview, the trail as far as each may know."""

from playwright.sync_api import expect

from ._day import CLERK, LIAISON, Day


def login_page(day: Day) -> None:
    context = day.tour.browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(day.tour.base_url + "/login/")
    for words in ("演示账号", "联络员", "单位负责人", "书记", "严禁录入"):
        expect(page.locator("body")).to_contain_text(words)
    day.album.take(page, "login")
    context.close()


def lists(day: Day) -> None:
    with day.as_(LIAISON) as me:
        for path, name in (
            ("/", "inbox"),
            ("/done/", "done"),
            ("/mine/", "mine"),
            ("/notices/", "notices"),
            ("/plans/", "plans"),
        ):
            me.go(path)
            me.shoot(f"unit-{name}")
        me.go(day.plan)
        me.see("线下签批")
        me.miss("建议提请会议审议")
        me.miss("需要进一步了解情况")
        me.shoot("trail-unit")
    with day.as_("gw_fushuji") as me:
        me.go(day.plan)
        me.see("建议提请会议审议")
        me.shoot("trail-committee")
    with day.as_(CLERK) as me:
        for path, name in (
            ("/overview/", "overview"),
            ("/mine/", "mine"),
            ("/done/", "done"),
            ("/sent/", "sent"),
        ):
            me.go(path)
            me.shoot(f"office-{name}")
        me.go("/overview/")
        me.see("应报")
        me.see("区委党校")
    with day.as_("mz_liaison") as me:
        answer = me.page.goto(day.tour.base_url + day.plan)
        assert answer.status == 404, f"another unit's plan answers {answer.status}"
    with day.as_("gw_yewu") as me:
        me.go("/actions/")
        me.shoot("actions-admin")
