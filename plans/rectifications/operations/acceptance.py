"""验收 of an item: a group of other units holds it, measure by measure, against its standard; what follows from its conclusion.

Composing, findings and conclusion are those of every subject (workflows/operations/acceptance.py).
"""

from datetime import date

from django.utils.translation import gettext as _

from documents import service as documents
from documents.enums import DocumentKind
from documents.models import Document
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units import holders
from units import queries as people
from units.enums import Post
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome
from workflows.models import AcceptanceGroup, Finding
from workflows.operations import acceptance, visit_facts
from workflows.routes import Word

from .. import content
from ..enums import Kind
from ..flow import RectificationFlow
from ..rules import closing as rules
from .closing import go_on
from .returning import give_back, open_closing

CONCLUSIONS = (*acceptance.CONCLUSIONS, Outcome.LONG_TERM)
REGROUPED = sentence("%(number)s %(title)s：验收组已调整，%(date)s验收")
OPINION = sentence("验收意见书")
COMPOSED = sentence("%(number)s %(title)s：验收组已组成，定于%(date)s验收")
CONCLUDED = sentence("%(number)s %(title)s：验收结论为%(result)s")


def compose_group(
    item, *, by, leader, members, visit_on: date, methods: list[str], visit=None
) -> AcceptanceGroup:
    """组成验收组: a leader and members of none of the units concerned. On a visit everybody is told of the visit."""
    with acting(item, RectificationFlow.closing, by=by) as act:
        found = rules.check_can_compose_group(item, by, visit=visit)
        group = acceptance.compose(
            act, leader=leader, members=members, visit_on=visit_on, methods=methods, visit=visit
        )
        act.record("item.group_composed", on_behalf_of=found.on_behalf_of, **acceptance.told(group))
        if visit is None:
            told = COMPOSED(number=item.number, title=item.title, date=visit_on.isoformat())
            act.notify([liaison_of(item), leader, *members], "item.group_composed", told)
    return group


def change_group(
    item, *, by, leader, members, visit_on: date, methods: list[str], visit=None
) -> AcceptanceGroup:
    """调整验收组: whoever left or has to recuse themselves is replaced, until the conclusion. On a visit with the whole group of it."""
    with acting(item, RectificationFlow.closing, by=by) as act:
        found = rules.check_can_change_group(item, by)
        group = acceptance.group_to_change(item, visit)
        acceptance.regroup(act, group, leader=leader, members=members, visit_on=visit_on, methods=methods)
        act.record("item.group_changed", on_behalf_of=found.on_behalf_of, **acceptance.told(group))
        if visit is None:
            told = REGROUPED(number=item.number, title=item.title, date=visit_on.isoformat())
            act.notify([liaison_of(item), leader, *members], "item.group_changed", told)
    return group


def record_finding(
    item, line: str, *, by, result: str, fact: str, sent: acceptance.Sent | None = None
) -> Finding | None:
    """逐条核查: one measure (or, under "", the item as a whole) against its standard; may be rewritten until the conclusion.

    None: it was known already.
    """
    with acting(item, RectificationFlow.closing, by=by) as act:
        group = acceptance.group_of(item)
        on_behalf_of = rules.check_can_check(item, by, group, on_paper=bool(sent and sent.on_paper))
        if line not in rules.lines_to_check(item):
            raise Refused(_("该措施不在核查范围内，请刷新页面。"))
        finding = acceptance.record_finding(act, group, line, result=result, fact=fact, sent=sent)
        if finding is None:
            return None
        act.record(
            "item.checked",
            on_behalf_of=on_behalf_of,
            line=line,
            measure=content.line_labels(item)[line],
            result=result,
            words=finding.fact,
        )
    return finding


def draft_opinion(
    item, *, by, conclusion: str, problems: str = "", improve_by: date | None = None, dissent: str = ""
) -> Document:
    """样稿 of the 验收意见书 as it would be concluded now; nothing is concluded yet."""
    with acting(item, RectificationFlow.closing, by=by) as act:
        group = acceptance.group_of(item)
        rules.check_can_conclude(item, by, group)
        acceptance.check_by_itself(group)
        acceptance.would_conclude(
            group,
            conclusion=conclusion,
            problems=problems,
            improve_by=improve_by,
            dissent=dissent,
            conclusions=CONCLUSIONS,
        )
        act.record("paper.drafted", title=OPINION())
        version = open_closing(item).version
        return documents.draft_anew(DocumentKind.VISIT_OPINION, **_opinion(item, group, version, by=by))


def conclude(
    item, *, by, conclusion: str, problems: str = "", improve_by: date | None = None, dissent: str = ""
) -> None:
    """验收结论: 通过验收 and 转长期坚持 go on in the chain; 限期完善 (until a day) and 不予通过 give it back to the unit.

    What was found wanting is opened again; every measure is, when the group found the item as a whole wanting.
    """
    with acting(item, RectificationFlow.closing, by=by) as act:
        group = acceptance.group_of(item)
        rules.check_can_conclude(item, by, group)
        unmet = acceptance.conclude(
            act,
            group,
            conclusion=conclusion,
            problems=problems,
            improve_by=improve_by,
            dissent=dissent,
            conclusions=CONCLUSIONS,
        )
        words, version = problems.strip(), open_closing(item).version
        if group.visit_id is None:
            given = _opinion(item, group, version, by=by)
            documents.ask_as_drafted(DocumentKind.VISIT_OPINION, **given)
        act.record(
            "item.accepted",
            version=version.n,
            conclusion=conclusion,
            words=words,
            improve_by=group.improve_by.isoformat() if group.improve_by else "",
        )
        act.fact(f"item.{conclusion}")
        told = CONCLUDED(number=item.number, title=item.title, result=Outcome(conclusion).label)
        act.notify([liaison_of(item), holders.post(Post.HEAD, item.unit_id)], f"item.{conclusion}", told)
        if conclusion in acceptance.PASSED:
            if conclusion == Outcome.LONG_TERM:
                act.set(kind=Kind.LONG_TERM)
            go_on(act, group.round, Word(words))
            return
        measures = [each for each in item.measures.all() if each.line in unmet] or [
            each for each in item.measures.all() if not each.excused_on
        ]
        give_back(
            act,
            group.round,
            conclusion,
            code="item.returned",
            word=Word(words),
            measures=measures,
            new_limit=group.improve_by,
        )


def _opinion(item, group: AcceptanceGroup, version, *, by) -> dict:
    """验收意见书 of a group composed for this item; that of a visit is one for all it accepted (workflows.operations.visit_work)."""
    return {
        "subject": item.key,
        "title": OPINION(),
        "unit": item.unit,
        "version": version,
        "facts": visit_facts.single_opinion_facts(group, item, issuer=people.office().name),
        "by": by,
        "circle": Circle.FEEDBACK,
        "series": "验收意见书",
    }
