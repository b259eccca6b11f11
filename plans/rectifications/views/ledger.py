"""整改台账: every item the person may see, as the ledger or one of the three lists; filters, totals, columns, 催办."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from records import asked, clock
from records.errors import Refused

from .. import queries
from ..forms.ledger import UrgeForm
from ..ledger.page import SIZE, LedgerPage
from ..models import LedgerView
from ..operations import urging, viewing
from ..rules import ledger as rules
from . import intake


@require_GET
def items(request):
    """整改台账."""
    page = page_of(request)
    context = {
        "page": page,
        "page_obj": page.page_obj,
        "as_of": clock.now(),
        "may": rules.may(request.user),
        # 新增问题、粘贴、Excel导入
        **intake.ways_in(request.user),
    }
    return render(request, "rectifications/items.html", context)


@require_GET
def totals(request):
    """汇总: every unit and every source of a list, by light; each number opens what it counts."""
    page = page_of(request)
    return render(request, "rectifications/totals.html", {"page": page, "as_of": clock.now()})


@require_POST
def columns(request):
    """选择列."""
    page = page_of(request)
    viewing.choose_columns(page.which, request.POST.getlist("column"), by=request.user)
    return back_to(page)


@require_POST
def save_filter(request):
    """保存筛选."""
    page = page_of(request)
    viewing.save_filter(page.which, request.POST.get("name", ""), page.wanted, by=request.user)
    messages.success(request, _("筛选已保存，在“我的筛选”中。"))
    return back_to(page)


@require_POST
def forget_filter(request, view):
    """删除筛选."""
    own = get_object_or_404(LedgerView.objects.exclude(name=""), pk=view, person=request.user)
    viewing.forget_filter(own, by=request.user)
    messages.success(request, _("筛选已删除。"))
    return back_to(page_of(request))


@require_POST
def urge(request):
    """催办所选."""
    if not rules.may(request.user)["urge"]:
        raise Http404
    form = UrgeForm(request.POST)
    if not form.is_valid():
        raise Refused(form.errors["words"][0])
    chosen = asked.numbers(request.POST.getlist("item"))[:SIZE]
    found = queries.visible_items(request.user).filter(pk__in=chosen)
    told = urging.urge_items(list(found), by=request.user, words=form.cleaned_data["words"])
    if told.urged:
        messages.success(request, _("已催办%(n)d项，责任人和联络员收到站内通知。") % {"n": told.urged})
    if told.resting:
        messages.warning(
            request,
            _("%(n)d项在%(days)d个工作日内已催办过，这次没有重复。")
            % {"n": told.resting, "days": urging.REST_DAYS},
        )
    if told.refused:
        messages.warning(request, _("%(n)d项不在责任单位办理，没有催办。") % {"n": told.refused})
    if not chosen:
        messages.warning(request, _("请先勾选事项。"))
    return back_to(page_of(request))


def page_of(request) -> LedgerPage:
    """The list that the address speaks of; a form says it in its field `back`."""
    text = request.POST.get("back", "").lstrip("?") or request.GET.urlencode()
    return LedgerPage.read(text, person=request.user, today=clock.today())


def back_to(page: LedgerPage):
    """The list again, as it was."""
    return redirect(reverse("items") + page.url())
