"""延期: asked for before the limit, signed by the unit's leader, granted by whoever may extend. The limit that was set first stays."""

from datetime import date

from django.utils.translation import gettext as _

from records import clock, versions
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import routes as engine
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome
from workflows.routes import Word

from .. import chain
from .. import content as contents
from ..enums import Authority
from ..flow import RectificationFlow
from ..models import Extension
from ..rules import extension as rules
from . import handing_out, papers
from . import limits as acts
from .routes import EXTENSION

ASKED = sentence("%(number)s %(title)s：申请延期至%(date)s，请签字")
GRANTED = sentence("%(number)s %(title)s：同意延期至%(date)s")
REFUSED = sentence("%(number)s %(title)s：不同意延期：%(words)s")
WITHDRAWN = sentence("%(number)s %(title)s：已撤回延期申请")


def ask_extension(item, *, by, reason: str, new_limit: date, progress: str) -> Extension:
    """申请延期: why, until when, how far it is; the unit's clock stands while it is being judged."""
    for name, words, asked in (
        ("reason", reason, _("请填写延期理由。")),
        ("progress", progress, _("请填写目前进展。")),
    ):
        if not words.strip():
            raise Refused(asked, field=name)
    with acting(item, RectificationFlow.working, by=by) as act:
        found = rules.check_can_ask(item, by)
        check_later(item, new_limit, field="new_limit")
        extension = Extension(
            item=item,
            reason=reason.strip(),
            old_limit=item.limit,
            new_limit=new_limit,
            progress=progress.strip(),
            asked_by=by,
            asked_at=clock.now(),
        )
        extension.save()
        n = item.extensions.count()
        version = versions.freeze(item.key, contents.content_of(item, extension=extension), by=by)
        act.leave(Outcome.EXTENSION_ASKED)
        act.finish(acts.RECTIFY, on_behalf_of=found.on_behalf_of)
        act.set(chain=list(chain.extension_chain(chain.switches_of(item.source))))
        engine.begin(act, engine.published(EXTENSION).pk, n=n, version=version, note=extension.reason)
        act.record(
            "item.extension_asked",
            on_behalf_of=found.on_behalf_of,
            version=version.n,
            words=extension.reason,
            progress=extension.progress,
            old_limit=item.limit.isoformat(),
            new_limit=new_limit.isoformat(),
        )
        told = ASKED(number=item.number, title=item.title, date=new_limit.isoformat())
        act.notify([holders.post(Post.HEAD, item.unit_id)], "item.extension_asked", told, circle=Circle.UNIT)
        papers.ask_extension_slip(act, extension, version)
    return extension


def check_later(item, new_limit: date, *, field: str) -> None:
    """A new limit is later than the one in force, and not past."""
    if new_limit <= item.limit:
        raise Refused(_("延期后的时限须晚于现时限%(date)s。") % {"date": item.limit.isoformat()}, field=field)
    if new_limit < clock.today():
        raise Refused(_("延期后的时限不能早于今天。"), field=field)


def withdraw_extension(item, *, by, reason: str = "") -> None:
    """撤回延期申请, until the unit's leader has signed."""
    with acting(item, RectificationFlow.extending, by=by) as act:
        found = rules.check_can_withdraw(item, by)
        _refuse(
            act,
            Outcome.WITHDRAWN,
            code="item.extension_withdrawn",
            word=Word(reason.strip(), found.on_behalf_of),
        )
        told = WITHDRAWN(number=item.number, title=item.title)
        act.notify(
            [holders.post(Post.HEAD, item.unit_id)], "item.extension_withdrawn", told, circle=Circle.UNIT
        )


def sign_extension(item, *, by, words: str = "") -> None:
    """同意申请延期: the unit's leader signs; where the unit's own party organisation sets limits this grants it."""
    with acting(item, RectificationFlow.extending, by=by) as act:
        found = rules.check_can_sign(item, by)
        sign(act, Word(words.strip(), found.on_behalf_of), code="item.extension_signed")


def sign(act, word: Word, *, code: str, **more) -> None:
    """The signature, in the page or by pen. Inside its act."""
    item = act.subject
    round_, extension = engine.current(item.process_id), rules.open_extension(item)
    act.record(code, on_behalf_of=word.on_behalf_of, version=round_.version.n, words=word.text, **more)
    if engine.following_stage(item, round_) is None:
        _grant(act, extension, extension.new_limit, word)
    else:
        engine.advance(act, round_, Outcome.PASSED_ON, note=extension.reason, word=word)


