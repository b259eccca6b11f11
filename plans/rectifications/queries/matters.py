"""需工委协调事项 as each person may see them, and who in the committee may handle one."""

from django.db.models import Count, F, Q, QuerySet

from records import clock, workdays
from units import holders
from units.enums import Post, UnitKind
from units.models import Person, Posting, Seat
from units.queries import standing, valid_on
from workflows import lights

from ..enums import MatterState
from ..models import Matter

# In the order in which they are offered.
HANDLING_POSTS = (
    Post.OFFICE_HEAD, Post.DEPUTY, Post.OFFICE_CLERK, Post.BUSINESS_ADMIN, Post.RECORDS_CLERK, Post.SECRETARY,
)  # fmt: skip
BEGUN, DONE = Q(assigned_at__isnull=False), Q(answered_at__isnull=False)
STATES = {
    MatterState.RAISED: Q(assigned_at=None, answered_at=None),
    MatterState.ASSIGNED: BEGUN & Q(answered_at=None),
    MatterState.ANSWERED: DONE,
}


def visible_matters(person: Person) -> QuerySet[Matter]:
    """A unit sees its own; office and committee see all; the three administrators none."""
    held = standing(person)
    matters = Matter.objects.select_related("unit", "raised_by")
    if held.is_technical:
        return matters.none()
    if held.is_office or held.is_committee:
        return matters
    return matters.filter(unit_id__in=held.unit_ids)


def lit(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """With the `light` of today."""
    return matters.annotate(light=lights.as_case(clock.today(), begun=BEGUN, done=DONE))


def matters_page(person: Person, *, state: str = "", words: str = "") -> QuerySet[Matter]:
    """The list: what is open first, soonest due on top; then what is answered, newest first."""
    matters = lit(visible_matters(person)).order_by(F("answered_at").desc(nulls_first=True), "due", "id")
    return containing(in_state(matters, state), words)


def in_state(matters: QuerySet[Matter], state: str) -> QuerySet[Matter]:
    """Those in one state, or those that are late; an unknown word is all."""
    if state == "late":
        return matters.filter(answered_at=None, red_on__lte=clock.today())
    return matters.filter(STATES[state]) if state in STATES else matters


def containing(matters: QuerySet[Matter], words: str) -> QuerySet[Matter]:
    """Those whose number, title or unit contains `words`."""
    if not words:
        return matters
    return matters.filter(
        Q(number__icontains=words)
        | Q(title__icontains=words)
        | Q(unit__name__icontains=words)
        | Q(unit__short_name__icontains=words)
    )


def counts_by_state(person: Person) -> dict[str, int]:
    """How many there are in all, in each state, and late; one statement."""
    late = Q(answered_at=None, red_on__lte=clock.today())
    wanted = {str(state): Count("pk", filter=which) for state, which in STATES.items()}
    return (
        visible_matters(person).order_by().aggregate(all=Count("pk"), late=Count("pk", filter=late), **wanted)
    )


def light_of(matter: Matter) -> str:
    """Its light today; grey until it is assigned, unless the time runs out before."""
    return lights.light(
        clock.today(),
        begun=matter.assigned_at is not None,
        done=matter.answered_at is not None,
        yellow_on=matter.yellow_on,
        red_on=matter.red_on,
    )


def days_left(matter: Matter) -> int:
    """Working days until it is due; negative when overdue."""
    return workdays.between(clock.today(), matter.due)


def handlers(matter: Matter) -> list[tuple[str, str]]:
    """Who in the committee may handle it: posts of the office, then people of the office and members; not its own unit's."""
    today = clock.today()
    postings = Posting.objects.filter(
        valid_on(today), unit__kind=UnitKind.OFFICE, post__in=HANDLING_POSTS, person__is_active=True
    )
    by_rank = sorted(postings, key=lambda each: HANDLING_POSTS.index(each.post))
    posts = {holders.post(each.post, each.unit_id): each.get_post_display() for each in by_rank}
    seats = Seat.objects.filter(valid_on(today), person__is_active=True)
    people = (
        Person.objects.filter(
            Q(pk__in=postings.values("person")) | Q(pk__in=seats.values("person")), is_active=True
        )
        .exclude(unit_id=matter.unit_id)
        .exclude(pk__in=Posting.objects.filter(valid_on(today), unit_id=matter.unit_id).values("person"))
    )
    named = [(holders.person(each.pk), f"{each.name} {each.title}".strip()) for each in people]
    return [*posts.items(), *named]


def may_handle(matter: Matter, holder: str) -> bool:
    """Is the holder among those who may?"""
    return holder in dict(handlers(matter))
