"""提醒和督办: the rules, a quarter day by day with 调休 and a calendar that comes late, a 督办通知单 from its draft to the receipt."""

import json
import re
import time
from datetime import date

from playwright.sync_api import expect

from launch.tour import Tour
from records import clock

from ._day import CLERK, Day, save_pdf, text_of

ADMIN, SIGNER, SYSTEM = "gw_yewu", "gw_zhuren", "gw_xitong"
QUARTER = 92  # days
SATURDAYS = 6  # of a week that begins on Monday
CALENDAR = "{year}-01-01,休,元旦\n{year}-01-02,休,元旦\n{year}-01-03,休,元旦\n{year}-01-04,休,元旦\n{year}-01-05,休,调休\n"
RECOMPUTED = "from records.models import Entry; print(Entry.objects.filter(code='limit.recomputed').count())"
CROSSES = """
from datetime import date
from plans.rectifications.operations.matters import raise_matter
from records import clock
from units.models import Person
by = Person.objects.get(username="dx_liaison")
with clock.at(date({year}, 12, 30)):
    raise_matter(by.unit, by=by, title="样例：跨年的时限", words="样例")
"""
# Due on a Saturday that is worked: said on that day, and on the Sunday after it nothing more.
SATURDAY = """
from datetime import date, timedelta
from django.core.management import call_command
from notifications.models import Notice
from plans.rectifications.operations import matters
from records import clock, workdays
from units.models import Person
saturday = date.fromisoformat("{saturday}")
by = Person.objects.get(username="dx_liaison")
with clock.at(workdays.back(saturday, matters.SORT_OUT_DAYS)):
    matter = matters.raise_matter(by.unit, by=by, title="样例：调休日到期", words="样例")
told = []
for n in range(2):
    call_command("supervise", on=saturday + timedelta(days=n))
    told.append(Notice.objects.filter(subject=matter.key, event="reminder.sent", text__contains="今日").count())
print(workdays.is_working(saturday), told[0] > 0, told[1] == told[0])
"""
SOON = """
from django.core.management import call_command
from plans.supervision import scopes
from plans.supervision.models import Order
from records import clock, workdays
from workflows.models import Assignment
waiting = scopes.urged(Assignment.objects.filter(done_at=None, due__gt=clock.today(), unit__kind="unit"))
for due in sorted(set(waiting.values_list("due", flat=True))):
    on = max(clock.today(), workdays.back(due, 1))
    call_command("supervise", on=on)
    if Order.objects.filter(colour="{colour}", submitted_at=None, lapsed_at=None).exists():
        print((on - clock.today()).days)
        break
"""
ANSWER_BY = "from records import clock, workdays; print(workdays.add(clock.today(), 3).date)"
TWICE = """
from collections import Counter
from notifications.models import Delivery
rows = Delivery.objects.filter(channel="in_app", key__startswith="remind:").values_list("key", "notice__at")
told = Counter((*key.split(":")[1:3], key.split(":")[4], at.date()) for key, at in rows)
print(sum(n > 1 for n in told.values()))
"""
LEFT = (
    "from units import holders; from units.models import Person; from workflows.models import Assignment; "
    "key = Assignment.objects.filter(done_at=None, kind='execute', holder__startswith='person:')"
    ".order_by('due').values_list('holder', flat=True).first(); "
    "Person.objects.filter(pk=holders.person_id_of(key)).update(is_active=False); "
    "print(holders.person_id_of(key))"
)
TOLD_SINCE = """
from notifications.models import Notice
from units.models import Person
from workflows.models import Assignment
left = Person.objects.get(pk={left})
matters = Assignment.objects.filter(done_at=None, holder="person:{left}").values("subject")
since = Notice.objects.filter(event="reminder.sent", pk__gt={last})
print(since.filter(recipient=left).count(), since.filter(subject__in=matters, recipient__postings__post="liaison").exists())
"""
LAST = "from django.db.models import Max; from notifications.models import Notice; print(Notice.objects.aggregate(last=Max('pk'))['last'] or 0)"
UNIT_OF = "from plans.supervision.models import Order; print(Order.objects.get(pk={pk}).unit.code.lower())"
COLOURS = {"red": "红色督办", "orange": "橙色督办", "blue": "蓝色督办"}


