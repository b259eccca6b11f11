"""会签签: the sheet on which somebody who is asked gives their word by pen, bound to the version by its code."""

from functools import partial

from documents import service as documents
from documents.enums import DocumentKind
from documents.models import Document
from documents.papers import signing_slip
from records.stored import in_chinese, sentence
from units import holders, queries
from units.queries import people_of

from .. import sittings, subjects
from ..acts import acting
from ..enums import StageKind
from ..models import Asked
from ..sittings import Sitting, sitting_of

PRINTED = {False: "stage.slip_printed", True: "stage.unit_slip_printed"}
SLIP = sentence("会签签（%(stage)s，%(who)s，第%(n)d版）")
WORDS = {StageKind.CONSULT: ("无意见", "有意见", "不同意")}


@in_chinese()
def print_slip(subject, asked: int, *, by) -> Document:
    """打印会签签 for one of those asked; what was written on it is typed in afterwards (代录)."""
    with acting(subjects.unread(subject.key), by=by) as act:
        sitting = sitting_of(act.subject)
        row = sitting.row(asked)
        sittings.check_can_type_in(sitting, row, by)
        paper = documents.ask(
            DocumentKind.SIGNING_SLIP,
            subject=act.subject.key,
            title=title_of(sitting, row),
            unit=act.subject.unit,
            version=sitting.round.version,
            facts=_facts(sitting, row, by),
            by=by,
            circle=sittings.circle_of(sitting),
        )
        names = [holders.label(row.holder)]
        act.record(
            PRINTED[sitting.in_own_house],
            version=sitting.round.version_n,
            stage=sitting.stage.label,
            names=names,
        )
    return paper


@in_chinese()
def title_of(sitting: Sitting, row: Asked) -> str:
    """What the slip of one of those asked is called."""
    who = holders.label(row.holder)
    return SLIP(stage=sitting.stage.label, who=who, n=sitting.round.version_n or 1)


def _facts(sitting: Sitting, row: Asked, by):
    subject, version = sitting.subject, sitting.round.version
    signer = people_of([row.holder]).first()
    return partial(
        signing_slip.Facts,
        issuer=subject.unit.name if sitting.in_own_house else queries.office().name,
        unit=subject.unit.name,
        plan_title=str(subject),
        version_number=version.n,
        version_digest=version.digest,
        version_code=version.code,
        called=str(subjects.kind_of(subject.key).label),
        asked=f"请就“{sitting.stage.label}”提出意见。",
        choices=WORDS.get(sitting.stage.kind, ("同意", "不同意")),
        signer=signer.name if signer else "",
        signer_post=signer.title if signer else holders.label(row.holder),
        summary=(row.reason,) if row.reason else (),
        drafter=by.name,
        contact=by.name,
        phone=by.office_phone,
    )
