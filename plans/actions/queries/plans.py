"""Plans as each person may see them."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from documents.enums import DocumentKind
from documents.models import Document
from documents.queries import documents_of
from notifications.models import Notice
from records import clock
from records.enums import Circle
from units import holders
from units.enums import Post
from units.models import Person, Posting
from units.queries import standing, valid_on
from workflows.enums import Outcome
from workflows.models import Asked, Assignment, GroupMember, Round
from workflows.queries import visits
from workflows.queries.circles import circles_for

from ..enums import Status
from ..models import Action, Plan, Task

# The rounds in which a plan was handed over: what is taken back before 签收 was not.
REPORTED = Round.objects.exclude(outcome=Outcome.WITHDRAWN)


def visible_plans(person: Person) -> QuerySet[Plan]:
    """A unit sees its own plans; office and committee see every plan that was ever reported; a group sees what it accepts,
    and who is asked for their word (会签) what they are asked about.

    A draft that has never left its unit, or was taken back before receipt, stays with the unit. The three administrators see no business data.
    """
    return seen_by(person, Plan.objects.select_related("unit", "action"))


def seen_by(person: Person, plans: QuerySet) -> QuerySet:
    """Of these plans, or 调整申请, those a person may see (visible_plans says who sees what)."""
    held = standing(person)
    if held.is_technical:
        return plans.none()
    own = Q(unit_id__in=held.unit_ids)
    accepting = Exists(
        GroupMember.objects.filter(person=person, group__round__process_id=OuterRef("process_id"))
    )
    if held.is_office or held.is_committee:
        reported = Exists(REPORTED.filter(process_id=OuterRef("process_id")))
        return plans.filter(own | Q(reported) | Q(accepting))
    asked = Exists(
        Asked.objects.filter(holder=holders.person(person.pk), round__process_id=OuterRef("process_id"))
    )
    return plans.filter(own | Q(accepting) | Q(asked))


def visible_tasks(person: Person) -> QuerySet[Task]:
    """The tasks of the plans a person may see."""
    return Task.objects.select_related("plan__unit", "section", "person").filter(
        plan__in=visible_plans(person).values("pk")
    )


def visible_actions(person: Person) -> QuerySet[Action]:
    """Actions: the office sees all, a unit those it takes part in."""
    held = standing(person)
    if held.is_technical:
        return Action.objects.none()
    if held.is_office or held.is_committee:
        return Action.objects.all()
    return Action.objects.filter(units__in=held.unit_ids).distinct()


def plans_page(person: Person, *, action_id: int | None = None, status: str = "") -> QuerySet[Plan]:
    """The list of plans, newest first; the label is the stage's while on a route."""
    plans = visible_plans(person).select_related("drafter").order_by("-id")
    if action_id:
        plans = plans.filter(action_id=action_id)
    if status:
        plans = plans.filter(Q(status=status) | Q(stage=status))
    return plans


def earlier_plans(plan: Plan, person: Person) -> QuerySet[Plan]:
    """The unit's other plans that were ever handed in, the newest first: what this year's can be copied from."""
    others = visible_plans(person).filter(unit=plan.unit_id, version_n__gt=0).exclude(pk=plan.pk)
    return others.exclude(status=Status.VOIDED).order_by("-action__year", "-id")


def containing(plans: QuerySet[Plan], words: str) -> QuerySet[Plan]:
    """The plans whose title or unit contains `words`."""
    return plans.filter(
        Q(title__icontains=words) | Q(unit__name__icontains=words) | Q(unit__short_name__icontains=words)
    )


def my_handled_plans(person: Person) -> QuerySet[Plan]:
    """我经办的 (office) and 我报送的 (unit): plans on whose trail the person stands."""
    acted = Assignment.objects.filter(done_by=person, process_id=OuterRef("process_id"))
    return visible_plans(person).filter(Exists(acted) | Q(drafter=person)).order_by("-id")


def papers_of(plan: Plan, person: Person) -> list[Document]:
    """The papers a person may read, newest first; of a version submitted again only the newest 送审签."""
    found, slips = [], set()
    for paper in documents_of(plan.key, circles_for(person, plan), also=visits.papers_of(plan, person)):
        if paper.kind == DocumentKind.SIGNING_SLIP and paper.circle == Circle.UNIT:
            if paper.version_id in slips:
                continue
            slips.add(paper.version_id)
        found.append(paper)
    return found


def action_overview(action: Action) -> dict:
    """报送情况一览: every unit of the action with its plan, or without: 应报、已报、退回修改、未报."""
    plans = {
        plan.unit_id: plan
        for plan in Plan.objects.filter(action=action)
        .exclude(status=Status.VOIDED)
        .select_related("unit", "drafter")
        .annotate(reported=Exists(REPORTED.filter(process_id=OuterRef("process_id"))))
    }
    units = list(action.units.all())
    liaisons = liaisons_of(units)
    urged = dict(
        Notice.objects.filter(event="action.urged", subject=f"action:{action.pk}")
        .values_list("recipient__unit_id")
        .annotate(n=Count("pk"))
    )
    rows = []
    for unit in units:
        plan = plans.get(unit.pk)
        rows.append(
            {
                "unit": unit,
                "plan": plan if plan and plan.reported else None,
                "drafting": bool(plan and not plan.reported),
                "returned": bool(plan and plan.reported and plan.status == Status.REVISING),
                "with_unit": bool(
                    plan and plan.reported and plan.status in {Status.REVISING, Status.AMENDING}
                ),
                "reported": bool(plan and plan.reported),
                "liaison": liaisons.get(unit.pk),
                "urged": urged.get(unit.pk, 0),
            }
        )
    return {
        "rows": rows,
        "due": len(rows),
        "reported": sum(row["reported"] for row in rows),
        "returned": sum(row["returned"] for row in rows),
        "missing": sum(not row["reported"] for row in rows),
    }


def liaisons_of(units) -> dict[int, Person]:
    """The 联络员 of each unit today, by unit id."""
    postings = Posting.objects.filter(
        valid_on(clock.today()), post=Post.LIAISON, unit__in=units, person__is_active=True
    )
    return {posting.unit_id: posting.person for posting in postings.select_related("person").order_by("-id")}
