"""群众反映: received with who complained sealed, given out as a summary that names nobody, replied to by the first unit."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications import notify
from records import clock, numbers, secrets, trail, turns
from records.errors import Refused
from records.stored import sentence
from units import holders, queries
from units.accounts import ACCESS
from units.enums import Post
from workflows import deeds, wording
from workflows.acts import acting, liaison_of, starting
from workflows.models import Assignment

from .. import leaks
from ..enums import SourceKind
from ..flow import RectificationFlow
from ..leaks import Reporter
from ..models import Complaint, Item, Reply
from ..rules import complaints as rules
from .issuing import Problem, check_problem, give_number_once, issued, unsaved

SERIES = "受理"
REPLY = "reply"
REPLY_DAYS = 10  # working days, offered; the clerk may set another day
PLEASE_REPLY = sentence("请答复反映人")
REPLIED = sentence("%(number)s：%(unit)s已答复，请告知反映人")
READ_BY_THE_UNIT = ("problem", "goal", "standard", "category", "source_document")


def register(
    reporter: Reporter, *, channel: str, received_on: date, key: str, by, accusation: bool = False
) -> Complaint:
    """登记受理. What accuses a person is not taken: nothing but the date and the number is kept, to be referred."""
    rules.check_can_receive_complaints(by)
    rules.check_received_on(received_on)
    if not accusation and not reporter.original.strip():
        raise Refused(_("请填写反映原文。"), field="original")
    kept = (
        {"referred_on": clock.today()}
        if accusation
        else {"channel": channel, "sealed": secrets.seal(reporter.as_json())}
    )
    with transaction.atomic():
        turns.take(SERIES)
        known = Complaint.objects.filter(key=key).first()
        if known:
            return known
        year = clock.today().year
        number = f"{SERIES}-{year}-{numbers.next_number(SERIES, year):04d}"
        complaint = Complaint.objects.create(
            number=number,
            key=key,
            received_on=received_on,
            registered_by=by,
            registered_at=clock.now(),
            **kept,
        )
        _record(complaint, "complaint.referred" if accusation else "complaint.registered", by)
    return complaint


def read_reporter(complaint: Complaint, *, by) -> Reporter:
    """查看反映人信息: who read it, and when, stands on the access trail before it is shown."""
    rules.check_can_read_reporter(complaint, by)
    circle = wording.of("complaint.read").circle
    trail.record(ACCESS, "complaint.read", by=by, circle=circle, unit_id=by.unit_id, number=complaint.number)
    return _reporter(complaint)


def check_summary(complaint: Complaint, problem: Problem, *, by) -> None:
    """承办单位将看到: nothing the unit reads may name the person; Refused at the field that does."""
    rules.check_can_issue_complaint(complaint, by)
    check_problem(problem)
    reporter = _reporter(complaint)
    for name in READ_BY_THE_UNIT:
        if said := leaks.found_in(getattr(problem, name), reporter):
            raise Refused(said, field=name)


def gives_away(item: Item, text: str) -> bool:
    """Does a text of an item, which its units read, name whoever complained? Asked when it is changed afterwards."""
    complaint = Complaint.objects.filter(item=item).exclude(sealed="").first()
    return complaint is not None and bool(leaks.found_in(text, _reporter(complaint)))


def check_words(item: Item, words: str, by) -> None:
    """What the office writes on the trail of an item is read by its units: Refused when it names whoever complained.

    Only the office is refused: to a unit a refusal would say that it guessed the name.
    """
    if by is None or item.source.kind != SourceKind.PUBLIC or by.unit_id != queries.office_id():
        return
    if gives_away(item, words):
        raise Refused(_("含有群众反映人的信息，承办单位将看到，请改写。"), field="words")


def issue_complaint(complaint: Complaint, problem: Problem, *, reply_due: date, by) -> Item:
    """交办: the unit gets the summary, and owes the person a reply by `reply_due`."""
    check_summary(complaint, problem, by=by)
    if reply_due <= clock.today():
        raise Refused(_("答复时限须晚于今天。"), field="reply_due")
    item = unsaved(problem, by=by)
    with starting(item, RectificationFlow.begin, by=by, prepare=give_number_once) as act:
        issued(act)
        _give(complaint, item)
        reply = Reply.objects.create(complaint=complaint, unit=problem.unit, due=reply_due)
        act.record("item.reply_owed", due=reply_due.isoformat())
        owed = act.assign(REPLY, liaison_of(item), PLEASE_REPLY(), due=reply_due, line=REPLY, url=url(reply))
        owed.process = (
            None  # no step of the item's life: handed back, merged or closed, the reply is still owed
        )
        _record(complaint, "complaint.issued", by, number=item.number)
    return item


def refer(complaint: Complaint, *, by) -> None:
    """移送纪检监察机关: it turned out to accuse a person; what was taken down is cleared."""
    with transaction.atomic():
        complaint = Complaint.objects.select_for_update().get(pk=complaint.pk)
        rules.check_can_refer(complaint, by)
        complaint.referred_on, complaint.sealed, complaint.channel = clock.today(), "", ""
        complaint.save(update_fields=["referred_on", "sealed", "channel"])
        _record(complaint, "complaint.referred", by)


def reply_to_reporter(reply: Reply, *, words: str, by) -> None:
    """答复反映人: written by the unit, to be passed on by 受理人员."""
    item = reply.complaint.item
    with acting(item, by=by) as act:
        reply = Reply.objects.select_related("complaint", "unit").get(pk=reply.pk)
        found = rules.check_can_reply(reply, by)
        if not words.strip():
            raise Refused(_("请填写答复内容。"), field="words")
        reply.words, reply.replied_on, reply.replied_by = words.strip(), clock.today(), by
        reply.save(update_fields=["words", "replied_on", "replied_by"])
        owed = Assignment.objects.filter(subject=item.key, kind=REPLY, done_at=None)
        owed.update(done_at=clock.now(), done_by=by, on_behalf_of=found.on_behalf_of)
        act.record("item.replied", on_behalf_of=found.on_behalf_of)
        _tell_intake(reply, by)


def tell_reporter(reply: Reply, *, told_on: date, by) -> None:
    """告知反映人: the day on which 受理人员 passed the reply on."""
    with transaction.atomic():
        reply = Reply.objects.select_for_update(of=("self",)).select_related("complaint").get(pk=reply.pk)
        rules.check_can_tell(reply, by)
        if not reply.replied_on <= told_on <= clock.today():
            raise Refused(_("告知日期应在答复日期与今天之间。"), field="told_on")
        reply.told_on, reply.told_by = told_on, by
        reply.save(update_fields=["told_on", "told_by"])
        _record(reply.complaint, "complaint.told", by)


def reseal() -> int:
    """Seal everything once more with the first key; how many there were."""
    n = 0
    for pk, sealed in Complaint.objects.exclude(sealed="").order_by("pk").values_list("pk", "sealed"):
        n += Complaint.objects.filter(pk=pk, sealed=sealed).update(sealed=secrets.reseal(sealed))
    return n


def url(reply: Reply) -> str:
    """The page of a reply."""
    return reverse("reply", args=[reply.pk])


def _reporter(complaint: Complaint) -> Reporter:
    return Reporter(**secrets.unseal(complaint.sealed)) if complaint.sealed else Reporter()


def _give(complaint: Complaint, item: Item) -> None:
    """The complaint is this item's; two people at once give it out once."""
    waiting = Complaint.objects.filter(pk=complaint.pk, item=None, referred_on=None)
    if not waiting.update(item=item):
        raise Refused(_("该件已经交办或移送，页面可能已经过时，请刷新后查看。"))


def _tell_intake(reply: Reply, by) -> None:
    complaint = reply.complaint
    people = queries.people_of([holders.post(Post.INTAKE, queries.office_id())])
    text = REPLIED(number=complaint.number, unit=reply.unit.name)
    address = reverse("complaint", args=[complaint.pk])
    notify.notify_many(people, event="complaint.replied", text=text[:300], url=address, by=by)


def _record(complaint: Complaint, code: str, by, **params) -> None:
    deeds.record(complaint.trail_key, code, by=by, about=[by.unit_id], **params)
