"""回头看、年度检查: recorded on one page."""

from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from workflows.views.steps import Step, form_page

from ..forms.requests import LookBackForm
from ..operations import look_back
from ..rules import look_back as rules
from .loading import item_of

RECORD = Step(
    label=gettext_lazy("登记回头看"),
    says=gettext_lazy("如实登记现在的情况。问题反弹的，原事项重新打开，历史保留，反弹次数加一。"),
    told=gettext_lazy("牵头单位联络员；问题反弹的，一并告知单位负责人"),
    done=gettext_lazy("回头看已登记。"),
    check=rules.check_can_look_back,
    run=look_back.record_look_back,
    circle="responsible",
)


@require_http_methods(["GET", "POST"])
def record(request, pk):
    """登记回头看、年度检查."""
    item = item_of(request, pk)
    sent = request.method == "POST"
    form = LookBackForm(item, request.POST if sent else None, request.FILES if sent else None)
    waiting = item.look_backs.filter(done_on=None).first()
    more = {"before": "rectifications/item/look_back_due.html", "item": item, "waiting": waiting}
    return form_page(request, item, RECORD, form, values=LookBackForm.values, **more)
