"""误传处置: reported by anyone and hidden at once; ordered by one person on a written instruction, carried out by another.

Nothing is deleted before that. Between the two presses nobody, whoever they are, opens the file.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from documents import containing
from notifications import notify, stopping
from records import clock, secrets, tombstones, trail, turns, withholding
from records.enums import Circle
from records.errors import Refused
from records.models import StoredFile
from records.stored import sentence
from units import queries as people
from units.holders import post

from .. import misfiled_rules as rules
from ..enums import MisfiledDecision, MisfiledState
from ..models import Misfiled
from ..queries.misfiled import uploaders, uses

WITHIN = timedelta(hours=24)
OPEN = (MisfiledState.HIDDEN, MisfiledState.ORDERED)
REPORTED = sentence("有文件被报告疑似涉密，已停止查看，请在24小时内报告并按书面通知处置。")
TO_CARRY_OUT = sentence("误传处置：书面通知已登记，请另一人核对执行。")
MAILS = sentence("待发送的通知%(n)d条")
DECLINED = sentence("误传处置：登记的书面通知核对不符，已退回，请重新登记。")


def report_file(stored: StoredFile, *, by, words: str = "", address: str = "") -> Misfiled:
    """报告疑似涉密: hidden for everybody with this transaction, and whatever holds it is stopped. A second report finds the first."""
    rules.check_can_report_file(by)
    with transaction.atomic():
        turns.take(f"file:{stored.pk}")
        known = Misfiled.objects.filter(file=stored, state__in=OPEN).first()
        if known:
            return known
        moment = clock.now()
        taken = withholding.withhold(stored.pk)
        packages = containing.stop(stored.pk)
        taken += [each for digest in packages.digests for each in withholding.withhold(digest)]
        names = _file_names(taken)
        sent = stopping.sent_naming(names)
        mails = len(stopping.stop_naming(names))
        incident = Misfiled.objects.create(
            file=stored,
            reported_by=by,
            reported_at=moment,
            address=address[:45],
            words=words.strip()[:300],
            report_due=moment + WITHIN,
            sealed=secrets.seal(taken),
            packages=sorted(packages.digests),
            stopped=[*packages.stopped, *[MAILS(n=mails)] * bool(mails)],
            sent=sent,
        )
        _record(incident, "misfiled.reported", by, words=incident.words, stopped=incident.stopped)
        _tell(incident, REPORTED(), by)
    return incident


def order_misfiled(
    incident: Misfiled, *, by, decision: str, number: str, issuer: str, issued_on: date
) -> None:
    """登记书面通知, the first of two persons: what it says, its 文号, who gave it, of what day."""
    with _held(incident) as row:
        rules.check_can_order(row, by, uploaders=uploaders(row))
        if decision not in MisfiledDecision.values:
            raise Refused(_("请选择书面通知的处置要求。"), field="decision")
        for name, value in (("number", number), ("issuer", issuer)):
            if not value.strip():
                raise Refused(_("请填写。"), field=name)
        if issued_on > clock.today():
            raise Refused(_("通知日期不能晚于今天。"), field="issued_on")
        if issued_on < clock.day_of(row.reported_at):
            raise Refused(_("通知日期不能早于报告的日期。"), field="issued_on")
        row.state, row.decision = MisfiledState.ORDERED, decision
        row.number, row.issuer, row.issued_on = number.strip(), issuer.strip(), issued_on
        row.first_by, row.first_at = by, clock.now()
        row.save()
        told = {"decision": decision, "number": row.number, "issuer": row.issuer}
        _record(row, "misfiled.ordered", by, issued_on=issued_on.isoformat(), **told)
        _tell(row, TO_CARRY_OUT(), by)


def decline_misfiled(incident: Misfiled, *, by, words: str) -> None:
    """核对不符: the second person sends the order back; the file stays hidden."""
    words = words.strip()
    with _held(incident) as row:
        rules.check_can_carry_out(row, by, uploaders=uploaders(row))
        if not words:
            raise Refused(_("请写明哪里不符。"), field="words")
        row.state, row.decision, row.number, row.issuer, row.issued_on = (
            MisfiledState.HIDDEN,
            "",
            "",
            "",
            None,
        )
        row.first_by = row.first_at = None
        row.save()
        _record(row, "misfiled.declined", by, words=words)
        _tell(row, DECLINED(), by)


def carry_out_misfiled(incident: Misfiled, *, by, number: str) -> None:
    """核对执行, the second of two persons, who types the 文号 from the paper anew: clear everything, or show it again."""
    with _held(incident) as row:
        rules.check_can_carry_out(row, by, uploaders=uploaders(row))
        if "".join(number.split()) != "".join(row.number.split()):
            raise Refused(_("文号与登记的不一致，请核对书面通知原件；不符的请退回。"), field="number")
        row.second_by, row.second_at = by, clock.now()
        if row.decision == MisfiledDecision.CLEAR:
            told = _clear(row)
            _record(row, "misfiled.cleared", by, number=row.number, **told)
        else:
            _release(row)
            _record(row, "misfiled.released", by, number=row.number)


def _clear(row: Misfiled) -> dict:
    """Destroy the file and every package of it; what was kept sealed of it goes too."""
    taken, about = secrets.unseal(row.sealed), {use.subject for use in uses(row) if use.subject}
    names, digests, records, stones = _names(taken), [row.file_id, *row.packages], set(), []
    stopping.rid_of(_file_names(taken), subjects=about, instead=withholding.GONE())
    for digest in digests:
        stone = tombstones.fresh(digest, basis=row.number)
        records |= set(withholding.clear(digest, names=names, stone=stone))
        stones.append(stone.digest)
    row.file_id, row.packages, row.state, row.sealed = stones[0], stones[1:], MisfiledState.CLEARED, ""
    row.save()
    return {"tombstones": stones, **withholding.bound(sorted(records))}


def _release(row: Misfiled) -> None:
    others = Misfiled.objects.filter(state__in=OPEN).exclude(pk=row.pk)
    still = {digest for other in others for digest in (other.file_id, *other.packages)}
    for digest in {*row.packages} - still:
        withholding.show_again(digest, [])
    withholding.show_again(row.file_id, secrets.unseal(row.sealed))
    row.state, row.sealed = MisfiledState.RELEASED, ""
    row.save()


def _file_names(taken: list[dict]) -> set[str]:
    """What the file was called; a description may be any words."""
    return {words for each in taken for name, words in each["words"].items() if name.endswith("name")}


def _names(taken: list[dict]) -> set[str]:
    return {words for each in taken for words in each["words"].values()}


@contextmanager
def _held(incident: Misfiled) -> Iterator[Misfiled]:
    """The report, locked and read anew, in a transaction of its own."""
    with transaction.atomic():
        yield Misfiled.objects.select_for_update().get(pk=incident.pk)


def _record(incident: Misfiled, code: str, by, **params) -> None:
    trail.record(incident.key, code, by=by, circle=Circle.SYSTEM, unit_id=by.unit_id, **params)


def _tell(incident: Misfiled, text: str, by) -> None:
    """Those who handle it, without a word of what it is."""
    office = people.office_id()
    handlers = people.people_of([post(each, office) for each in rules.HANDLERS]).exclude(pk=by.pk)
    notify.notify_many(
        list(handlers),
        event="misfiled.told",
        text=text,
        url=reverse("misfiled", args=[incident.pk]),
        subject=incident.key,
        circle=Circle.INTERNAL,
        by=by,
    )
