"""Work that somebody else does, arranged on the pages: 委托 by its principal, 工作交接 by the 工委业务管理员 or a unit's head."""

import re
from datetime import timedelta

from records import clock
from units.enums import Errand

from ._visit import Visitor


def lend(me: Visitor, to: str, *errands: str, days: int, reason: str) -> None:
    """`me` lets somebody act for these errands alone, from today over that many days."""
    me.go("/delegations/")
    me.page.get_by_label("受托人").select_option(label=to)
    for errand in set(Errand.values) - set(errands):
        me.page.locator(f"input[name=errands][value={errand}]").uncheck()
    me.page.get_by_label("止日").fill((clock.today() + timedelta(days=days - 1)).isoformat())
    me.page.get_by_label("事由").fill(reason)
    me.shoot("delegation-form")
    me.page.locator("main form button[type=submit]").last.click()
    me.see("已委托")
    me.shoot("delegations")


def open_work(me: Visitor, name: str) -> None:
    """The preview of all that somebody holds."""
    me.go(f"/handover/?q={name}")
    me.page.get_by_role("link", name=name, exact=True).first.click()
    me.settle()


def choose(me: Visitor, name: str | None) -> None:
    """The main receiver: somebody by name, else the last who is offered."""
    field = me.page.get_by_label("主要接收人", exact=True).first
    options = field.locator("option").all_inner_texts()
    wanted = [each for each in options if re.match(re.escape(name), each)] if name else options[-1:]
    field.select_option(label=wanted[0])
    me.press(
        "下一步：逐项核对"
        if me.page.get_by_role("button", name="下一步：逐项核对").count()
        else "换一位，重新核对"
    )


def hand_over_work(me: Visitor, reason: str) -> None:
    """What was previewed moves, all of it."""
    me.page.get_by_label("交接原因").fill(reason)
    me.press("确认移交")
    me.see("工作交接已办理")
