"""免账号阅提意见: a link is sent, opened, answered, taken back. The address is in the letter alone: nobody here is shown it."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from records import clock, outbox, requests
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units.models import Person

from .. import guest_links, subjects, verdicts
from .. import guest_rules as rules
from ..acts import acting
from ..enums import Answer, StageKind
from ..models import GuestLink, GuestVisit
from ..sittings import sitting_of

LETTER_KIND = "guest.letter"
QUEUE = "notify"
TITLE = sentence("请阅提意见：%(title)s")
LETTER = sentence(
    "%(name)s同志：\n\n%(unit)s请您阅提意见：%(title)s。\n事由：%(reason)s\n\n打开以下链接，按“打开阅读”：\n%(url)s\n\n"
    "链接只供您本人使用，请勿转发；%(until)s前有效，每次打开都有记录。您的意见供会签参考，不是表决。\n\n"
    "本邮件由系统自动发出，请勿直接回复。\n本系统为非涉密系统，严禁录入、上传、传输涉密文件和工作秘密。\n"
)
SAID = sentence("%(title)s：%(name)s（免账号）已提出意见")


def invite(
    subject, *, by: Person, name: str, organisation: str, email: str, days: int, reason: str
) -> GuestLink:
    """请没有账号的同志阅提意见: one link for one person, by letter, for some days."""
    with acting(subjects.unread(subject.key), by=by) as act:
        sitting = sitting_of(act.subject)
        rules.check_can_invite(sitting, by)
        rules.check_address(email)
        rules.check_days(days)
        if not subjects.kind_of(act.subject.key).paper(sitting.round.version.content):
            raise Refused(_("该事项没有可以发给会外同志阅读的文本。"))
        if sitting.round.guest_links.filter(email__iexact=email, revoked_at=None).exists():
            raise Refused(_("已经给这个邮箱发过链接，请先撤回。"), field="email")
        link = GuestLink.objects.create(
            round=sitting.round,
            name=name.strip(),
            organisation=organisation.strip(),
            email=email,
            reason=reason.strip(),
            by=by,
            at=clock.now(),
            expires_at=rules.ends_at(days),
        )
        outbox.put(f"guest:{link.pk}", LETTER_KIND, {"link": link.pk}, queue=QUEUE)
        act.record(
            "guest.invited",
            version=sitting.round.version_n,
            stage=sitting.stage.label,
            words=link.reason,
            **_named(link),
        )
    return link


def revoke_link(subject, link: int, *, by: Person) -> None:
    """撤回链接: from now on it opens nothing."""
    with acting(subjects.unread(subject.key), by=by) as act:
        sitting = sitting_of(act.subject)
        found = sitting.round.guest_links.filter(pk=link).first()
        if found is None:
            raise Refused(_("链接已经失效。"))
        rules.check_can_revoke(found, sitting, by)
        found.revoked_at = clock.now()
        found.save(update_fields=["revoked_at"])
        act.record("guest.revoked", stage=sitting.stage.label, **_named(found))


def note_visit(link: GuestLink, *, address: str, at: datetime | None = None) -> GuestVisit:
    """打开: noted before anything is shown. The first time also on the trail."""
    subject = subjects.subject_of(link.round.subject)
    with transaction.atomic(durable=True):
        first = not link.visits.exists()
        made = GuestVisit.objects.create(link=link, at=at or clock.now(), address=address[:60])
    if first:
        with acting(subjects.unread(subject.key), by=None, while_paused=True) as act:
            act.record("guest.opened", version=link.round.version_n, address=address[:60], **_named(link))
    return made


def give_opinion(link: GuestLink, *, answer: str, words: str) -> None:
    """提出意见: kept with the link and on the trail, as what it is; whoever sent the link reads of it. It decides nothing."""
    words = words.strip()
    with acting(subjects.unread(link.round.subject), by=None) as act:
        link = GuestLink.objects.select_related("round__stage", "by").get(pk=link.pk)
        rules.check_can_speak(link)
        if answer not in verdicts.choices(StageKind.CONSULT):
            raise Refused(_("请选择您的意见。"), field="answer")
        if answer != Answer.AGREE and not words:
            raise Refused(_("有意见或不同意的，请写明理由。"), field="words")
        link.answer, link.words, link.answered_at = answer, words[:2000], clock.now()
        link.save(update_fields=["answer", "words", "answered_at"])
        act.record(
            "guest.opinion_given",
            version=link.round.version_n,
            stage=link.round.stage.label,
            answer=answer,
            words=link.words,
            **_named(link),
        )
        told = SAID(title=str(act.subject), name=link.name)
        act.notify([link.by], "guest.opinion_given", told, circle=Circle.INTERNAL)


def send_letter(payload: dict):
    """The letter with the link; gives what notes that it was sent. Not sent when it was taken back meanwhile."""
    link = GuestLink.objects.select_related("round", "by__unit").get(pk=payload["link"])
    if link.sent_at or not rules.opens(link):
        return None
    title = str(subjects.subject_of(link.round.subject))
    url = settings.PUBLIC_URL + reverse("guest", args=[guest_links.token_of(link)])
    until = link.expires_at.astimezone(clock.SHANGHAI).strftime("%Y-%m-%d %H:%M")
    told = {"name": link.name, "unit": link.by.unit.name, "reason": link.reason, "until": until}
    EmailMessage(
        TITLE(title=title)[:200],
        LETTER(title=title, url=url, **told),
        to=[link.email],
        headers={"Auto-Submitted": "auto-generated", requests.HEADER: requests.current()},
    ).send()
    return lambda: GuestLink.objects.filter(pk=link.pk).update(sent_at=clock.now())


def _named(link: GuestLink) -> dict[str, str]:
    return {"name": link.name, "organisation": link.organisation, "email": link.email}
