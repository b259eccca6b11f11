"""A 联络员 leaves: all they hold goes to others after a preview; what would stop is named and mended; a head delegates for
some days; a unit is split; the committee is renewed."""

import re
from datetime import timedelta

from launch.tour import Tour
from records import clock
from units.enums import Errand

from ._day import Day
from ._handing import choose, hand_over_work, lend, open_work
from ._sitting import name_of

ADMIN, GIVER, HEAD, DEPUTY = "gw_yewu", "mz_liaison", "mz_head", "mz_deputy"


def walk(tour: Tour) -> None:
    """From the dead ends of today to the new members of the committee."""
    day = Day(tour)
    with tour.step("单位自检 names what will stop, each with the page that mends it"):
        with day.as_(ADMIN) as me:
            me.go("/check/")
            me.see("单位自检")
            me.shoot("check")
    with tour.step("a unit's head looks for the person who leaves and sees what is the unit's own"):
        with day.as_(HEAD) as me:
            open_work(me, name_of(day, GIVER))
            me.see("联络员")
            me.see("由工委业务管理员移交")
            me.shoot("head")
    with tour.step("the preview says what moves, to whom, and whom a conflict bars"):
        with day.as_(ADMIN) as me:
            name = name_of(day, GIVER)
            open_work(me, name)
            me.shoot("held")
            choose(me, name_of(day, HEAD))
            me.see("起草和审核不能由同一人办理")
            me.shoot("barred")
            choose(me, None)
            me.shoot("preview")
            hand_over_work(me, "轮岗")
            me.see(name)
            me.shoot("done")
    with tour.step("nothing of it is left with the one who handed over"):
        with day.as_(ADMIN) as me:
            open_work(me, name_of(day, GIVER))
            me.miss("任务责任人")
            me.shoot("left")
    with tour.step("the posts of the unit, and an appointment"):
        with day.as_(ADMIN) as me:
            me.go("/check/")
            if me.page.get_by_role("link", name="任命").count():
                me.press("任命")
                me.shoot("posts")
    with tour.step(
        "委托: the head names a deputy for three days, and only for extensions; the deputy reads of it"
    ):
        with day.as_(HEAD) as me:
            lend(me, name_of(day, DEPUTY), Errand.EXTENSION, days=3, reason="出差")
        with day.as_(DEPUTY) as me:
            me.go("/delegations/")
            me.see("委托我的")
            me.see(name_of(day, HEAD))
            me.shoot("delegated-to-me")
        with day.as_(HEAD) as me:
            me.go("/delegations/")
            me.press("^终止", exact=False)
            me.see("委托已终止")
    with tour.step("机构变动: a unit is split; who goes where is previewed, then moves at once"):
        with day.as_(ADMIN) as me:
            me.go("/check/")
            me.page.locator("summary", has_text="各单位的岗位").click()
            me.page.get_by_role("link", name=re.compile("民政")).first.click()
            me.settle()
            me.press("机构变动：更名、合并、拆分、撤销")
            me.shoot("unit-change")
            me.press("逐项选择")
            me.page.get_by_label("承接单位1").select_option(index=1)
            me.press("下一步：逐项选择")
            me.shoot("split-rows")
            me.page.get_by_label(name_of(day, GIVER), exact=True).select_option(index=1)
            me.page.get_by_label("文号").fill("示委编〔2026〕9号")
            me.press("预览拆分")
            me.see("转出以后")
            me.shoot("split-preview")
            me.press("确认拆分")
            me.see("机构变动已登记")
    with tour.step("换届 is previewed: which meetings keep their members, which take the new ones"):
        with day.as_(ADMIN) as me:
            me.go("/committees/1/")
            me.page.get_by_label("起任日期").fill((clock.today() + timedelta(days=30)).isoformat())
            me.page.get_by_label("届次").fill("第三届")
            for each in me.page.locator(".picker-unit summary").all()[:3]:
                each.click()
            for row in me.page.locator(".picker-row input[type=checkbox]:visible").all()[:5]:
                row.check()
            me.page.locator(".picker-lead input:visible").first.check()
            me.press("预览")
            me.see("换届后会怎样")
            me.shoot("renewal")