def walk(tour: Tour) -> None:
    day = Day(tour)
    with tour.step("the administrator reads the rules, tries one on real matters and switches it on"):
        rules(day)
    with tour.step("what people may choose, channels, and one's own choice"):
        channels(day)
    for colour in ("blue", "orange"):
        with tour.step(f"督办通知单, {colour}: completed by the clerk, signed, numbered, on paper"):
            soon(day, colour)
            order(day, colour)
    with tour.step(
        "a responsible person leaves; a quarter day by day: nothing on days off or after work, nothing twice"
    ):
        quarter(day)
    with tour.step("a calendar that comes late moves provisional limits, each on its trail"):
        late_calendar(day)
    with tour.step("督办通知单, red: of what was overdue at the end of the quarter"):
        day.tour.stack.move_clock(QUARTER)
        order(day, "red")
    with tour.step("the unit answers the receipt; the chain of a matter in one view, as a file"):
        receipt(day)
    with tour.step("the operations page"):
        with day.as_(SYSTEM) as me:
            me.go("/operations/")
            me.see("后台队列")
            me.shoot("operations")


def rules(day: Day) -> None:
    with day.as_(ADMIN) as me:
        me.go("/reminders/")
        me.see("审核环节到期前1个工作日")
        me.shoot("rules")
        me.press("新建规则")
        me.page.get_by_label("名称").fill("样例：任务到期前3个工作日")
        me.page.locator("[name=scope]").select_option("task")
        me.page.locator("[name=days]").fill("3")
        me.page.locator("[name=text_words]").fill("{姓名}同志：{事项}，{到期日}到期")
        me.press("先看效果，不保存")
        me.see("过去30天会发出的提醒")
        me.shoot("rule-tried")
        me.press("保存")
        me.see("尚未启用")
        me.confirm("启用")
        me.see("提醒规则已启用")


def channels(day: Day) -> None:
    with day.as_(ADMIN) as me:
        me.go("/channels/new/")
        me.page.get_by_label("名称").fill("样例群")
        me.page.locator("[name=address]").fill("wecombot://00000000-sample")
        me.press("保存")
        me.see("请先测试，再启用")
        me.miss("00000000-sample")
        me.shoot("channel")
    with day.as_("dx_head") as me:
        me.go("/notices/choices/")
        me.page.locator("[name=leader_digest]").check()
        me.press("保存")
        me.see("通知方式已保存")
        me.shoot("choices")
        _silent_server(me)


def _silent_server(me) -> None:
    """A counter that is never answered is given up before it is asked again: nothing piles up, and the page goes on."""
    asked, broken_off = [], []
    me.page.on(
        "requestfailed", lambda request: broken_off.append(request.url) if request.url in asked else None
    )
    me.page.route("**/notices/count/**", lambda route: asked.append(route.request.url))
    me.go("/notices/")
    me.page.wait_for_timeout(16_000)
    assert 1 <= len(asked) <= 2, asked
    assert len(asked) - len(broken_off) <= 1
    me.page.unroute("**/notices/count/**")


def quarter(day: Day) -> None:
    last, left = shell(day, LAST), shell(day, LEFT)
    told = [
        json.loads(line) for line in day.tour.stack.manage("supervise", "--days", str(QUARTER)).splitlines()
    ]
    assert len(told) == QUARTER
    assert sum(each["at_work"] for each in told) > 0
    wrong = [
        each for each in told if each["evening"] or each["again"] or (each["at_work"] and not each["working"])
    ]
    assert not wrong, wrong
    assert shell(day, TWICE) == "0"
    assert shell(day, TOLD_SINCE.format(left=left, last=last)) == "0 True"


