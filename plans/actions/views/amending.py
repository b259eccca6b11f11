"""原则通过以后: the unit reports the amended plan, the chair confirms it or sends it back."""

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from workflows.views.steps import Step, step_page

from .. import rules
from ..operations import amending
from .editor import ways_to_gaps
from .loading import plan_of

AMEND = Step(
    label=_("报送修改稿"),
    says=_("修改稿形成新版本，送书记审定；审定前不能再修改。"),
    told=_("书记"),
    done=_("修改稿已报送，等待审定。"),
    check=rules.check_can_submit_amendments,
    run=amending.submit_amendments,
    takes="words",
    words_label=_("修改情况说明"),
    circle="feedback",
    missing=ways_to_gaps,
)
CONFIRM = Step(
    label=_("审定"),
    says=_("审定后方案按本版批准，进入实施，各责任人收到任务。"),
    told=_("报送单位联络员、单位负责人、各任务责任人"),
    done=_("已审定，方案进入实施。"),
    check=rules.check_can_confirm,
    run=amending.confirm,
    takes="words",
    words_label=_("审定意见"),
    circle="feedback",
)
RETURN = Step(
    label=_("退回修改"),
    says=_("修改要求未落实，修改稿退回单位，5个工作日内重报。"),
    told=_("报送单位联络员、单位负责人"),
    done=_("修改稿已退回，理由已告知报送单位。"),
    check=rules.check_can_confirm,
    run=amending.return_amendments,
    takes="reason",
    words_label=_("退回理由"),
    required=True,
    circle="feedback",
    kind="danger",
)


@require_http_methods(["GET", "POST"])
def amend(request, pk):
    """报送修改稿 by the unit."""
    return step_page(request, plan_of(request, pk), AMEND)


@require_http_methods(["GET", "POST"])
def confirm(request, pk):
    """审定 by the chair."""
    return step_page(request, plan_of(request, pk), CONFIRM)


@require_http_methods(["GET", "POST"])
def return_amendments(request, pk):
    """修改稿退回 by the chair."""
    return step_page(request, plan_of(request, pk), RETURN)
