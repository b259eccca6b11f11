"""会议 as its members and the secretary may see it. Nobody but the secretary sees a running count."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from units.enums import Post
from units.models import Person
from units.queries import standing

from .. import rules, subjects
from ..enums import OWN_HOUSE, AgendaKind, Answer, Choice, MeetingState, Outcome, StageKind
from ..models import AgendaItem, Asked, Assignment, Attendance, Ballot, Meeting, Round
from ..routes import STAGE
from .room import count


def is_secretary(person: Person) -> bool:
    """Does the person prepare and record meetings?"""
    return standing(person).holds_in_office(Post.SECRETARY)


def visible_meetings(person: Person) -> QuerySet[Meeting]:
    """Meetings of the committees the person sits on; the secretary sees all. 会议内容 goes no further.

    Who sat in a meeting sees it to its end, also when others sit on the committee by then (换届).
    """
    meetings = Meeting.objects.select_related("committee", "presiding__person", "secretary")
    if is_secretary(person):
        return meetings
    sits = Q(committee_id__in=list(standing(person).seats))
    sat = Exists(Attendance.objects.filter(meeting=OuterRef("pk"), seat__person=person))
    unfinished = ~Q(state=MeetingState.CLOSED) | Q(minutes__confirmed_at=None)
    return meetings.filter(sits | (Q(sat) & unfinished))


def meetings_page(person: Person) -> QuerySet[Meeting]:
    """The list, newest first, with how many items each has."""
    return (
        visible_meetings(person)
        .annotate(items_all=Count("items"), items_open=Count("items", filter=Q(items__announced_at=None)))
        .order_by("-held_on", "-n")
    )


def waiting_rounds(committee_id: int) -> list[tuple[Round, object]]:
    """待上会: open voting rounds on no agenda, each with its subject, longest waiting first."""
    rounds = (
        Round.objects.filter(closed_at=None, stage__kind=StageKind.VOTE, stage__committee_id=committee_id)
        .exclude(agenda_items__announced_at=None, agenda_items__isnull=False)
        .select_related("stage", "version")
        .order_by("opened_at")
    )
    return with_subjects(list(rounds))


def noted_for_next(meeting: Meeting) -> list[str]:
    """What earlier meetings of the committee noted for the next one and no agenda has taken up since."""
    topics = AgendaItem.objects.filter(meeting__committee_id=meeting.committee_id, kind=AgendaKind.TOPIC)
    noted = topics.filter(major=True, outcome=Outcome.DEFERRED).exclude(meeting=meeting)
    taken = topics.exclude(outcome=Outcome.DEFERRED).values("title")
    return list(noted.exclude(title__in=taken).order_by("id").values_list("title", flat=True).distinct())


def with_subjects(rounds: list[Round]) -> list[tuple[Round, object]]:
    """Rounds with their subjects, one statement per kind of subject."""
    wanted: dict[str, list[int]] = {}
    for round_ in rounds:
        name, _colon, pk = round_.subject.partition(":")
        wanted.setdefault(name, []).append(int(pk))
    found = {}
    for name, pks in wanted.items():
        kind = subjects.kinds()[name]
        for subject in kind.model.objects.select_related("unit").filter(pk__in=pks):
            found[f"{name}:{subject.pk}"] = subject
    return [(round_, found[round_.subject]) for round_ in rounds if round_.subject in found]


def agenda(meeting: Meeting) -> list[dict]:
    """The items in order: place, item, its subject (None of a list or topic), and the rows of a list."""
    items = list(
        meeting.items.select_related("round__stage", "round__version", "meeting").prefetch_related(
            "recusals__seat__person"
        )
    )
    rounds = [item.round for item in items if item.round_id]
    subject_of = {round_.pk: subject for round_, subject in with_subjects(rounds)}
    rows = {item.pk: {"item": item, "subject": subject_of.get(item.round_id), "listed": []} for item in items}
    for item in items:
        if item.listed_in_id:
            rows[item.listed_in_id]["listed"].append(rows[item.pk])
    own = [rows[item.pk] for item in items if item.listed_in_id is None]
    return [{**row, "place": place} for place, row in enumerate(own, start=1)]


def agenda_item_of(subject) -> AgendaItem | None:
    """The agenda item on which a subject waits for its meeting; None before it is tabled."""
    waiting = AgendaItem.objects.select_related("meeting")
    return waiting.filter(round__process_id=subject.process_id, announced_at=None).first()


def visible_items(person: Person) -> QuerySet[AgendaItem]:
    """Items of the meetings a person may see."""
    return (
        AgendaItem.objects.select_related(
            "meeting__committee",
            "meeting__presiding__person",
            "meeting__secretary",
            "listed_in",
            "round__stage",
            "round__version",
        )
        .prefetch_related("recusals__seat__person")
        .filter(meeting__in=visible_meetings(person).values("pk"))
    )


@dataclass(frozen=True)
class ItemView:
    """What one reader sees of an item. `count` and `ballots` are empty where the reader may not know them."""

    seats: list
    my_ballot: Ballot | None
    ballots: list[Ballot]
    count: dict | None
    waiting: list
    proposal: str


def item_view(item: AgendaItem, person: Person) -> ItemView:
    """The reader's view of an item: the running count only for the secretary, everything after the announcement."""
    attendances = list(
        item.meeting.attendances.select_related("seat__person").order_by("seat__order", "seat_id")
    )
    ballots = list(item.ballots.select_related("seat__person").order_by("seat__order", "seat_id"))
    known = item.announced_at is not None or is_secretary(person)
    waiting_ids = rules.waiting_seats(item) if item.motion and not item.announced_at else set()
    return ItemView(
        seats=attendances,
        my_ballot=next(
            (b for b in ballots if b.seat.person_id == person.pk and b.choice != Choice.NOT_VOTED), None
        ),
        ballots=ballots if known else [],
        count=count(item) if known and item.motion and not (item.secret and waiting_ids) else None,
        proposal=proposal_of(item),
        waiting=[row.seat for row in attendances if row.seat_id in waiting_ids]
        if is_secretary(person)
        else [],
    )


