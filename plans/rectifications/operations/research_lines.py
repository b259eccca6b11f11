"""What a line of a visit becomes: an item of a unit (交办), a practice all units read, a matter for the committee itself."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence
from workflows.acts import acting, beside, liaison_of

from ..models import VisitItem, VisitLine
from ..rules import research as rules
from . import matters
from .issuing import Problem, issue

PUBLISHED = sentence("%(unit)s的好做法已发布")


def give_out(line: VisitLine, problem: Problem, *, by):
    """交办: the line becomes an item of the problem's unit; of a common problem each unit gets its own."""
    rules.check_can_give(line, by)

    def linked(item):
        with beside(line.visit, by=by) as act:
            row = fresh(line)
            rules.check_can_give(row, by)
            if row.given.filter(unit=item.unit).exists():
                raise Refused(_("该问题已经交办给%(unit)s。") % {"unit": item.unit.name}, field="units")
            VisitItem.objects.create(line=row, unit=item.unit, item=item)
            act.record("research.given_out", number=item.number, unit=item.unit.name, words=row.text)

    return issue(problem, by=by, linked=linked)


def publish(line: VisitLine, *, by) -> None:
    """发布好做法: all units may read it; the unit it comes from is told."""
    with acting(line.visit, by=by) as act:
        line = fresh(line)
        rules.check_can_publish(line, by)
        put(line, published_by=by, published_at=clock.now())
        act.record("research.practice_published", words=line.text)
        act.notify(
            [liaison_of(line.visit)], "research.practice_published", PUBLISHED(unit=line.visit.unit.name)
        )


def withdraw(line: VisitLine, *, by) -> None:
    """撤下好做法: only those who may see the visit read it again."""
    with acting(line.visit, by=by) as act:
        line = fresh(line)
        rules.check_can_withdraw(line, by)
        put(line, published_by=None, published_at=None)
        act.record("research.practice_withdrawn", words=line.text)


def raise_matter(line: VisitLine, *, by):
    """转为需工委协调事项: what only the committee can solve, with a limit and a light of its own."""
    with acting(line.visit, by=by) as act:
        line = fresh(line)
        rules.check_can_raise(line, by)
        matter = matters.from_visit(line, by=by)
        with beside(matter, by=by) as begun:
            matters.raised(begun, matter)
        put(line, matter=matter)
        act.record("research.matter_raised", number=matter.number, words=line.text)
    return matter


def put(row, **fields) -> None:
    """Write some fields of a visit or a line."""
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))


def fresh(line: VisitLine) -> VisitLine:
    """The line as it stands under the lock of its visit, or a calm word when somebody has removed it."""
    found = VisitLine.objects.select_related("visit__unit", "saved_by").filter(pk=line.pk).first()
    if found is None:
        raise Refused(_("该条已被删除。"))
    return found
