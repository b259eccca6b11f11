"""方案的其他文书: 任务书、时间表、作战图 for the unit's own use, 审批表 for the office, 验收合格证书 where it is switched on."""

from datetime import date
from functools import partial

from django.utils.translation import gettext as _

from documents import service as documents
from documents.enums import DocumentKind
from documents.models import Document
from documents.papers import (
    approval_form,
    battle_map,
    certificate,
    naming_certificate,
    plan_tasks,
    task_sheet,
    timetable,
)
from documents.papers.closing_approval import StageOpinion
from records import clock, versions
from records.enums import Circle
from records.errors import Refused
from records.models import Entry
from records.stored import in_chinese, sentence
from units import queries as people
from units.enums import Post
from workflows.acts import acting
from workflows.enums import Light
from workflows.queries.trail import lines_of

from .. import queries, rules
from .acceptance import paper_of

SHEET = sentence("任务书（%(name)s）")
TIMETABLE, MAP = sentence("时间表"), sentence("作战图")
APPROVAL, CERTIFICATE = sentence("审批表"), sentence("验收合格证书")
NAMING = sentence("命名证书（%(name)s）")
# What of the trail stands on the 审批表: who decided what on the way to the approval.
DECISIONS = (
    "plan.submitted",
    "plan.agreed",
    "plan.paper_decided",
    "plan.received",
    "plan.declined",
    "plan.returned",
    "plan.proposed",
    "plan.passed_on",
    "vote.announced",
    "vote.deferred",
    "plan.amended",
    "plan.confirmed",
    "plan.amendments_returned",
    "plan.adjusted",
    "stage.agreed",
    "stage.remarked",
    "stage.disagreed",
    "stage.returned",
    "stage.refused",
    "stage.kept",
    "stage.recused",
    "stage.asked_also",
    "stage.spared",
    "stage.handed_on",
    "stage.corrected",
)


@in_chinese()
def print_task_papers(plan, kinds: list[str], *, by) -> list[Document]:
    """打印任务书、时间表、作战图: of the approved version, as it stands today. A 任务书 for each responsible person."""
    with acting(plan, by=by) as act:
        rules.check_can_print_task_papers(plan, by)
        version = versions.get(plan.key, plan.approved_version)
        common = _common(plan, version, issuer=plan.unit.name)
        asked = partial(
            documents.ask, subject=plan.key, unit=plan.unit, by=by, version=version, circle=Circle.UNIT
        )
        made = []
        if DocumentKind.TASK_SHEET in kinds:
            made += [
                asked(DocumentKind.TASK_SHEET, title=SHEET(name=sheet.keywords["person"]), facts=sheet)
                for sheet in _sheets(plan, version, common)
            ]
        tasks = _tasks(plan, version, by)
        if DocumentKind.TIMETABLE in kinds:
            facts = partial(timetable.Facts, **common, tasks=tasks)
            made.append(asked(DocumentKind.TIMETABLE, title=TIMETABLE(), facts=facts))
        if DocumentKind.BATTLE_MAP in kinds:
            facts = partial(battle_map.Facts, **common, tasks=tasks)
            made.append(asked(DocumentKind.BATTLE_MAP, title=MAP(), facts=facts))
        act.record("plan.papers_printed", version=version.n, papers=[paper.title for paper in made])
    return made


@in_chinese()
def print_approval_form(plan, *, by) -> Document:
    """打印审批表: every stage of the approval within what the office may read; who voted how is not on it."""
    with acting(plan, by=by) as act:
        rules.check_can_print_approval_form(plan, by)
        version = versions.get(plan.key, plan.approved_version)
        meeting = version.content["own_meeting"]
        paper = documents.ask(
            DocumentKind.APPROVAL_FORM,
            subject=plan.key,
            title=APPROVAL(),
            unit=plan.unit,
            by=by,
            version=version,
            circle=Circle.INTERNAL,
            facts=partial(
                approval_form.Facts,
                **_common(plan, version, issuer=people.office().name),
                action=plan.action.name,
                drafter=plan.drafter.name,
                own_meeting=" ".join(filter(None, (meeting["date"], meeting["name"], meeting["number"]))),
                opinions=tuple(_opinions(plan)),
                result=f"{_date(plan.approved_on)}批准（第{version.n}版）",
            ),
        )
        act.record("plan.approval_printed", version=version.n)
    return paper


@in_chinese()
def draft_certificate(plan, *, by) -> Document:
    """起草验收合格证书: a 样稿, to be read and issued; only where the installation has switched it on."""
    with acting(plan, by=by) as act:
        rules.check_can_draft_certificate(plan, by)
        opinion = paper_of(plan)
        version = versions.get(plan.key, plan.approved_version)
        paper = documents.draft(
            DocumentKind.CERTIFICATE,
            subject=plan.key,
            title=CERTIFICATE(),
            unit=plan.unit,
            by=by,
            version=version,
            series="合格",
            facts=partial(
                certificate.Facts,
                **_common(plan, version, issuer=people.office().name),
                action=plan.action.name,
                opinion=f"验收意见书{opinion.number}" if opinion else "验收意见书",
                accepted_on=date.fromisoformat(opinion.facts["checked_on"]) if opinion else clock.today(),
            ),
        )
        act.record("plan.certificate_drafted", version=version.n)
    return paper


