"""签收: the unit takes an item on."""

from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from workflows.views.steps import Step, step_page

from ..operations import issuing as operations
from ..rules import issuing as rules
from .loading import item_of

RECEIVE = Step(
    label=_("签收"),
    says=_("签收后由本单位负责整改，请制定整改措施；非本单位职责等情况，应在签收前申请退办。"),
    told=_("交办人"),
    done=_("已签收，请制定整改措施。"),
    check=rules.check_can_receive,
    run=operations.receive,
)


@require_http_methods(["GET", "POST"])
def receive(request, pk):
    """签收."""
    return step_page(request, item_of(request, pk), RECEIVE)
