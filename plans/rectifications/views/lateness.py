"""逾期说明 pages: the unit explains, the office (or the unit's own head) answers."""

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from workflows.views.steps import Step, form_page

from ..enums import Authority
from ..forms.handing_back import LateAnswerForm, LateNoteForm
from ..operations import lateness as operations
from ..rules import lateness as rules
from .loading import item_of

EXPLAIN = Step(
    label=_("逾期说明"),
    says=_(
        "整改时限已过，不再受理延期。请说明原因和拟完成日期，由工委办公室（时限由本单位党组织确定的，由单位负责人）答复是否重新明确时限。"
    ),
    told=_("工委办公室经办人或本单位负责人"),
    done=_("逾期说明已提交。"),
    check=rules.check_can_explain,
    run=operations.explain,
)
ANSWER = Step(
    label=_("答复逾期说明"),
    says=_("重新明确的时限与原时限并列显示，不称延期；曾逾期的工作日和原因保留。"),
    told=_("牵头单位联络员"),
    done=_("已答复。"),
    check=rules.check_can_answer,
    run=operations.answer,
)


@require_http_methods(["GET", "POST"])
def explain(request, pk):
    """提交逾期说明."""
    form = LateNoteForm(request.POST or None)
    return form_page(request, item_of(request, pk), EXPLAIN, form, values=LateNoteForm.values)


@require_http_methods(["GET", "POST"])
def answer(request, pk):
    """答复逾期说明."""
    item = item_of(request, pk)
    note = rules.open_note(item)
    consent = item.source.extends == Authority.SOURCE
    form = LateAnswerForm(request.POST or None, consent=consent, promised=note.promised)
    more = {"before": "rectifications/item/late_note_asked.html", "note": note}
    return form_page(request, item, ANSWER, form, values=LateAnswerForm.values, **more)
