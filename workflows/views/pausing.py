"""暂停、恢复 of a matter on its route."""

from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from .. import pausing
from ..operations import pausing as operations
from .sitting import subject_or_404
from .steps import Step, step_page

PAUSE = Step(
    label=gettext_lazy("暂停办理"),
    says=gettext_lazy("各办理人的待办暂时收回，时限停止计算；恢复后按剩余工作日继续。暂停原因告知报送单位。"),
    told=gettext_lazy("报送单位联络员"),
    done=gettext_lazy("已暂停办理。"),
    check=pausing.check_can_pause,
    run=operations.pause,
    takes="reason",
    words_label=gettext_lazy("暂停原因"),
    required=True,
    circle="feedback",
    kind="danger",
)
RESUME = Step(
    label=gettext_lazy("恢复办理"),
    says=gettext_lazy("各办理人重新收到待办，时限按暂停时剩余的工作日计算。"),
    told=gettext_lazy("报送单位联络员"),
    done=gettext_lazy("已恢复办理。"),
    check=pausing.check_can_resume,
    run=operations.resume,
    takes="words",
    words_label=gettext_lazy("说明"),
    circle="feedback",
)


@require_http_methods(["GET", "POST"])
def pause(request, subject):
    """暂停."""
    return step_page(request, subject_or_404(request, subject), PAUSE)


@require_http_methods(["GET", "POST"])
def resume(request, subject):
    """恢复."""
    return step_page(request, subject_or_404(request, subject), RESUME)
