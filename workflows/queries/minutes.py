"""会议记录、会议纪要 as they draft themselves from what happened: who was there, who said what, what was decided."""

from dataclasses import dataclass, field

from records import clock
from records.stored import in_chinese, said

from ..enums import Choice, Outcome, Presence, SpeechKind
from ..models import AgendaItem, Ballot, Meeting, Movement, Opinion, Resolution, Speech
from .meetings import agenda, proposals_of, with_subjects

# What a result means in 会议纪要; `what` is 《…》(第n版).
DECISIONS = {
    Outcome.APPROVED: "审议通过%(what)s。",
    Outcome.IN_PRINCIPLE: "原则通过%(what)s，按会议意见修改后报审定。",
    Outcome.REJECTED: "不予通过%(what)s。",
    Outcome.RETURNED: "%(what)s退回修改。",
    Outcome.DEFERRED: "暂缓审议%(what)s。",
}
WAYS = {"hands": "举手表决", "paper": "表决登记表"}


@dataclass
class ItemRecord:
    """One item as it went; `subject` is None of a list or a topic."""

    place: int
    item: AgendaItem
    subject: object | None
    title: str
    unit: str
    recusals: list = field(default_factory=list)
    speeches: list[Speech] = field(default_factory=list)
    ballots: list[Ballot] = field(default_factory=list)
    modifications: list[str] = field(default_factory=list)
    resolutions: list[Resolution] = field(default_factory=list)
    listed: list["ItemRecord"] = field(default_factory=list)

    @property
    def version(self) -> str:
        """第n版, of a matter."""
        return f"第{self.item.version_n}版" if self.item.version_n else ""

    @property
    def decided(self) -> str:
        """会议决定: what the secretary wrote, else what the result means."""
        return self.item.decided or self.drafted

    @property
    @in_chinese()
    def drafted(self) -> str:
        """会议决定 as it drafts itself."""
        item = self.item
        if item.outcome not in DECISIONS:
            return ""
        what = f"《{self.title}》" + (f"（{self.version}）" if self.version else "")
        words = DECISIONS[Outcome(item.outcome)] % {"what": what}
        if item.summary:
            words += item.summary.rstrip("。") + "。"
        return words + "；".join(self.modifications) + ("。" if self.modifications else "")

    @property
    def way(self) -> str:
        """How it was voted on, where not by everybody's own hand."""
        if self.item.secret:
            return "无记名表决"
        return "、".join(sorted({WAYS[each.way] for each in self.ballots if each.way in WAYS}))

    @property
    @in_chinese()
    def votes(self) -> list[str]:
        """Who voted how; nothing of a secret vote."""
        if self.item.secret:
            return []
        names: dict[str, list[str]] = {}
        for each in self.ballots:
            names.setdefault(str(Choice(each.choice).label), []).append(each.seat.person.name)
        return [f"{label}：{'、'.join(people)}" for label, people in names.items()]

    @property
    def numbers(self) -> str:
        """应到、实到 and what the ballots came to, once announced."""
        item = self.item
        if item.agreed is None:
            return ""
        recused = f"，回避{item.recused}人" if item.recused else ""
        return (
            f"应到会{item.entitled}人，实到{item.attended}人{recused}，参加表决{item.present}人："
            f"同意{item.agreed}票，不同意{item.disagreed}票，弃权{item.abstained}票"
        )


def records_of(meeting: Meeting) -> list[ItemRecord]:
    """The items in their order with everything the minutes say of them. A constant number of statements."""
    found: dict[int, ItemRecord] = {}
    in_order = []
    for row in agenda(meeting):
        record = _record(row, row["place"])
        record.listed = [_record(each, at) for at, each in enumerate(row["listed"], start=1)]
        found |= {each.item.pk: each for each in [record, *record.listed]}
        in_order.append(record)
    pks = list(found)
    for speech in Speech.objects.filter(item__in=pks).select_related("seat__person", "observer"):
        if speech.kind == SpeechKind.SPOKEN or speech.read_at:
            found[speech.item_id].speeches.append(speech)
    for ballot in Ballot.objects.filter(item__in=pks).select_related("seat__person").order_by("seat__order"):
        record = found[ballot.item_id]
        record.ballots.append(ballot)
        if ballot.opinion:
            record.speeches.append(Speech(item=record.item, seat=ballot.seat, text=ballot.opinion))
    for each in Resolution.objects.filter(item__in=pks).select_related("unit"):
        found[each.item_id].resolutions.append(each)
    _modifications(found)
    return in_order


def _record(row: dict, place: int) -> ItemRecord:
    item, subject = row["item"], row["subject"]
    return ItemRecord(
        place=place,
        item=item,
        subject=subject,
        title=subject.title if subject else item.title,
        unit=subject.unit.name if subject else "",
        recusals=[each for each in item.recusals.all() if each.lifted_at is None],
    )


def _modifications(found: dict[int, ItemRecord]) -> None:
    rounds = {
        each.item.round_id: each
        for each in found.values()
        if each.item.outcome == Outcome.IN_PRINCIPLE and each.item.round_id
    }
    asked = Opinion.objects.filter(round__in=list(rounds), kind="modification")
    for each in asked:
        where = f"{said(each.line_label)}：" if each.line else ""
        rounds[each.round_id].modifications.append(f"{where}{each.wanted}".rstrip("。"))


def people_of(meeting: Meeting) -> dict[str, list[str]]:
    """Names by how they took part: present, leave (with the reason), absent, observers, movements."""
    rows = list(meeting.attendances.select_related("seat__person").order_by("seat__order", "seat_id"))
    named = {presence: [row for row in rows if row.presence == presence] for presence in Presence.values}
    movements = Movement.objects.filter(attendance__meeting=meeting).select_related(
        "attendance__seat__person"
    )
    return {
        "present": [row.seat.person.name for row in named[Presence.PRESENT]],
        "leave": [f"{row.seat.person.name}（{row.reason}）" for row in named[Presence.LEAVE]],
        "absent": [row.seat.person.name for row in named[Presence.ABSENT]],
        "observers": [
            f"{each.name}（{each.post}）" if each.post else each.name for each in meeting.observers.all()
        ],
        "movements": [
            f"{hour(each.at)} {each.attendance.seat.person.name}{'到会' if each.kind == 'arrived' else '离会'}"
            for each in movements
        ],
    }


def movements_of(meeting: Meeting):
    """Who came and went, in the order of time."""
    return Movement.objects.filter(attendance__meeting=meeting).select_related("attendance__seat__person")


def hour(moment) -> str:
    """10:40, of the local day."""
    return moment.astimezone(clock.SHANGHAI).strftime("%H:%M") if moment else ""


def listed_rows(item: AgendaItem) -> list[dict]:
    """The matters of a list: item, subject, what changed and what the office advises. One statement a kind of subject."""
    rows = list(item.listed.select_related("round__version", "round__stage").prefetch_related("recusals"))
    subject_of = {round_.pk: subject for round_, subject in with_subjects([each.round for each in rows])}
    notes = proposals_of(rows)
    return [
        {"item": each, "subject": subject_of[each.round_id], "proposal": notes.get(each.round.process_id, "")}
        for each in rows
        if each.round_id in subject_of
    ]


def speeches_of(item: AgendaItem, person, *, secretary: bool) -> list[Speech]:
    """What was said; a written opinion only to its author and the secretary until it is read out."""
    rows = item.speeches.select_related("seat__person", "observer")
    return [
        each
        for each in rows
        if each.kind == SpeechKind.SPOKEN or each.read_at or secretary or each.seat.person_id == person.pk
    ]
