"""线下签批、代录: the word of somebody who is asked, said by pen on a printed slip, and its correction."""

from datetime import date

from django.utils.translation import gettext as _

from records.errors import Refused
from records.models import StoredFile
from records.stored import sentence
from units.models import Person

from .. import sittings, subjects, verdicts
from ..acts import acting
from ..answering import Turn
from ..enums import Answer
from ..routes import Word
from ..sittings import sitting_of
from .answering import check_back_to, decide, keep
from .on_paper import check_slip

CORRECTED = sentence("%(title)s：%(name)s更正代录的意见：%(words)s")


def record_answer_by_pen(
    subject,
    asked: int,
    *,
    by,
    answer: str,
    words: str,
    signed_by: Person,
    signed_on: date,
    code: str,
    scan: StoredFile,
    scan_name: str,
    back_to: str = "",
) -> str:
    """代录会签意见: it counts like one given here; trail and papers print both names. `code` is the version code on the slip.

    Returns what the stage amounts to now (Verdict).
    """
    words = words.strip()
    with acting(subjects.unread(subject.key), by=by) as act:
        sitting = sitting_of(act.subject)
        row = sitting.row(asked)
        sittings.check_can_type_in(sitting, row, by)
        if answer not in verdicts.choices(sitting.stage.kind):
            raise Refused(_("请选择您的意见。"), field="answer")
        if answer != Answer.AGREE and not words:
            raise Refused(_("有意见或不同意的，请写明理由。"), field="words")
        check_back_to(act.subject, sitting.round, answer, back_to)
        sittings.check_may_have_signed(sitting, row, signed_by)
        if sitting.round.version is None:
            raise Refused(_("该事项没有可以核对的版本，不能代录。"))
        check_slip(sitting.round.version, code=code, signed_on=signed_on, scan=scan)
        paper = {"signed_on": signed_on.isoformat(), "scan": scan.digest, "scan_name": scan_name}
        keep(act, Turn(sitting.round, (row,), signed_by), answer, words, paper=paper, back_to=back_to)
        return decide(act, sitting.round, Word(words, signed_by, on_paper=True), back_to=back_to)


def correct_answer_by_pen(subject, *, by, words: str) -> None:
    """更正代录: whose pen it was says what was recorded wrongly, once. The record stays; whoever typed it in is told."""
    words = words.strip()
    with acting(subjects.unread(subject.key), by=by) as act:
        entry = sittings.check_can_correct(act.subject, by)
        if not words:
            raise Refused(_("请写明应当怎样记录。"), field="words")
        told, own = (
            entry.code in sittings.TOLD,
            entry.code in sittings.IN_UNIT,
        )  # whoever read it reads what is right
        act.record(
            "stage.told_corrected" if told else "stage.unit_corrected" if own else "stage.corrected",
            version=entry.version,
            corrects=entry.n,
            words=words,
            stage=entry.params["stage"],
        )
        words = CORRECTED(title=str(act.subject), name=by.name, words=words)
        act.notify([entry.by], "stage.corrected", words, circle=entry.circle)