def decline_extension(item, *, by, reason: str) -> None:
    """不同意申请延期: the unit's own leader says no; it stays in the house."""
    with acting(item, RectificationFlow.extending, by=by) as act:
        found = rules.check_can_sign(item, by)
        decline(act, Word(reason.strip(), found.on_behalf_of), code="item.extension_declined")


def decline(act, word: Word, *, code: str, **more) -> None:
    """The leader's no, in the page or by pen. Inside its act."""
    _require(word.text)
    item = act.subject
    _refuse(act, Outcome.REJECTED, code=code, word=word, **more)
    told = REFUSED(number=item.number, title=item.title, words=word.text)
    act.notify([liaison_of(item)], code, told, circle=Circle.UNIT)


def grant_extension(
    item, *, by, limit: date, words: str = "", consent_number: str = "", consent_on: date | None = None
) -> None:
    """同意延期, also until another day than was asked for; of a limit the source set, the number and date of its consent."""
    with acting(item, RectificationFlow.extending, by=by) as act:
        found, extension = rules.check_can_answer(item, by), rules.open_extension(item)
        check_later(item, limit, field="limit")
        if item.source.extends == Authority.SOURCE:
            _check_consent(extension, consent_number, consent_on)
            extension.consent_number, extension.consent_on = consent_number.strip(), consent_on
        _grant(act, extension, limit, Word(words.strip(), found.on_behalf_of))


def refuse_extension(item, *, by, reason: str) -> None:
    """不同意延期: the limit stays, the days that others held the file are given back."""
    with acting(item, RectificationFlow.extending, by=by) as act:
        found = rules.check_can_answer(item, by)
        _require(reason)
        word = Word(reason.strip(), found.on_behalf_of)
        _refuse(act, Outcome.REJECTED, code="item.extension_refused", word=word)
        told = REFUSED(number=item.number, title=item.title, words=reason.strip())
        act.notify([liaison_of(item), holders.post(Post.HEAD, item.unit_id)], "item.extension_refused", told)


def _grant(act, extension: Extension, limit: date, word: Word) -> None:
    item = act.subject
    extension.granted_limit = limit
    _answer(extension, act.by, granted=True, words=word.text)
    act.leave(Outcome.AGREED)
    engine.advance(act, engine.current(item.process_id), Outcome.AGREED, word=word)
    acts.set_limit(act, limit, extended_due=limit)
    act.set(extension_count=item.extension_count + 1)
    handing_out.carry(act, extension.old_limit, since=clock.day_of(extension.asked_at))
    handing_out.ready(act)
    act.record(
        "item.extended",
        on_behalf_of=word.on_behalf_of,
        words=word.text,
        old_limit=extension.old_limit.isoformat(),
        new_limit=limit.isoformat(),
        number=extension.consent_number,
        on=extension.consent_on.isoformat() if extension.consent_on else "",
    )
    told = GRANTED(number=item.number, title=item.title, date=limit.isoformat())
    act.notify([liaison_of(item), holders.post(Post.HEAD, item.unit_id)], "item.extended", told)


def _refuse(act, outcome: str, *, code: str, word: Word, **more) -> None:
    item, extension = act.subject, rules.open_extension(act.subject)
    _answer(extension, act.by, granted=False, words=word.text)
    act.leave(outcome)
    round_ = engine.current(item.process_id)
    engine.advance(act, round_, outcome, word=word)
    acts.give_days_back(act, acts.left_house(round_))
    handing_out.carry(act, extension.old_limit, since=clock.day_of(extension.asked_at))
    handing_out.ready(act)
    act.record(code, on_behalf_of=word.on_behalf_of, words=word.text, limit=item.limit.isoformat(), **more)


def _answer(extension: Extension, by, *, granted: bool, words: str) -> None:
    extension.granted, extension.answer_words = granted, words.strip()
    extension.answered_by, extension.answered_at = by, clock.now()
    extension.save()


def _check_consent(extension: Extension, number: str, on: date | None) -> None:
    if not number.strip():
        raise Refused(_("该来源的时限须经来源单位同意，请填写同意延期的文号。"), field="consent_number")
    if on is None or on > clock.today():
        raise Refused(_("请填写来源单位同意日期，不能晚于今天。"), field="consent_on")


def _require(reason: str) -> None:
    if not reason.strip():
        raise Refused(_("不同意延期须写明理由。"), field="reason")
