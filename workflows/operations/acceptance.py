"""验收: what composing a group, checking line by line and concluding mean for any subject.

Each runs inside the act of the app above, which knows its own steps, records its own trail code and does what follows:

    with acting(plan, PlanFlow.accepting, by=by) as act:
        rules.check_can_compose_group(plan, by)
        group = acceptance.compose(act, leader=…, members=…, visit_on=…, methods=…)
        act.record("plan.group_composed", **acceptance.told(group))

谁验收、谁负责: who may not accept is said by the subject's kind (units_of, parties), and checked at every step.
"""

import uuid
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused, Stale
from records.models import StoredFile
from records.stored import sentence
from units import holders

from .. import routes, rules
from ..accepting import CONCLUSIONS
from ..enums import FindingResult, Outcome, VisitMethod
from ..models import AcceptanceGroup, Finding, GroupMember, SentAnswer, Visit
from ..queries import recusal
from ..queries.acceptance import group_of_open_round

CHECK_AND_CONCLUDE = sentence("请核查并作出验收结论")
TAKE_PART = sentence("请参加验收核查")
PASSED = frozenset({Outcome.ACCEPTED, Outcome.LONG_TERM})
NEEDS_A_FACT = frozenset({FindingResult.MOSTLY, FindingResult.UNMET})


@dataclass(frozen=True)
class Sent:
    """How an answer came from a phone or from the printed 核查表.

    `key` is its own, so that it counts once however often it is sent; `base` the mark its writer had before them.
    """

    key: str
    base: str = ""
    methods: tuple[str, ...] = ()
    photo: StoredFile | None = None
    on_paper: bool = False


def compose(
    act, *, leader, members, visit_on: date, methods: list[str], visit: Visit | None = None
) -> AcceptanceGroup:
    """组成验收组: a leader and members from other units; the subject's route goes on to the visit, each of them has it to do.

    On a `visit` the members have the visit itself to do, and how they checked (验收方式) is said line by line.
    """
    grounds = recusal.to_accept(act.subject)
    people = _suitable(act.subject, leader, members, grounds)
    _check_how(methods, visit)
    if visit_on < clock.today():
        raise Refused(_("验收日期不能早于今天。"), field="visit_on")
    round_ = routes.advance(act, routes.current(act.subject.process_id), Outcome.PASSED_ON)
    group = AcceptanceGroup.objects.create(
        round=round_,
        visit=visit,
        visit_on=visit_on,
        methods=_known(methods),
        composed_by=act.by,
    )
    _fill(act, group, people, leader)
    return group


def regroup(act, group: AcceptanceGroup, *, leader, members, visit_on: date, methods: list[str]) -> None:
    """调整验收组: others take the place of whoever left or has to recuse themselves; also another day, other ways to check.

    What was found by somebody who has to recuse themselves by now must be checked again; everything else stands.
    """
    if group.concluded_at:
        raise Refused(_("验收结论已经作出，验收组不能再调整。"))
    grounds = recusal.to_accept(act.subject)
    people = _suitable(act.subject, leader, members, grounds)
    _check_how(methods, group.visit_id)
    if visit_on < clock.today() and visit_on != group.visit_on:
        raise Refused(_("验收日期不能早于今天。"), field="visit_on")
    group.visit_on, group.methods = visit_on, _known(methods)
    group.save(update_fields=["visit_on", "methods"])
    for finding in group.findings.filter(by_id__in=grounds):
        finding.result, finding.mark = FindingResult.UNCHECKED, uuid.uuid4().hex
        finding.save(update_fields=["result", "mark"])
    group.members.all().delete()
    act.finish(routes.STAGE)
    _fill(act, group, people, leader)


def _suitable(subject, leader, members, grounds) -> list:
    """The people of a group, each of whom may accept."""
    people = list({person.pk: person for person in (leader, *members)}.values())
    if len(people) < 2:
        raise Refused(_("验收组至少2人：组长1人、成员1人以上。"))
    for person in people:
        rules.check_can_accept(subject, person, grounds=grounds)
    return people


def _check_how(methods, visit) -> None:
    if not (methods or visit) or not set(methods) <= set(VisitMethod.values):
        raise Refused(_("请选择验收方式。"), field="methods")


def _fill(act, group: AcceptanceGroup, people, leader) -> None:
    """These are the group now, and have it to do; on a visit the members have the visit itself to do."""
    GroupMember.objects.bulk_create(
        GroupMember(group=group, person=person, unit_id=person.unit_id, leads=person.pk == leader.pk)
        for person in people
    )
    due, n = max(group.round.due, group.visit_on), group.round.n
    for person in [leader] if group.visit_id else people:
        what = CHECK_AND_CONCLUDE() if person.pk == leader.pk else TAKE_PART()
        act.assign(routes.STAGE, holders.person(person.pk), what, due=due, n=n)


def told(group: AcceptanceGroup) -> dict:
    """What the trail says of a group."""
    members = sorted(group.members.select_related("person"), key=lambda each: (not each.leads, each.pk))
    leader, *others = [each.person.name for each in members]
    return {"leader": leader, "members": others, "visit_on": group.visit_on.isoformat()}


