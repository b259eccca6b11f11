"""The facts of the papers of a visit, and of the one of a group composed for one thing, gathered once, at the moment they are asked for."""

from functools import partial

from documents.papers import check_sheet, visit_opinion
from documents.papers.acceptance_opinion import GroupMember
from documents.papers.visits import Accepted, Checked
from records.stored import in_chinese
from units import queries as people

from .. import accepting, subjects
from ..enums import FindingResult, Outcome, VisitMethod
from ..queries.visits import groups_of, people_of, waiting_at


@in_chinese()
def sheet_facts(visit, *, issuer: str):
    """现场核查表: what is accepted on the visit, or before it has begun what waits in the unit."""
    waiting = [group.subject for group in groups_of(visit)] or waiting_at(visit.unit_id)
    return partial(
        check_sheet.Facts, **_head(visit, issuer), accepted=tuple(_accepted(subject) for subject in waiting)
    )


@in_chinese()
def opinion_facts(visit, groups, *, issuer: str):
    """验收意见书 of the visit: each thing with its findings and its conclusion."""
    used = {method for group in groups for method in group.methods}
    return partial(
        visit_opinion.Facts,
        **_head(visit, issuer),
        accepted=tuple(_accepted(group.subject, group) for group in groups),
        methods=tuple(each for each in VisitMethod.values if each in used),
        statement=str(visit.get_statement_display()),
        objection=visit.objection,
    )


@in_chinese()
def single_opinion_facts(group, subject, *, issuer: str):
    """验收意见书 of what a group accepted by itself; the unit's word is written on it by pen."""
    members = sorted(group.members.all(), key=lambda member: not member.leads)
    return partial(
        visit_opinion.Facts,
        issuer=issuer,
        unit=people.name_on(subject.unit, group.visit_on),
        visited_on=group.visit_on,
        group=_members(members),
        accepted=(_accepted(subject, group),),
        methods=tuple(group.methods),
    )


def _head(visit, issuer: str) -> dict:
    return {
        "issuer": issuer,
        "unit": people.name_on(visit.unit, visit.on),
        "arrangement": f"{visit.team.batch.title}{visit.team}",
        "visited_on": visit.on,
        "half": str(visit.get_half_display()),
        "manner": "预先通知" if visit.announced else "四不两直",
        "group": _members(people_of(visit)),
    }


def _members(members) -> tuple[GroupMember, ...]:
    return tuple(
        GroupMember(name=each.person.name, unit=each.unit.name, role="组长" if each.leads else "成员")
        for each in members
    )


def _accepted(subject, group=None) -> Accepted:
    found = {finding.line: finding for finding in group.findings.all()} if group else {}
    how = accepting.of(subject.key)
    return Accepted(
        kind=str(subjects.kind_of(subject.key).label),
        name=str(subject),
        limits=how.limits(subject),
        basis=how.basis(subject),
        lines=tuple(_checked(line, found.get(line.line), blank=group is None) for line in how.lines(subject)),
        conclusions=tuple(str(Outcome(each).label) for each in how.conclusions),
        problems=tuple(line.strip() for line in group.problems.splitlines() if line.strip()) if group else (),
        conclusion=str(Outcome(group.conclusion).label) if group and group.conclusion else "",
        improve_by=group.improve_by if group else None,
        dissent=group.dissent if group else "",
    )


def _checked(line, finding, *, blank: bool) -> Checked:
    if finding is None:
        found = "" if blank else str(FindingResult.UNCHECKED.label)
        return Checked(title=line.title, standard=line.standard, finding=found)
    return Checked(
        title=line.title,
        standard=line.standard,
        finding=str(FindingResult(finding.result).label),
        methods=tuple(finding.methods),
        fact=finding.fact,
    )
