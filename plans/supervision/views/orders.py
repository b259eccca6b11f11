"""督办通知单 pages: the list, one with its matters, what the clerk completes, and its steps."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents.queries import documents_of
from records.errors import Refused, allows
from workflows.queries.circles import circles_for, readable_entries
from workflows.queries.now import Possibilities, Possible, now
from workflows.queries.trail import lines_of
from workflows.views.steps import Step, step_page

from ..enums import OrderState
from ..forms.orders import OrderForm
from ..models import Order
from ..operations import orders as operations
from ..queries import orders as queries
from ..rules import orders as rules
from ..subject import url

PAGE = 30
POSSIBILITIES = Possibilities(
    at={
        OrderState.DRAFT: (Possible("write", rules.check_can_write, gettext_lazy("请核对后送签")),),
        OrderState.SUBMITTED: (Possible("sign", rules.check_can_sign, gettext_lazy("请签发或退回")),),
        OrderState.ISSUED: (Possible("answer", rules.check_can_answer, gettext_lazy("请办理并填写回执")),),
    },
    finished={
        OrderState.ANSWERED: gettext_lazy("单位已填写回执"),
        OrderState.LAPSED: gettext_lazy("事项均有变化，已自动失效"),
        OrderState.DROPPED: gettext_lazy("不予发出"),
    },
)
DROP = Step(
    label=gettext_lazy("不予发出"),
    says=gettext_lazy("这件督办通知单不再发出，所列事项不再按这个颜色拟发。"),
    told="",
    done=gettext_lazy("已决定不予发出。"),
    check=rules.check_can_write,
    run=operations.drop_order,
    takes="words",
    words_label=gettext_lazy("理由"),
    required=True,
    circle="internal",
    kind="secondary",
)
RETURN = Step(
    label=gettext_lazy("退回"),
    says=gettext_lazy("退回经办人修改，没有发出。"),
    told=gettext_lazy("工委办公室经办人"),
    done=gettext_lazy("已退回经办人。"),
    check=rules.check_can_sign,
    run=operations.return_order,
    takes="words",
    words_label=gettext_lazy("理由"),
    required=True,
    circle="internal",
    kind="secondary",
)
ANSWER = Step(
    label=gettext_lazy("填写回执"),
    says=gettext_lazy("写明办理情况和完成时间，回执报工委办公室。"),
    told=gettext_lazy("工委办公室经办人、签发人"),
    done=gettext_lazy("回执已报送。"),
    check=rules.check_can_answer,
    run=operations.answer_order,
    takes="answer",
    words_label=gettext_lazy("办理情况"),
    required=True,
    circle="feedback",
)


def order_of(request, pk: int) -> Order:
    """The 督办通知单, when the person may see it, else 404."""
    return get_object_or_404(queries.visible_orders(request.user), pk=pk)


@require_GET
def orders(request):
    """督办通知单: those the person may see; chips by state."""
    state = request.GET.get("state", "")
    page_obj = Paginator(queries.page_of(request.user, state=state), PAGE).get_page(request.GET.get("page"))
    counts = queries.counts_by_state(request.user)
    chips = [("", _("全部"), counts["all"])]
    chips += [(str(value), label, counts[value]) for value, label in OrderState.choices]
    return render(request, "supervision/orders.html", {"page_obj": page_obj, "state": state, "chips": chips})


@require_GET
def order(request, pk):
    """One 督办通知单."""
    return _page(request, order_of(request, pk))


def _page(request, row: Order, form: OrderForm | None = None):
    may_write = allows(rules.check_can_write, row, request.user)
    if may_write and form is None:
        form = OrderForm(
            initial={name: getattr(row, name) or "" for name in operations.FIELDS} | _own(request, row)
        )
    context = {
        "order": row,
        "lines": row.lines.filter(lapsed_at=None) if not row.lapsed_at else row.lines.all(),
        "form": form if may_write else None,
        "card": now(row, request.user, POSSIBILITIES, page_url=url(row)),
        "papers": documents_of(row.key, circles_for(request.user, row)),
        "trail": lines_of(readable_entries(row, request.user)),
        "steps": {"drop": DROP, "return": RETURN, "answer": ANSWER},
    }
    return render(request, "supervision/order.html", context, status=422 if form and form.errors else 200)


def _own(request, row: Order) -> dict:
    """Whom to ask is whoever completes the draft, unless somebody is named already."""
    return {} if row.contact else {"contact": request.user.name, "phone": request.user.office_phone}


@require_POST
def order_save(request, pk):
    """保存, or 保存并送签."""
    row = order_of(request, pk)
    rules.check_can_write(row, request.user)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return _page(request, row, form)
    values = {name: form.cleaned_data[name] for name in operations.FIELDS}
    try:
        operations.save_order(row, by=request.user, **values)
        if "submit" in request.POST:
            kept = operations.submit_order(order_of(request, pk), by=request.user)
            said = _("已送签发人。") if kept else _("所列事项均有变化，督办通知单已自动失效，没有送签。")
        else:
            said = _("督办通知单已保存。")
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return _page(request, row, form)
    messages.success(request, said)
    return redirect("order", pk)


@require_POST
def order_sign(request, pk):
    """签发."""
    issued = operations.sign_order(
        order_of(request, pk), by=request.user, words=request.POST.get("words", "")
    )
    said = (
        _("已签发，承办单位负责人、联络员和责任人收到通知。")
        if issued
        else _("所列事项均有变化，已自动失效，没有发出。")
    )
    messages.success(request, said)
    return redirect("order", pk)


@require_http_methods(["GET", "POST"])
def order_drop(request, pk):
    """不予发出."""
    return step_page(request, order_of(request, pk), DROP)


@require_http_methods(["GET", "POST"])
def order_return(request, pk):
    """退回."""
    return step_page(request, order_of(request, pk), RETURN)


@require_http_methods(["GET", "POST"])
def order_answer(request, pk):
    """填写回执."""
    return step_page(request, order_of(request, pk), ANSWER)
