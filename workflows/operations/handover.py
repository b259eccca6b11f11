"""工作交接: everything a person holds goes to one or several others, in one transaction, each thing with its line and its word."""

from collections import defaultdict

from django.utils.translation import gettext as _

from records import clock, turns
from records.errors import Refused
from records.stored import in_chinese
from units.models import HandOver, Person

from .. import handover_rules as rules
from .. import holdings
from ..acts import acting_together, beside
from ..holdings import Held, Moving
from ..pausing import resting_among
from ..queries import handover as queries


class CannotMove(Refused):
    """Some things cannot go to whom they were meant for: {key: why}. Nothing has moved."""

    def __init__(self, rows: dict[str, str]):
        super().__init__(
            _("有%(n)d项不能移交给所选人员，请改选接收人或不移交；没有移交任何一项。") % {"n": len(rows)}
        )
        self.rows = rows


class HasChanged(Refused):
    """Since the preview something was added, moved or done: it is shown anew before anything moves."""


def hand_over(
    giver: Person,
    *,
    by,
    receivers: dict[str, Person],
    reason: str,
    seen: str,
    ending: frozenset[str] = frozenset(),
) -> HandOver:
    """移交: {key of a thing: who takes it}. `ending` are the keys of delegations that end with it, `seen` the mark of the preview.

    What is not named stays where it is. All of it moves, or nothing.
    """
    rules.check_can_hand_over(giver, by)
    if not reason.strip():
        raise Refused(_("请填写交接原因，例如：调离、退休、轮岗。"), field="reason")
    if not receivers and not ending:
        raise Refused(_("请至少选择一项移交。"), field="to")
    _groups, rows = _chosen(giver, by, receivers, ending, seen)
    with acting_together({key for row in rows for key in row.subjects}, by=by) as acts:
        turns.take(f"handover:{giver.pk}")
        groups, rows = _chosen(giver, by, receivers, ending, seen)
        if not {key for row in rows for key in row.subjects} <= acts.keys():
            raise HasChanged(_changed())
        _check(giver, rows, receivers)
        made = HandOver(person=giver, unit_id=giver.unit_id, by=by, at=clock.now(), reason=reason.strip())
        with beside(made, by=by) as record:
            left = sum(len(group.rows) for group in groups) - len(rows)
            record.record("handover.done", giver=giver.name, words=made.reason, n=len(rows), left=left)
            for row in rows:
                moving = Moving(row, giver, receivers.get(row.key, giver), acts, record)
                holdings.kinds()[row.kind].move(moving)
    return made


def _chosen(giver, by, receivers, ending, seen):
    """Everything there is, and what of it was chosen; refused when it is no longer what was shown."""
    with in_chinese():  # what a thing is called goes onto trails
        groups = queries.held_by(giver, by)
    if queries.mark_of(groups) != seen:
        raise HasChanged(_changed())
    everything = [row for group in groups for row in group.rows]
    if not {*receivers, *ending} <= {row.key for row in everything}:
        raise HasChanged(_changed())
    return groups, [
        row for row in everything if row.key in (ending if row.ends else receivers) and not row.stuck
    ]


def _check(giver: Person, rows: list[Held], receivers: dict[str, Person]) -> None:
    for to in {person.pk: person for person in receivers.values()}.values():
        rules.check_takes_over(to, giver)
    barred = barred_rows(rows, receivers)
    if barred:
        raise CannotMove(barred)


def barred_rows(rows: list[Held], receivers: dict[str, Person]) -> dict[str, str]:
    """{key: why} of the things that cannot go to whom they are meant for."""
    gets = defaultdict(set)
    for row in rows:
        if row.kind == "post" and row.key in receivers:
            gets[receivers[row.key].pk].add((row.row.post, row.row.unit_id))
    resting = resting_among({key for row in rows for key in row.subjects})
    found = {}
    for row in rows:
        if row.ends or row.key not in receivers:
            continue
        to = receivers[row.key]
        rests = _("已暂停办理，请恢复后再移交") if resting & set(row.subjects) else ""
        why = row.stuck or rests or holdings.kinds()[row.kind].barred(row, to, frozenset(gets[to.pk]))
        if why:
            found[row.key] = why
    return found


def _changed() -> str:
    return _("自预览以来有变化（新增、办结或已移交），请核对下面的最新内容后再确认。没有移交任何一项。")
