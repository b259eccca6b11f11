"""会议的纸: agenda with papers, 表决登记表, 会议记录, 会议纪要 and its 摘录: their facts, and asking for them."""

from django.utils.translation import gettext as _

from documents import service
from documents.enums import DocumentKind
from documents.papers import ballot_sheet, meeting_agenda, meeting_minutes, meeting_record
from documents.papers.sitting import ListedMatter
from records import clock
from records.enums import Circle
from records.errors import Refused
from records.stored import in_chinese, sentence

from .. import rules, subjects
from ..acts import acting
from ..models import Minutes
from ..queries import minutes as drafts
from ..queries.meetings import differences_of, proposal_of

SENT = sentence("%(title)s：议程和材料已印发，请会前审阅")
PAPERS = sentence("会议议程和材料")
SHEET = sentence("表决登记表")


def send_papers(meeting, *, by):
    """印发议程: the agenda stands, its papers go to the members; what is added from here on is 临时议题."""
    with acting(meeting, by=by) as act:
        rules.check_is_secretary(meeting, by)
        if not meeting.items.exists():
            raise Refused(_("还没有议题，不能印发议程。"))
        now = clock.now()
        act.set(papers_sent_at=now, agenda_fixed_at=meeting.agenda_fixed_at or now)
        members = [each.seat.person for each in meeting.attendances.select_related("seat__person")]
        act.notify(members, "meeting.papers_sent", SENT(title=meeting.title), circle=Circle.MEETING)
        act.record("meeting.papers_sent")
        return _ask(DocumentKind.MEETING_AGENDA, meeting, _agenda_facts(meeting), by=by)


def print_papers(meeting, *, by, sheet: bool = False):
    """打印材料 or 打印表决登记表, as the agenda stands now."""
    with acting(meeting, by=by) as act:
        rules.check_is_secretary(meeting, by)
        if not meeting.items.exists():
            raise Refused(_("还没有议题，不能打印。"))
        act.record("meeting.paper_made", what=(SHEET if sheet else PAPERS)())
        if sheet:
            return _ask(DocumentKind.BALLOT_SHEET, meeting, _sheet_facts(meeting), by=by)
        return _ask(DocumentKind.MEETING_AGENDA, meeting, _agenda_facts(meeting), by=by)


def draft_minutes_paper(meeting, *, asked_by) -> None:
    """样稿 of 会议纪要 for the chair, as it is sent to be confirmed."""
    records, people = drafts.records_of(meeting), drafts.people_of(meeting)
    service.draft_anew(DocumentKind.MEETING_MINUTES, **_minutes(meeting, records, people, by=asked_by))


def drop_minutes_paper(meeting) -> None:
    """The chair wants it changed: its 样稿 goes."""
    service.drop_sample(meeting.key, DocumentKind.MEETING_MINUTES)


def ask_minutes(meeting, *, asked_by) -> None:
    """会议记录 for the members, 会议纪要 for the office, 摘录 for each unit on its own matter. Inside the act of 确认."""
    records, people = drafts.records_of(meeting), drafts.people_of(meeting)
    _ask(DocumentKind.MEETING_RECORD, meeting, _record_facts(meeting, records, people), by=asked_by)
    service.ask_as_drafted(DocumentKind.MEETING_MINUTES, **_minutes(meeting, records, people, by=asked_by))
    for record in [each for top in records for each in [top, *top.listed]]:
        if record.subject is None or not record.decided:
            continue
        own = [_task(each) for each in record.resolutions if each.unit_id == record.subject.unit_id]
        facts = _minutes_facts(meeting, [_told(record)], own, extract=True, unit=record.subject.unit.name)
        service.ask(
            DocumentKind.MINUTES_EXTRACT,
            subject=record.subject.key,
            title=_named(meeting, DocumentKind.MINUTES_EXTRACT),
            unit=record.subject.unit,
            facts=facts,
            by=asked_by,
            version=record.item.round.version,
        )


def _ask(kind, meeting, facts, *, by):
    return service.ask(kind, **_of(meeting, kind, facts, by, Circle.MEETING))


def _minutes(meeting, records, people, *, by) -> dict:
    shown = [_minutes_item(each) for each in records if each.decided]
    tasks = [_task(each) for record in records for each in [*record.resolutions, *_of_listed(record)]]
    whole = _minutes_facts(meeting, shown, tasks, extract=False, people=people)
    return _of(meeting, DocumentKind.MEETING_MINUTES, whole, by, Circle.INTERNAL)


def _of(meeting, kind, facts, by, circle) -> dict:
    return {
        "subject": meeting.key,
        "title": _named(meeting, kind),
        "unit": meeting.unit,
        "facts": facts,
        "by": by,
        "circle": circle,
    }


@in_chinese()
def _named(meeting, kind) -> str:
    """第8次会议纪要: what the meeting and the paper both say is said once."""
    return meeting.title + str(kind.label).removeprefix("会议")


def _sitting(meeting) -> dict:
    return {
        "issuer": meeting.committee.name,
        "unit": meeting.unit.name,
        "meeting": meeting.title,
        "held_on": meeting.held_on,
        "place": meeting.place,
        "presiding": meeting.presiding.person.name,
    }