def record_finding(
    act, group: AcceptanceGroup, line: str, *, result: str, fact: str, sent: Sent | None = None
) -> Finding | None:
    """逐条核查: one line against its standard, with one sentence of fact; may be rewritten until the conclusion.

    What was `sent` over a mark its writer has not seen is Stale; sent a second time it is nothing new, and None.
    """
    if result not in FindingResult.values:
        raise Refused(_("请选择：符合、基本符合、不符合或未查。"), field="result")
    if result in NEEDS_A_FACT and not fact.strip():
        raise Refused(_("基本符合、不符合须写明核查情况。"), field="fact")
    values = {
        "result": result,
        "fact": fact.strip(),
        "by": act.by,
        "at": clock.now(),
        "mark": uuid.uuid4().hex,
    }
    if sent:
        known = SentAnswer.objects.filter(pk=sent.key).exists()
        if known and not _corrects(group, line, values, sent):
            return None
        _check_base(group, line, values, sent)
        if not known:
            SentAnswer.objects.create(pk=sent.key, visit_id=group.visit_id, at=clock.now())
        values |= {"methods": _known(sent.methods), "mark": sent.key, "on_paper": sent.on_paper}
        if sent.photo:
            values["photo"] = sent.photo
        if more := [each for each in values["methods"] if each not in group.methods]:
            group.methods = _known([*group.methods, *more])
            group.save(update_fields=["methods"])
    finding, _created = Finding.objects.update_or_create(group=group, line=line, defaults=values)
    return finding


def _corrects(group: AcceptanceGroup, line: str, values: dict, sent: Sent) -> bool:
    """Sent again from the same page with other words, while what it sent first still stands: a correction, not a repetition."""
    stands = group.findings.filter(line=line, mark=sent.key).first()
    if stands is None:
        return False
    now = (values["result"], values["fact"], _known(sent.methods))
    return (stands.result, stands.fact, stands.methods) != now


def _known(methods) -> list[str]:
    """Those that are 验收方式, in their order."""
    return [VisitMethod(each).value for each in VisitMethod.values if each in methods]


def _check_base(group: AcceptanceGroup, line: str, values: dict, sent: Sent) -> None:
    """Two members at one line: the second reads what the first wrote before writing over it."""
    stands = group.findings.filter(line=line).select_related("by").first()
    if stands is None or stands.mark == sent.base or stands.by_id == values["by"].pk:
        return
    if (stands.result, stands.fact) == (values["result"], values["fact"]):
        return
    raise Stale(
        mine={name: values[name] for name in ("result", "fact")},
        theirs={"result": stands.result, "fact": stands.fact, "methods": stands.methods, "mark": stands.mark},
        revision=0,
        who=stands.by.name,
        when=stands.at,
    )


def conclude(
    act,
    group: AcceptanceGroup,
    *,
    conclusion: str,
    problems: str = "",
    improve_by: date | None = None,
    dissent: str = "",
    conclusions: tuple[str, ...] = CONCLUSIONS,
) -> list[str]:
    """验收结论: written on the group; the caller moves the route on. Returns the lines that did not meet their standard.

    `dissent`: which members did not agree, and why (组员意见不一致); it is recorded and changes nothing.
    """
    unmet = would_conclude(
        group,
        conclusion=conclusion,
        problems=problems,
        improve_by=improve_by,
        dissent=dissent,
        conclusions=conclusions,
    )
    group.concluded_at = clock.now()
    group.save(update_fields=["conclusion", "problems", "concluded_at", "improve_by", "dissent"])
    return unmet


def would_conclude(
    group: AcceptanceGroup,
    *,
    conclusion: str,
    problems: str,
    improve_by: date | None,
    dissent: str,
    conclusions,
) -> list[str]:
    """The group in hand as it would be concluded, for the 样稿 of its 验收意见书; nothing is written. Returns as `conclude`."""
    unmet = check_conclusion(
        group, conclusion=conclusion, problems=problems, improve_by=improve_by, conclusions=conclusions
    )
    group.conclusion, group.problems, group.dissent = conclusion, problems.strip(), dissent.strip()
    group.improve_by = improve_by if conclusion == Outcome.TO_IMPROVE else None
    return unmet


def check_by_itself(group: AcceptanceGroup) -> None:
    """Of a visit there is one 验收意见书 for all it accepts."""
    if group.visit_id is not None:
        raise Refused(_("该件在现场验收中，验收意见书在结束现场验收时生成。"))


def check_conclusion(
    group: AcceptanceGroup, *, conclusion: str, problems: str, improve_by: date | None, conclusions
) -> list[str]:
    """May this be concluded of what was found? Returns the lines that did not meet their standard."""
    if conclusion not in conclusions:
        raise Refused(_("请选择验收结论。"), field="conclusion")
    if conclusion not in PASSED and not problems.strip():
        raise Refused(_("限期完善、不予通过须写明存在问题。"), field="problems")
    if conclusion == Outcome.TO_IMPROVE and (improve_by is None or improve_by <= clock.today()):
        raise Refused(_("请填写完善时限，须晚于今天。"), field="improve_by")
    unmet = [each.line for each in group.findings.all() if each.result == FindingResult.UNMET]
    if conclusion in PASSED and unmet:
        raise Refused(_("有%(n)d项不符合完成标准，不能通过验收。") % {"n": len(unmet)})
    return unmet


def group_to_change(subject, visit: Visit | None) -> AcceptanceGroup:
    """The group that is accepting; one that came with a visit is changed with the whole group of that visit."""
    group = group_of(subject)
    if group.visit_id != (visit.pk if visit else None):
        raise Refused(_("该件正在现场验收，请在验收安排中调整该组人员。"))
    return group


def group_of(subject) -> AcceptanceGroup:
    """The acceptance group of the open round; Refused when none has been composed."""
    group = group_of_open_round(subject)
    if group is None:
        raise Refused(_("验收组尚未组成。"))
    return group