def proposal_of(item: AgendaItem) -> str:
    """办公室建议: what the office wrote when it proposed the matter to the meeting."""
    if item.advice or not item.round_id:
        return item.advice
    stage = Assignment.objects.filter(
        process_id=item.round.process_id, kind=STAGE, since__gte=item.round.opened_at
    )
    return stage.order_by("id").values_list("note", flat=True).first() or ""


def differences_of(item: AgendaItem) -> str:
    """分歧: what the secretary wrote; before that, who had reservations in the 会签 of this run, in their words."""
    if item.differences or not item.round_id:
        return item.differences
    said = Asked.objects.filter(
        round__process_id=item.round.process_id,
        round__n=item.round.n,
        answer__in=(Answer.OPINION, Answer.DISAGREE),
    ).exclude(round__stage__place__in=OWN_HOUSE)
    lines = []
    for each in said.select_related("by__unit", "on_behalf_of__unit").order_by("at"):
        person = each.on_behalf_of or each.by
        told = {"unit": person.unit.short_name, "name": person.name, "answer": Answer(each.answer).label}
        lines.append(_("%(unit)s%(name)s%(answer)s：%(words)s") % {**told, "words": each.words})
    return "\n".join(lines)


def proposals_of(items: list[AgendaItem]) -> dict[int, str]:
    """{process: 办公室建议} of many matters, in one statement."""
    opened = {item.round.process_id: item.round.opened_at for item in items}
    notes = Assignment.objects.filter(process_id__in=list(opened), kind=STAGE).order_by("-id")
    return {
        process: note
        for process, since, note in notes.values_list("process_id", "since", "note")
        if since >= opened[process]
    }
