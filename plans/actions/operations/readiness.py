"""提交以前: what must be there before a plan leaves its drafters, in whichever way."""

from django.utils.translation import gettext as _

from records.errors import Refused

from ..queries.missing import missing

SAID = 5


def check_is_ready(plan, content: dict) -> None:
    """Nothing is missing and every point is answered; the first few gaps are said in full, the others counted."""
    sentences = [gap.sentence for gap in missing(plan, content)]
    refuse_gaps(sentences, otherwise=_("另有%(n)d处，见起草页的“提交前还差”。"))


def refuse_gaps(gaps: list[str], *, otherwise: str) -> None:
    """The first few in full, of the others (`otherwise`) how many there are."""
    if not gaps:
        return
    sentences = gaps[:SAID]
    if len(gaps) > SAID:
        sentences.append(otherwise % {"n": len(gaps) - SAID})
    raise Refused("\n".join(sentences))
