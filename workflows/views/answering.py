"""表态: the page of a stage that asks, for every kind of subject."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from records.stored import said

from .. import subjects
from ..answering import check_can_answer, open_round
from ..forms.answering import AnswerForm
from ..operations.answering import give_answer
from .steps import Step, form_page


@require_http_methods(["GET", "POST"])
def answer(request, subject):
    """请您表态: who else is asked is on the route; what was said is on the trail."""
    subject = subjects.visible_subject(subject, request.user)
    if subject is None:
        raise Http404
    round_ = open_round(subject)
    step = Step(
        label=said(round_.stage.label),
        says=_("请对第%(n)d版表态。表态后不能更改。") % {"n": round_.version_n}
        if round_.version_n
        else _("表态后不能更改。"),
        told="",
        done=gettext_lazy("已记录您的意见。"),
        check=check_can_answer,
        run=give_answer,
    )
    form = AnswerForm(request.POST if request.method == "POST" else None, round_=round_)
    return form_page(request, subject, step, form, values=lambda form: form.cleaned_data)
