"""措施交到人: what waits for whom about one measure, and what the measures together say about their item."""

from datetime import date

from django.db.models import Q
from django.urls import reverse

from records import clock
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows.models import Assignment
from workflows.operations import evidence as library

from .. import lights
from ..enums import ConcernKind
from ..models import Item, Measure
from ..queries.measures import WORK, sent_back
from ..rules.measures import has_open_objection
from . import limits

RECEIVE_MEASURE, CONFIRM, OBJECTION = "measure_receive", "measure_confirm", "measure_objection"
KINDS = (RECEIVE_MEASURE, WORK, CONFIRM)
RECEIVE_DAYS, CONFIRM_DAYS = 2, 3
TITLE = sentence("%(number)s 措施%(n)d %(text)s")
PLEASE_RECEIVE = sentence("请签收配合措施")
PLEASE_REPORT = sentence("请填报进展")
PLEASE_CONFIRM = sentence("请确认措施完成")
GONE = sentence("措施已撤销")
ELSEWHERE = sentence("改由其他单位承担")
NO_MORE = sentence("措施已免办")


def url_of(measure: Measure) -> str:
    """The page of one measure."""
    return reverse("measure", args=[measure.item_id, measure.pk])


def title_of(item: Item, measure: Measure) -> str:
    """整改-2026-0012 措施2 …"""
    return TITLE(number=item.number, n=measure.order, text=measure.text[:60])


def hand_out(act, measure: Measure, *, evidence: bool = False, note: str = "") -> None:
    """What is to be done next about a measure waits for the one who does it: to sign for it, to report (`note` says why
    again), or to confirm."""
    item = act.subject
    withdraw(act, measure)
    if measure.settled:
        return
    place = {"line": measure.line, "title": title_of(item, measure), "url": url_of(measure)}
    liaison = holders.post(Post.LIAISON, measure.unit_id)
    if not measure.received_on and has_open_objection(measure):
        return  # it waits for the leading unit's answer
    if not measure.received_on:
        act.assign(RECEIVE_MEASURE, liaison, PLEASE_RECEIVE(), limit_days=RECEIVE_DAYS, **place)
    elif measure.percent == 100 and evidence:
        act.assign(CONFIRM, liaison, PLEASE_CONFIRM(), limit_days=CONFIRM_DAYS, **place)
    else:
        holder = holders.person(measure.person_id) if measure.person_id else liaison
        starts = measure.starts or item.issued_on
        act.assign(WORK, holder, PLEASE_REPORT(), starts=starts, due=measure.due, note=note, **place)


def put_anew(act, measure: Measure) -> None:
    """The measure was written or dated anew and nobody worked on it meanwhile: the same waits as before, and what was sent
    back stays sent back, with why."""
    back = sent_back(measure)
    hand_out(act, measure, evidence=not back and has_evidence(measure), note=back.note if back else "")


def withdraw_all(act) -> None:
    """The item is not worked on any more. What somebody owes all the same (a reply to the person who complained) stays."""
    act.finish(*KINDS, OBJECTION)


def withdraw(act, measure: Measure) -> None:
    """Nothing about this measure waits for anybody any more."""
    act.finish(*KINDS, line=measure.line)


def settle_objection(act, measure: Measure, words: str) -> None:
    """An objection that has become pointless (the measure is gone, excused, or another unit's) is answered by saying so."""
    waiting = measure.concerns.filter(kind=ConcernKind.OBJECTION, answered_at=None)
    if waiting.update(answer_words=words, answered_by=act.by, answered_at=clock.now()):
        act.finish(OBJECTION, line=measure.line)


def settle_requests(act, words: str) -> None:
    """What was asked about the item (逾期说明, 提请协调) and has become pointless with its end is answered by saying so."""
    for asked in (act.subject.latenotes, act.subject.concerns):
        waiting = asked.filter(answered_at=None)
        waiting.update(answer_words=words, answered_by=act.by, answered_at=clock.now())


def light(item: Item, measure: Measure) -> None:
    """The days on which the measure turns yellow and red, from its own dates and what is done."""
    begun, starts = measure.begun_at is not None, measure.starts or item.issued_on
    measure.yellow_on, measure.red_on = lights.dates(
        starts, measure.due, begun=begun, percent=measure.percent
    )


def renew(act, measure: Measure, due: date) -> None:
    """The measure has another limit, given with that of its item; what waits for its unit is dated anew."""
    measure.item, measure.due = act.subject, due
    light(act.subject, measure)
    measure.revision += 1
    measure.save()
    if measure.received_on:
        put_anew(act, measure)


def carry(act, old_limit: date, *, since: date) -> None:
    """The item's limit moved on while others held the file `since` a day: what ran until the old limit runs until the new
    one, and so does what was in time on that day and is past now."""
    limit = act.subject.limit
    if limit <= old_limit:
        return
    open_ones = Measure.objects.filter(item=act.subject, confirmed_on=None, excused_on=None, due__gte=since)
    for measure in open_ones.filter(Q(due=old_limit) | Q(due__lt=clock.today())):
        renew(act, measure, limit)


def has_evidence(measure: Measure) -> bool:
    """Does a file serve the measure? After 反弹 it has to be one of since then: what was shown before did not last."""
    return library.serves(measure.item.key, measure.line, after=measure.evidence_after)


def tally(act) -> None:
    """完成率 of the item, and with it the day it turns yellow: the mean over its measures that are not excused."""
    item = act.subject
    measures = list(Measure.objects.filter(item=item))
    counted = [each.percent for each in measures if not each.excused_on]
    percent = sum(counted) // len(counted) if counted else (100 if measures else 0)
    act.set(percent=percent)
    if item.begun_at is None and any(each.begun_at for each in measures):
        act.set(begun_at=clock.now())
    limits.light(act)


def ready(act, *, note: str = "") -> None:
    """When the last measure is confirmed or excused the leading unit may apply for 销号; with a new one no longer."""
    measures = list(Measure.objects.filter(item=act.subject))
    done = bool(measures) and all(each.settled for each in measures)
    waiting = Assignment.objects.filter(subject=act.subject.key, kind=limits.RECTIFY, done_at=None).first()
    if waiting is None or (waiting.what == limits.READY()) != done:
        limits.assign_rectify(act, ready=done, note=note)
