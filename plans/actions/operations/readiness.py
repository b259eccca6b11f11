"""提交以前: what must be there before a plan leaves its drafters, in whichever way."""

from records.errors import Refused

from ..queries.missing import missing


def check_is_ready(plan, content: dict) -> None:
    """Nothing is missing and every point is answered; all that is not is said at once, a line each."""
    if gaps := missing(plan, content):
        raise Refused("\n".join(gap.sentence for gap in gaps))