def late_calendar(day: Day) -> None:
    """A limit that crosses into a year nobody has loaded; then the year is loaded and a worker counts anew."""
    year = clock.today().year + 1
    shell(day, CROSSES.format(year=year - 1))
    path = day.tour.out / "calendar.csv"
    saturday = next(day for day in (date(year, 1, n) for n in range(9, 16)) if day.isoweekday() == SATURDAYS)
    path.write_text(f"{CALENDAR.format(year=year)}{saturday},班,调休\n", encoding="utf-8")
    day.tour.stack.manage("load_calendar", str(year), str(path), "--basis", "样例〔2026〕1号")
    over = time.monotonic() + 120
    while shell(day, RECOMPUTED) == "0":
        assert time.monotonic() < over, "no limit was counted anew"
        time.sleep(1)
    assert shell(day, SATURDAY.format(saturday=saturday)) == "True True True"


def shell(day: Day, code: str) -> str:
    """The last line of what some Python prints inside the stack."""
    lines = day.tour.stack.manage("shell", "-v", "0", "-c", code).strip().splitlines()
    return lines[-1] if lines else ""


def soon(day: Day, colour: str) -> None:
    """To the morning after the day on which the first draft of this colour was written. Blue: nothing counts as quiet."""
    settings(day, 250 if colour == "blue" else 10)
    days = shell(day, SOON.format(colour=colour))
    assert days.isdigit(), f"no draft: {days}"
    day.tour.stack.move_clock(int(days) + 1)


def settings(day: Day, quiet_days: int) -> None:
    with day.as_(ADMIN) as me:
        me.go("/reminders/settings/")
        me.page.locator("[name=quiet_days]").fill(str(quiet_days))
        me.press("保存")
        me.see("设置已保存")


def order(day: Day, colour: str) -> None:
    with day.as_(CLERK) as me:
        me.go("/orders/?state=draft")
        row = me.page.locator("tbody tr", has_text=COLOURS[colour]).first
        expect(row).to_be_visible()
        if colour == "red":
            me.shoot("orders")
        row.get_by_role("link").first.click()
        me.settle()
        address = re.sub(r"^https?://[^/]+", "", me.page.url)
        me.page.locator("[name=contact]").fill("样例经办")
        if colour == "red":  # it was drafted weeks ago, and a limit in the past is refused
            me.page.locator("[name=answer_by]").fill(shell(day, ANSWER_BY))
        if colour == "red":
            me.shoot("order-draft")
        me.confirm("送签")
        me.see("待签发")
    with day.as_(SIGNER) as me:
        me.go(address)
        if colour == "red":
            me.shoot("order-sign")
        me.confirm("签发")
        me.see("督〔")
        link = me.page.locator("a[href^='/documents/']").first
        link.wait_for(state="visible", timeout=120_000)
        save_pdf(day, me, link.get_attribute("href"), f"督办通知单-{colour}.pdf")
        me.shoot(f"order-issued-{colour}")
    assert COLOURS[colour] in text_of(day, f"督办通知单-{colour}.pdf")
    day.accounts.append(address)


def receipt(day: Day) -> None:
    address = day.accounts[-1]
    with day.as_(CLERK) as me:
        me.go(address)
        unit = me.page.locator(".page-header .muted").first.inner_text()
        matter = me.page.locator(
            "#lines ~ * tbody a, section[aria-labelledby=lines] tbody a"
        ).first.get_attribute("href")
    code = shell(day, UNIT_OF.format(pk=address.split("/")[2]))
    assert unit and matter
    with day.as_(f"{code}_liaison") as me:
        me.go(address)
        me.shoot("order-receipt")
        me.confirm("填写回执", "已安排专人办理，本周内办结。")
        me.see("回执已报送")
    with day.as_(CLERK) as me:
        me.go(matter)
        me.see("提醒和督办")
        me.press("全部记录")
        me.see("提醒、催办、督办的发送")
        me.shoot("chain")
        with me.page.expect_download() as download:
            me.page.get_by_role("button", name="导出Excel").click()
        download.value.save_as(day.tour.out / "chain.xlsx")
