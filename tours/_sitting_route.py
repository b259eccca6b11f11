"""The route of the committee tour: a 会签 of named people with reservations, between 初审 and the meeting."""

from playwright.sync_api import expect

from ._day import Day
from ._visit import Visitor

ADMIN = "gw_yewu"
STAGE = "部门会签"
EVERYBODY = (
    "from units.models import Person; "
    "[print(p.username, f'{p.name}（{p.unit.short_name}）', sep=chr(9)) for p in Person.objects.select_related('unit')]"
)
_names: dict[str, str] = {}
ASKED = ("cz_deputy", "rs_deputy", "sf_deputy")


def names_of(day: Day, *accounts: str) -> list[str]:
    """The names of these accounts, as forms offer them; asked once of the stack for everybody."""
    if not _names:
        told = day.tour.stack.manage("shell", "-v0", "-c", EVERYBODY)
        _names.update(line.split("\t") for line in told.splitlines() if "\t" in line)
    return [_names[account] for account in accounts]


def build(day: Day) -> None:
    with day.as_(ADMIN) as me:
        me.go("/routes/plan.review/")
        me.press("起草新版本")
        _stage(me, "初审").get_by_role("button", name="在此后增加环节").click()
        me.settle()
        new = _stage(me, "新环节")
        new.get_by_label("环节名称").fill(STAGE)
        new.get_by_label("办理方式").select_option(label="会签（可有不同意见）")
        new.get_by_label("由谁办理").select_option(label="指定人员")
        for box in new.locator('input[name$="-posts"]:checked').all():
            box.uncheck()
        for name in names_of(day, *ASKED):
            new.get_by_label("加一名指定人员").fill(name)
            new.get_by_role("button", name="加入").click()
            me.settle()
            new = _stage(me, STAGE)  # its name stands in the legend once it has been kept
        expect(_stage(me, STAGE).get_by_role("group", name="指定人员").locator("label")).to_have_count(3)
        me.shoot("builder")


def publish(day: Day) -> None:
    with day.as_(ADMIN) as me:
        me.go("/routes/plan.review/")
        me.press("继续编辑")
        me.press("模拟运行")
        me.see("没有发现问题")
        me.shoot("simulation")
        me.page.get_by_label("修改说明").fill("涉及经费和人员的，先听取部门意见")
        me.press("发布第2版")
        me.see("第2版已发布")
        me.shoot("published")


def _stage(me: Visitor, label: str):
    return me.page.locator(".stage-card", has=me.page.locator("legend", has_text=label))
