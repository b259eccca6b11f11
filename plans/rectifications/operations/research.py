"""走访调研: a visit is begun, written line by line, told to the unit; later, what has changed since."""

from contextlib import contextmanager
from datetime import date

from django.utils.translation import gettext as _

from documents import service as documents
from documents.enums import DocumentKind
from records import clock, facts
from records.errors import Refused, Stale
from records.stored import sentence
from units import holders
from units.enums import Post, UnitKind
from workflows.acts import acting, liaison_of, starting

from ..enums import LineKind, VisitSource
from ..models import ResearchVisit, VisitChange, VisitLine
from ..rules import research as rules
from .research_facts import feedback_facts
from .research_lines import fresh, put

HEAD_FIELDS = ("title", "visited_on", "others", "summary")
LINE_FIELDS = ("kind", "text", "advice", "remark")
FEEDBACK = sentence("调研反馈单")
FEEDBACK_SERIES = "调研"
PLEASE_WRITE = sentence("您参加了“%(title)s”，可以记录调研情况")
TOLD = sentence("“%(title)s”：已发出调研反馈单")


def begin_visit(
    unit, *, by, title: str, visited_on: date, people=(), others: str = "", source=VisitSource.RESEARCH
) -> ResearchVisit:
    """新建走访调研: who went where, when, about what; those who took part may write its lines."""
    rules.check_in_office(by)
    _check_head(title, visited_on)
    if unit.kind != UnitKind.UNIT:
        raise Refused(_("请选择被调研的单位。"), field="unit")
    visit = ResearchVisit(
        title=title.strip(),
        unit=unit,
        visited_on=visited_on,
        source=source,
        others=others.strip(),
        begun_by=by,
        begun_at=clock.now(),
    )
    rules.check_can_take_part(visit, by)
    for person in people:
        rules.check_can_take_part(visit, person)
    with starting(visit, by=by) as act:
        visit.people.set({by.pk, *(person.pk for person in people)})
        act.record("research.begun", unit=unit.name, on=visited_on.isoformat())
        act.notify(people, "research.begun", PLEASE_WRITE(title=visit.title))
    return visit


def save_head(visit: ResearchVisit, *, by, revision: int, **fields) -> int:
    """暂存: subject, day, who else took part, the general picture. Returns the new revision; Stale when someone saved since."""
    _check_head(fields.get("title", visit.title), fields.get("visited_on", visit.visited_on))
    with _writing(visit, by):
        rules.check_can_write(visit, by)
        return _save(visit, revision, {name: fields[name] for name in HEAD_FIELDS if name in fields}, by=by)


def set_people(visit: ResearchVisit, *, by, people) -> None:
    """参加人员: who took part, and so may write; who is new among them is told."""
    with acting(visit, by=by) as act:
        rules.check_can_handle(visit, by)
        rules.check_can_write(visit, by)
        for person in people:
            rules.check_can_take_part(visit, person)
        before = set(visit.people.values_list("pk", flat=True))
        visit.people.set({visit.begun_by_id, *(person.pk for person in people)})
        act.record("research.people_named", names=[person.name for person in people])
        new = [person for person in people if person.pk not in before]
        act.notify(new, "research.begun", PLEASE_WRITE(title=visit.title))


def add_line(visit: ResearchVisit, *, by, kind: str = LineKind.PROBLEM) -> VisitLine:
    """添加一条 at the end; its words are typed afterwards."""
    with _writing(visit, by):
        rules.check_can_write(visit, by)
        last = visit.lines.order_by("-order").first()
        return VisitLine.objects.create(
            visit=visit, order=last.order + 1 if last else 1, kind=kind, saved_by=by, saved_at=clock.now()
        )


def save_line(line: VisitLine, *, by, revision: int, **fields) -> int:
    """暂存 one line. Returns the new revision; Stale when someone saved since."""
    if fields.get("kind", line.kind) not in LineKind.values:
        raise Refused(_("请选择类别。"), field="kind")
    with _writing(line.visit, by):
        line = fresh(line)
        rules.check_can_change(line, by)
        wanted = {name: fields[name] for name in LINE_FIELDS if name in fields}
        if not rules.reads_remarks(line.visit, by):
            wanted.pop("remark", None)
        return _save(line, revision, wanted, by=by)


def remove_line(line: VisitLine, *, by) -> None:
    """删除一条 of which nothing has become; the trail keeps its words."""
    with _writing(line.visit, by) as act:
        line = fresh(line)
        rules.check_can_change(line, by)
        if line.text.strip():
            act.record("research.line_removed", kind=line.kind, words=line.text)
        line.delete()


def tell(visit: ResearchVisit, *, by) -> None:
    """发出调研反馈单: a worker prints it, the unit reads the visit from now on; what is internal stays within the committee."""
    with acting(visit, by=by) as act:
        rules.check_can_tell(visit, by)
        act.set(told_by=by, told_at=clock.now())
        documents.ask(
            DocumentKind.RESEARCH_FEEDBACK,
            subject=visit.key,
            title=FEEDBACK(),
            unit=visit.unit,
            facts=feedback_facts(visit, by),
            by=by,
            series=FEEDBACK_SERIES,
        )
        act.record("research.told", lines=visit.lines.count())
        told = [liaison_of(visit), holders.post(Post.HEAD, visit.unit_id)]
        act.notify(told, "research.told", TOLD(title=visit.title))


def note_change(
    visit: ResearchVisit, *, by, on: date, words: str, line: VisitLine | None = None
) -> VisitChange:
    """登记后来的变化: what was seen to have changed, on which day, of the whole or of one line."""
    if not words.strip():
        raise Refused(_("请写明变化情况。"), field="words")
    if not visit.visited_on <= on <= clock.today():
        raise Refused(_("日期不能早于调研日期，也不能晚于今天。"), field="on")
    if line is not None and line.visit_id != visit.pk:
        raise Refused(_("该条不属于这次调研。"), field="line")
    with acting(visit, by=by) as act:
        rules.check_can_handle(visit, by)
        change = VisitChange.objects.create(
            visit=visit, line=line, on=on, words=words.strip(), by=by, at=clock.now()
        )
        act.record("research.changed", on=on.isoformat(), words=words.strip())
    return change


def _check_head(title: str, visited_on: date) -> None:
    if not title.strip():
        raise Refused(_("请填写调研主题。"), field="title")
    if visited_on > clock.today():
        raise Refused(_("调研日期不能晚于今天。"), field="visited_on")


@contextmanager
def _writing(visit: ResearchVisit, by):
    """One short act under the lock of the visit. Leaves one fact a day: autosave is no measure of work."""
    with acting(visit, by=by) as act:
        yield act
        facts.note_daily(facts.fact("research.written", subject=visit.key, unit_id=visit.unit_id))


def _save(row, revision: int, fields: dict, *, by) -> int:
    """Write the fields over that revision; a newer text is never overwritten unseen."""
    if revision != row.revision:
        raise Stale(
            mine=fields,
            theirs={name: getattr(row, name) for name in fields},
            revision=row.revision,
            who=row.saved_by.name if row.saved_by else "",
            when=row.saved_at,
        )
    put(row, **fields, revision=row.revision + 1, saved_by=by, saved_at=clock.now())
    return row.revision
