"""线下签批、代录: the clerk records what a leader signed by pen; trail and papers print both names."""

from datetime import date

from django.utils.translation import gettext as _

from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from units.models import Person
from workflows import routes as engine
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome
from workflows.operations.on_paper import check_slip
from workflows.routes import Word

from .. import chain
from ..enums import Status
from ..flow import RectificationFlow
from ..rules import closing as rules
from . import extension
from .closing import say_yes
from .returning import give_back, named

CORRECTED = sentence("%(number)s %(title)s：线下签批更正：%(words)s")
DECISIONS = ("agree", "send_back")
AGREED = "item.paper_agreed"
REFUSED = "item.paper_refused"


def record_paper_decision(
    item,
    *,
    by,
    decision: str,
    signed_by: Person,
    signed_on: date,
    words: str,
    code: str,
    scan,
    scan_name: str,
    lines=(),
) -> None:
    """代录 of the unit's leader (申请销号, 申请延期) or of the 分管领导 (审定). `code` is the version code printed on the slip,
    `scan` the StoredFile of the signed slip, `lines` the measures a no refers to."""
    if decision not in DECISIONS:
        raise Refused(_("请选择签批意见：同意或退回。"), field="decision")
    if decision == "send_back" and not words.strip():
        raise Refused(_("退回必须填写理由。"), field="words")
    with acting(item, RectificationFlow.closing, RectificationFlow.extending, by=by) as act:
        post, unit_id = rules.check_can_record_paper(item, by)
        rules.check_can_have_signed(item, signed_by, post, unit_id)
        round_ = engine.current(item.process_id)
        check_slip(round_.version, code=code, signed_on=signed_on, scan=scan)
        word = Word(words.strip(), signed_by, on_paper=True)
        told = {"signed_on": signed_on.isoformat(), "scan": scan.digest, "scan_name": scan_name}
        extending = item.status == Status.EXTENDING
        if decision == "agree":
            (extension.sign if extending else say_yes)(act, word, code=AGREED, **told)
        elif extending:
            extension.decline(act, word, code=REFUSED, **told)
        else:
            give_back(
                act,
                round_,
                Outcome.RETURNED,
                code=REFUSED,
                word=word,
                measures=named(item, lines),
                counts=round_.stage.code != chain.CONFIRM,
                **told,
            )


def correct_paper_decision(item, *, by, words: str) -> None:
    """更正代录: the leader says what was recorded wrongly. The record stays, the correction stands beside it.

    Everybody who acted on the record is told; what follows from it (a withdrawal, a return) is theirs to do.
    """
    with acting(item, by=by) as act:
        entry = rules.check_can_correct_paper(item, by)
        if not words.strip():
            raise Refused(_("请写明应当怎样记录。"), field="words")
        act.record("item.paper_corrected", version=entry.version, corrects=entry.n, words=words.strip())
        clerks = holders.post(Post.OFFICE_CLERK, engine.office_id())
        told = CORRECTED(number=item.number, title=item.title, words=words.strip())
        act.notify([liaison_of(item), clerks], "item.paper_corrected", told)
