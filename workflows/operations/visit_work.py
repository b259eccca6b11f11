"""On a visit: one answer after another, from a phone or from the printed 核查表; then the conclusions, and one paper for all."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from documents import service as documents
from documents.enums import DocumentKind
from documents.models import Document
from records import clock
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units import holders, queries
from units.enums import Post

from .. import accepting, routes, subjects, visit_rules
from ..acts import acting, liaison_of
from ..enums import Statement
from ..models import Finding, Visit
from ..queries.visits import groups_of
from . import acceptance, visit_facts

SHEET = sentence("现场核查表")
OPINION = sentence("验收意见书")
CONCLUDED = sentence("%(unit)s现场验收已结束，共%(n)d件，验收意见书正在生成")
OBJECTED = sentence("%(unit)s对现场验收有异议：%(words)s")


@dataclass(frozen=True)
class Answer:
    """One line of one subject (`plan:12`) as it was found."""

    subject: str
    line: str
    result: str
    fact: str
    sent: acceptance.Sent


@dataclass(frozen=True)
class Verdict:
    """What the leader concludes of one subject."""

    conclusion: str
    problems: str = ""
    improve_by: date | None = None
    dissent: str = ""


class NotYet(Refused):
    """The visit cannot be concluded: what stands in the way, by subject and field."""

    def __init__(self, by_key: dict[str, Refused]):
        super().__init__(_("有%(n)d件还不能作出结论，请看各件的提示。") % {"n": len(by_key)})
        self.by_key = by_key


def record_answer(visit: Visit, answer: Answer, *, by) -> Finding:
    """记录一条核查结果; sent twice it counts once. Stale when another member wrote there unseen. Returns what stands there now."""
    check = visit_rules.check_can_type_in if answer.sent.on_paper else visit_rules.check_can_record
    check(visit, by)
    group = visit.groups.filter(round__subject=answer.subject).order_by("-id").first()
    if group is None:
        raise Refused(_("该事项不在这次验收中。"))
    if group.concluded_at:
        raise Refused(_("该事项已经作出验收结论，不能再记录。"))
    how = accepting.of(answer.subject)
    how.record(
        subjects.unread(answer.subject),
        answer.line,
        by=by,
        result=answer.result,
        fact=answer.fact,
        sent=answer.sent,
    )
    stands = group.findings.select_related("by").filter(line=answer.line).first()
    if stands is None:  # its key had been used for another line
        raise Refused(_("这条记录没有保存，请刷新页面后重新填写。"))
    return stands


def note_typed_in(visit: Visit, *, by, n: int) -> None:
    """录入纸质核查表: how many lines were typed in from paper, by whom."""
    with acting(visit, by=by) as act:
        visit_rules.check_can_type_in(visit, by)
        act.record("visit.typed_in", n=n)


def ask_check_sheet(visit: Visit, *, by) -> Document:
    """打印核查表: what is to be checked, with boxes; the twin for places and people without a phone."""
    with acting(visit, by=by) as act:
        visit_rules.check_can_print_sheet(visit, by)
        act.record("visit.sheet_printed")
        return documents.ask(
            DocumentKind.CHECK_SHEET,
            subject=visit.key,
            title=SHEET(),
            unit=visit.unit,
            facts=visit_facts.sheet_facts(visit, issuer=queries.office().name),
            by=by,
            circle=Circle.FEEDBACK,  # the unit signs it; who does not see the visit yet does not see its papers
        )


def draft_visit_opinion(
    visit: Visit, *, by, verdicts: dict[str, Verdict], statement: str, objection: str = ""
) -> Document:
    """样稿 of the 验收意见书 of the visit as it would end now; nothing is concluded yet."""
    with acting(visit, by=by) as act:
        groups, waiting = _checked(visit, by, verdicts, statement, objection)
        for group in waiting:
            acceptance.would_conclude(
                group, **vars(verdicts[group.subject.key]), conclusions=group.how.conclusions
            )
        # In hand only: the act saves what it was told to set, and that is nothing.
        visit.statement, visit.objection = (
            statement,
            objection.strip() if statement == Statement.OBJECTED else "",
        )
        act.record("paper.drafted", title=OPINION())
        return documents.draft_anew(DocumentKind.VISIT_OPINION, **_opinion(visit, groups, by=by))


def conclude_visit(
    visit: Visit, *, by, verdicts: dict[str, Verdict], statement: str, objection: str = ""
) -> None:
    """结束现场验收: each plan and item gets its own conclusion by its own operation, then all of them one 验收意见书.

    Everything is looked at before anything is written. What another page concluded meanwhile stays as it is; a refusal in
    between leaves the rest to the next press.
    """
    groups, waiting = _checked(visit, by, verdicts, statement, objection)
    for group in waiting:
        verdict = verdicts[group.subject.key]
        try:
            group.how.conclude(group.subject, by=by, **vars(verdict))
        except Refused as refused:
            raise NotYet({group.subject.key: refused}) from refused
    with acting(visit, by=by) as act:
        visit_rules.check_can_conclude(visit, by)
        objection = objection.strip() if statement == Statement.OBJECTED else ""
        act.set(statement=statement, objection=objection, concluded_at=clock.now())
        act.finish()
        documents.ask_as_drafted(DocumentKind.VISIT_OPINION, **_opinion(visit, groups_of(visit), by=by))
        act.record("visit.concluded", n=len(groups), statement=statement, objection=objection)
        told = [liaison_of(visit), holders.post(Post.HEAD, visit.unit_id)]
        act.notify(told, "visit.concluded", CONCLUDED(unit=visit.unit.name, n=len(groups)))
        if objection:
            office = holders.post(Post.OFFICE_CLERK, routes.office_id())
            words = OBJECTED(unit=visit.unit.name, words=objection)
            act.notify([office], "visit.objected", words, circle=Circle.INTERNAL)


def _opinion(visit: Visit, groups, *, by) -> dict:
    return {
        "subject": visit.key,
        "title": OPINION(),
        "unit": visit.unit,
        "facts": visit_facts.opinion_facts(visit, groups, issuer=queries.office().name),
        "by": by,
        "circle": Circle.FEEDBACK,
        "series": "验收意见书",
    }


def _checked(visit: Visit, by, verdicts: dict[str, Verdict], statement: str, objection: str):
    """All groups of the visit, and those that still wait, when everything that is said can be concluded."""
    visit_rules.check_can_conclude(visit, by)
    if statement not in Statement.values:
        raise Refused(_("请选择单位意见：无异议或有异议。"), field="statement")
    if statement == Statement.OBJECTED and not objection.strip():
        raise Refused(_("有异议的，请写明异议内容。"), field="objection")
    groups = groups_of(visit)
    waiting = [group for group in groups if group.concluded_at is None]
    _check_all(waiting, verdicts)
    return groups, waiting


def _check_all(groups, verdicts: dict[str, Verdict]) -> None:
    """Every one that still waits has a verdict that can be concluded; else all that stands in the way is said at once."""
    if not groups:
        return
    wrong: dict[str, Refused] = {}
    for group in groups:
        verdict = verdicts.get(group.subject.key)
        missing = visit_rules.unchecked_lines(group, group.how.lines(group.subject))
        try:
            if missing:
                raise Refused(_("还有%(n)d项没有核查。") % {"n": len(missing)})
            if verdict is None:
                raise Refused(_("请选择验收结论。"), field="conclusion")
            acceptance.check_conclusion(
                group,
                conclusion=verdict.conclusion,
                problems=verdict.problems,
                improve_by=verdict.improve_by,
                conclusions=group.how.conclusions,
            )
        except Refused as refused:
            wrong[group.subject.key] = refused
    if wrong:
        raise NotYet(wrong)
