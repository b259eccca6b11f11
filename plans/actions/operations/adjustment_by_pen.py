"""调整申请的线下签批、代录: what the head of the unit signed by pen, typed in by the 联络员; and the head's own correction."""

from datetime import date

from django.utils.translation import gettext as _

from records.errors import Refused
from units import holders
from units.enums import Post
from units.models import Person
from workflows import routes
from workflows.acts import acting, liaison_of

from .. import adjustment_rules
from .. import rules as plan_rules
from ..flow import AdjustmentFlow
from .adjusting import report, return_to_drafter
from .submission import check_pen


def record_adjustment_by_pen(
    adjustment,
    *,
    by,
    decision: str,
    signed_by: Person,
    signed_on: date,
    words: str,
    code: str,
    scan,
    scan_name: str,
) -> None:
    """代录 of the slip with the code of this version: 同意报送 or 退回修改; trail and papers print both names."""
    with acting(adjustment, AdjustmentFlow.unit_review, by=by) as act:
        plan_rules.check_can_record_paper(adjustment, by)
        check_pen(
            adjustment,
            decision=decision,
            signed_by=signed_by,
            signed_on=signed_on,
            words=words,
            code=code,
            scan=scan,
        )
        agreed = decision == "agree"
        act.record(
            "adjustment.paper_decided" if agreed else "adjustment.paper_sent_back",
            version=adjustment.version_n,
            on_behalf_of=signed_by,
            decision=decision,
            signed_on=signed_on.isoformat(),
            words=words,
            scan=scan.digest,
            scan_name=scan_name,
        )
        if agreed:
            report(act, on_behalf_of=signed_by)
        else:
            return_to_drafter(act, words, on_behalf_of=signed_by)


def correct_adjustment_by_pen(adjustment, *, by, words: str) -> None:
    """更正代录: what was recorded stays, the leader's correction stands beside it; whoever acted on it is told."""
    with acting(adjustment, by=by) as act:
        entry = adjustment_rules.check_can_correct_pen(adjustment, by)
        if not words.strip():
            raise Refused(_("请写明应当怎样记录。"))
        act.record("adjustment.paper_corrected", version=entry.version, corrects=entry.n, words=words.strip())
        told = [liaison_of(adjustment)]
        if routes.rounds_so_far(adjustment.process_id):
            told.append(holders.post(Post.OFFICE_CLERK, routes.office_id()))
        act.notify(told, "adjustment.paper_corrected", f"{adjustment.title}：{words.strip()}")
