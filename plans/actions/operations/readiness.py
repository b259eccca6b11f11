"""提交以前: what must be there before a plan leaves its drafters, in whichever way."""

from django.utils.translation import gettext as _

from records.errors import Refused

from ..queries.missing import missing

SAID = 5


def check_is_ready(plan, content: dict) -> None:
    """Nothing is missing and every point is answered; the first few gaps are said in full, the others counted."""
    gaps = missing(plan, content)
    if not gaps:
        return
    sentences = [gap.sentence for gap in gaps[:SAID]]
    if len(gaps) > SAID:
        sentences.append(_("另有%(n)d处，见起草页的“提交前还差”。") % {"n": len(gaps) - SAID})
    raise Refused("\n".join(sentences))