def _agenda_facts(meeting):
    records, people = drafts.records_of(meeting), drafts.people_of(meeting)
    expected = meeting.attendances.select_related("seat__person").order_by("seat__order", "seat_id")

    @in_chinese()
    def facts(**given):
        return meeting_agenda.Facts(
            **_sitting(meeting),
            **given,
            expected=tuple(each.seat.person.name for each in expected),
            observers=tuple(people["observers"]),
            items=tuple(_agenda_item(each) for each in records if not each.item.announced_at),
        )

    return facts


def _agenda_item(record):
    item = record.item
    return meeting_agenda.Item(
        place=record.place,
        title=record.title,
        unit=record.unit,
        version=record.version,
        late=item.ad_hoc_reason,
        to_decide=item.to_decide,
        advice=item.advice or proposal_of(item),
        differences=differences_of(item),
        since_last=item.since_last or _changed(record),
        listed=tuple(_row(each, proposal_of(each.item)) for each in record.listed),
        text=_text(record),
    )


def _changed(record) -> str:
    return subjects.kind_of(record.subject.key).changed(record.subject) if record.subject else ""


def _row(record, opinion: str, conclusion: str = "") -> ListedMatter:
    return ListedMatter(
        unit=record.unit,
        title=record.title,
        version=record.version,
        changes=record.item.since_last or _changed(record),
        opinion=opinion,
        conclusion=conclusion or record.item.advice or "审议通过",
    )


def _text(record) -> tuple:
    version = record.item.round.version if record.item.round_id else None
    if version is None:
        return ()
    sections = subjects.kind_of(record.subject.key).paper(version.content)
    return tuple(meeting_agenda.Section(heading=name, paragraphs=tuple(words)) for name, words in sections)


def _sheet_facts(meeting):
    records = [each for each in drafts.records_of(meeting) if not each.item.announced_at]
    places = list(meeting.attendances.select_related("seat__person").order_by("seat__order", "seat_id"))

    def facts(**given):
        return ballot_sheet.Facts(
            **_sitting(meeting),
            **given,
            entitled=len(places),
            items=tuple(_sheet_item(each, places, meeting.presiding_id) for each in records),
        )

    return facts


def _sheet_item(record, places, presiding: int):
    """The chair stands last: the chair votes last."""
    recused = {each.seat_id for each in record.recusals}
    may = [each.seat for each in places if each.seat_id not in recused and each.presence == "present"]
    may.sort(key=lambda seat: seat.pk == presiding)
    return ballot_sheet.Item(
        place=record.place,
        title=record.title,
        unit=record.unit,
        version=record.version,
        voters=tuple(seat.person.name for seat in may),
        recused=tuple(each.seat.person.name for each in record.recusals),
    )


def _record_facts(meeting, records, people):
    minutes = Minutes.objects.get(meeting=meeting)

    @in_chinese()
    def facts(**given):
        return meeting_record.Facts(
            **_sitting(meeting),
            **given,
            secretary=meeting.secretary.name,
            time=f"{drafts.hour(meeting.opened_at)}至{drafts.hour(meeting.closed_at)}",
            **{name: tuple(names) for name, names in people.items()},
            items=tuple(_record_item(each) for each in records),
            confirmed_by=minutes.confirmed_by.name,
            confirmed_on=clock.day_of(minutes.confirmed_at),
        )

    return facts


def _record_item(record):
    item = record.item
    return meeting_record.Item(
        place=record.place,
        title=record.title,
        unit=record.unit,
        version=record.version,
        late=item.ad_hoc_reason,
        recused=tuple(f"{each.seat.person.name}（{each.reason}）" for each in record.recusals),
        speeches=tuple(
            meeting_record.Speech(who=each.speaker, text=each.text, written=each.kind == "written")
            for each in record.speeches
        ),
        motion=item.get_motion_display(),
        way=record.way,
        votes=tuple(record.votes),
        numbers=record.numbers,
        outcome=str(item.get_outcome_display()),
        summary=item.summary,
        listed=tuple(_row(each, "", str(each.item.get_outcome_display())) for each in record.listed),
    )


def _minutes_item(record):
    return meeting_minutes.Item(
        place=record.place,
        title=record.title,
        unit=record.unit,
        considered=record.item.considered,
        decided=record.decided,
        recused=tuple(each.seat.person.name for each in record.recusals),
        numbers=record.numbers,
        listed=tuple(
            ListedMatter(
                unit=each.unit,
                title=each.title,
                version=each.version,
                conclusion=str(each.item.get_outcome_display()),
            )
            for each in record.listed
        ),
    )


def _told(record):
    """What a unit is told of its own matter: no names of members, the numbers only when the chair said so."""
    return meeting_minutes.Item(
        place=record.place,
        title=record.title,
        considered=record.item.considered,
        decided=record.decided,
        numbers=record.numbers if record.item.tell_numbers else "",
    )


def _of_listed(record) -> list:
    return [each for row in record.listed for each in row.resolutions]


def _task(resolution):
    return meeting_minutes.Task(title=resolution.title, unit=resolution.unit.name, due=resolution.due)


def _minutes_facts(meeting, items, tasks, *, extract: bool, people=None, unit: str = ""):
    there = (
        {} if people is None else {n: tuple(people[n]) for n in ("present", "leave", "absent", "observers")}
    )
    sitting = _sitting(meeting) | ({"unit": unit} if unit else {})

    @in_chinese()
    def facts(**given):
        return meeting_minutes.Facts(
            **sitting,
            **given,
            **there,
            issue=f"第{meeting.n}期",
            extract=extract,
            items=tuple(items),
            tasks=tuple(tasks),
        )

    return facts