@in_chinese()
def draft_naming(
    plan, *, by, name: str, approved_by: str, approved_number: str, approved_on: date
) -> Document:
    """起草命名证书: a 样稿 with its 批准依据, to be read and issued; only where the installation has switched it on."""
    with acting(plan, by=by) as act:
        rules.check_can_draft_naming(plan, by)
        _check_basis(name=name, approved_by=approved_by, approved_number=approved_number)
        if approved_on > clock.today():
            raise Refused(_("批准日期不能晚于今天。"), field="approved_on")
        version = versions.get(plan.key, plan.approved_version)
        paper = documents.draft(
            DocumentKind.NAMING_CERTIFICATE,
            subject=plan.key,
            title=NAMING(name=name.strip()),
            unit=plan.unit,
            by=by,
            version=version,
            series="命名",
            facts=partial(
                naming_certificate.Facts,
                **_common(plan, version, issuer=people.office().name),
                action=plan.action.name,
                name=name.strip(),
                approved_by=approved_by.strip(),
                approved_number=approved_number.strip(),
                approved_on=approved_on,
            ),
        )
        basis = f"{approved_by.strip()}{approved_number.strip()}"
        act.record("plan.naming_drafted", version=version.n, basis=basis, on=approved_on.isoformat())
    return paper


def _check_basis(**words: str) -> None:
    for field, text in words.items():
        if not text.strip():
            raise Refused(_("请填写命名和批准依据，缺一不能起草。"), field=field)


def _common(plan, version, *, issuer: str) -> dict:
    return {
        "issuer": issuer,
        "unit": plan.unit.name,
        "plan_title": plan.title,
        "version_number": version.n,
        "version_digest": version.digest,
    }


def _sheets(plan, version, common: dict):
    """One 任务书 for each person, in the order of their first task."""
    rows = {row.line: row for row in plan.tasks.select_related("person", "section")}
    head = people.people_with(Post.HEAD, plan.unit_id).first()
    own: dict[int, list] = {}
    for task in version.content["tasks"]:
        row = rows.get(task["line"])
        if row and row.person_id:
            own.setdefault(row.person_id, []).append((task, row))
    for found in own.values():
        person, section = found[0][1].person, found[0][1].section
        yield partial(
            task_sheet.Facts,
            **common,
            person=person.name,
            section=section.name if section else "",
            post=person.title,
            leader=head.name if head else "",
            tasks=tuple(_order(task) for task, _row in found),
        )


def _order(task: dict) -> task_sheet.TaskOrder:
    return task_sheet.TaskOrder(
        code=task["code"],
        title=task["title"],
        carrier=task["carrier"],
        business_matter=task["business_matter"],
        party_role=task["party_role"],
        standard=task["standard"],
        expected_evidence=task["expected_evidence"],
        starts=date.fromisoformat(task["starts"]),
        due=date.fromisoformat(task["due"]),
        milestones=_milestones(task),
    )


def _tasks(plan, version, by) -> tuple[plan_tasks.Task, ...]:
    lights = dict(queries.lit_tasks_of(plan, by).values_list("line", "light"))
    return tuple(
        plan_tasks.Task(
            code=task["code"],
            title=task["title"],
            section=task["section"],
            person=task["person"],
            starts=date.fromisoformat(task["starts"]),
            due=date.fromisoformat(task["due"]),
            milestones=_milestones(task),
            state=str(Light(lights[task["line"]]).label) if task["line"] in lights else "",
        )
        for task in version.content["tasks"]
    )


def _milestones(task: dict) -> tuple[task_sheet.Milestone, ...]:
    return tuple(
        task_sheet.Milestone(name=each["name"], due=date.fromisoformat(each["due"]))
        for each in task["milestones"]
        if each["due"]
    )


def _opinions(plan):
    entries = (
        Entry.objects.filter(
            subject=plan.key, code__in=DECISIONS, circle__in=[Circle.FEEDBACK, Circle.INTERNAL]
        )
        .select_related("by", "on_behalf_of", "unit")
        .order_by("n")
    )
    for line in lines_of(entries):
        stage, said = line.what, (*line.details, line.words)
        if line.code.startswith("stage."):  # the first of its details is the stage, its word is the answer
            stage, said = line.details[0], (line.what, *line.details[1:], line.words)
        yield StageOpinion(
            stage=stage,
            person=line.on_behalf or line.who,
            post=line.post,
            opinion="\n".join(str(each) for each in said if each) or "—",
            at=line.when.astimezone(clock.SHANGHAI).strftime("%Y-%m-%d %H:%M"),
        )


def _date(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
