"""文书 that stand: issued, voided, issued anew, sealed. Each is an act on the subject the paper belongs to."""

from datetime import date

from django.utils.translation import gettext as _

from documents import rules, sealing, service
from documents.enums import DocumentState
from documents.models import Document
from records import clock, files, outbox
from records.enums import Circle
from records.errors import Refused
from records.models import StoredFile
from records.stored import sentence
from units.models import Person

from .. import subjects
from ..acts import acting

ISSUE = "paper_issue"  # 待办 of 文书: a 样稿 to be read and issued
ISSUED = sentence("%(paper)s已出具")
VOIDED = sentence("%(paper)s已作废：%(reason)s")
SEALED = sentence("%(paper)s已签字盖章")
# Who knows of a paper knows that it was signed, and nobody else.
SEALED_IN = {
    Circle.FEEDBACK: "paper.sealed",
    Circle.UNIT: "paper.sealed_in_unit",
    Circle.INTERNAL: "paper.sealed_inside",
    Circle.MEETING: "paper.sealed_in_meeting",
}


def issue_paper(document: Document, *, by) -> None:
    """出具: the 样稿 becomes the paper, with its number; the unit is told."""
    with acting(subjects.unread(document.subject), by=by) as act:
        document = _held(document, rules.check_can_issue, by)
        service.issue(document, by=by)
        act.finish(ISSUE)
        _tell(act, document, code="paper.issued", text=ISSUED(paper=_called(document)))


def discard_paper(document: Document, *, by) -> None:
    """删除样稿: nobody outside the office has seen it."""
    with acting(subjects.unread(document.subject), by=by) as act:
        document = _held(document, rules.check_can_discard, by)
        act.record("paper.discarded", title=document.title)
        act.lapse(ISSUE)
        service.discard(document)


def void_paper(document: Document, *, by, reason: str) -> None:
    """作废: the paper stays and says that it no longer counts; the unit is told why."""
    if not reason.strip():
        raise Refused(_("请写明作废原因。"), field="reason")
    with acting(subjects.unread(document.subject), by=by) as act:
        document = _held(document, rules.check_can_void, by)
        service.void(document, by=by, reason=reason.strip()[:500])
        told = VOIDED(paper=_called(document), reason=document.void_reason)
        _tell(act, document, code="paper.voided", text=told, reason=document.void_reason)


def draft_paper_again(document: Document, *, by) -> Document:
    """重新出具: a 样稿 in place of a void paper, to be read and issued."""
    with acting(subjects.unread(document.subject), by=by) as act:
        document = _held(document, rules.check_can_draft_again, by)
        new = service.draft_again(document, by=by)
        act.record("paper.drafted_again", paper=new.pk, **_named(document))
    return new


def register_seal(document: Document, *, by, scan: StoredFile, signed_on: date) -> None:
    """用印登记: the scan of the paper as it was signed and sealed joins it."""
    with acting(subjects.unread(document.subject), by=by) as act:
        document = _held(document, rules.check_can_register_seal, by)
        _check_no_step_waits(act.subject, document)
        service.register_signed(document, scan=scan, signed_on=signed_on, by=by)
        _sealed(act, document, scan)


def send_to_seal(document: Document, *, by) -> None:
    """申请用印: a worker takes the paper to the installation's electronic-seal service."""
    with acting(subjects.unread(document.subject), by=by) as act:
        document = _held(document, rules.check_can_send_to_seal, by)
        _check_no_step_waits(act.subject, document)
        sealing.ask(document, by=by)
        act.record("paper.sent_to_seal", paper=document.pk, **_named(document))


def seal(payload: dict) -> None:
    """用印 by the service, done by a worker: the sealed file joins the paper and the unit is told, or its page says why not."""
    document = Document.objects.get(pk=payload["document"])
    if document.state != DocumentState.READY:
        return
    outbox.go_on()
    try:
        scan = sealing.sealed(document, name=payload["name"])
    except sealing.SealRefused as refused:
        sealing.note_refusal(document, str(refused))
        return
    by = Person.objects.get(pk=payload["by"])
    # What is sealed is sealed, also while the subject rests.
    with acting(subjects.unread(document.subject), by=by, while_paused=True) as act:
        document.refresh_from_db()
        if document.state != DocumentState.READY:  # void by now, or registered by hand
            files.forget(scan.digest)
            return
        service.register_signed(document, scan=scan, signed_on=clock.today(), by=by)
        _sealed(act, document, scan)


def _sealed(act, document: Document, scan: StoredFile) -> None:
    """Who knows of the paper reads it on the trail; of what the unit may know it is told."""
    act.record(SEALED_IN[document.circle], paper=document.pk, **_named(document), scan=scan.digest)
    if document.circle == Circle.FEEDBACK:
        hears = subjects.kind_of(document.subject).hears(act.subject)
        act.notify(hears, "paper.sealed", SEALED(paper=_called(document)))


def _held(document: Document, check, by) -> Document:
    """The paper as it is now, under the lock of its subject, when the rule lets it pass."""
    kept = Document.objects.filter(pk=document.pk).first()
    if kept is None:
        raise Refused(_("这份样稿已经删除或重新生成，请刷新后查看。"))
    check(kept, by)
    return kept


def _check_no_step_waits(subject, document: Document) -> None:
    if subjects.kind_of(document.subject).sealed_at(subject, document):
        raise Refused(_("办理环节正在等待该文书的签字盖章件，请在该环节登记。"))


def _tell(act, document: Document, *, code: str, text: str, **more) -> None:
    act.record(code, paper=document.pk, **_named(document), **more)
    act.notify(subjects.kind_of(document.subject).hears(act.subject), code, text)


def _named(document: Document) -> dict[str, str]:
    return {"title": document.title, "number": document.number}


def _called(document: Document) -> str:
    return document.title + document.number
