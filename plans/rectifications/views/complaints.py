"""群众反映: registered, given out as a summary, replied to. Who complained is shown on request only, and kept by no browser."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records.errors import Refused, allows

from ..enums import SourceKind
from ..forms.complaints import ComplaintForm, ReplyForm, SummaryForm, ToldForm
from ..operations import complaints as operations
from ..queries import complaints as queries
from ..rules import complaints as rules
from .intake import what_happens

PAGE = 50


def beside(item, person) -> dict:
    """What the page of an item shows of the complaint it came of; nothing is asked about items that came of none."""
    if item.source.kind != SourceKind.PUBLIC:
        return {}
    return {
        "complaint": queries.visible_complaints(person).filter(item=item).first(),
        "owed_reply": queries.visible_replies(person).filter(complaint__item=item).first(),
    }


@require_GET
def complaints(request):
    """群众反映: what was received, where each stands."""
    rules.check_can_receive_complaints(request.user)
    page_obj = Paginator(queries.visible_complaints(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "rectifications/complaints.html", {"page_obj": page_obj})


@never_cache
@require_http_methods(["GET", "POST"])
def complaint_new(request):
    """登记受理."""
    rules.check_can_receive_complaints(request.user)
    form = ComplaintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            found = operations.register(**form.values(), by=request.user)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            if found.referred_on:
                said = _("%(number)s：请移送纪检监察机关。本系统只保留了受理日期和编号。")
            else:
                said = _("%(number)s已登记，请填写转办摘要。")
            messages.success(request, said % {"number": found.number})
            return redirect("complaint", found.pk)
    return render(
        request, "rectifications/complaint_new.html", {"form": form}, status=422 if form.errors else 200
    )


@require_GET
def complaint(request, pk):
    """One complaint; who complained is not on the page."""
    return _page(request, _complaint(request, pk))


@never_cache
@require_POST
def complaint_show(request, pk):
    """查看反映人信息: noted on the access trail, then shown once."""
    found = _complaint(request, pk)
    reporter = operations.read_reporter(found, by=request.user)
    return _page(request, found, reporter=reporter)


@require_http_methods(["GET", "POST"])
def complaint_issue(request, pk):
    """转办摘要. POST: 承办单位将看到, and what will happen; POST with `confirm`: 交办."""
    found = _complaint(request, pk)
    rules.check_can_issue_complaint(found, request.user)
    if request.method == "GET":
        return _issue_page(request, found, SummaryForm(request.user))
    form = SummaryForm(request.user, request.POST)
    if not form.is_valid():
        return _issue_page(request, found, form, status=422)
    if "back" in request.POST:
        return _issue_page(request, found, form)
    problem, reply_due = form.values(), form.cleaned_data["reply_due"]
    try:
        if "confirm" in request.POST:
            item = operations.issue_complaint(found, problem, reply_due=reply_due, by=request.user)
            messages.success(request, _("%(number)s已交办。") % {"number": item.number})
            return redirect("complaint", pk)
        operations.check_summary(found, problem, by=request.user)
    except Refused as refused:
        form.add_error(refused.field, str(refused))
        return _issue_page(request, found, form, status=422)
    context = {"complaint": found, "form": form, "reply_due": reply_due, **what_happens(problem)}
    return render(request, "rectifications/complaint_confirm.html", context)


@require_POST
def complaint_refer(request, pk):
    """移送纪检监察机关."""
    operations.refer(_complaint(request, pk), by=request.user)
    messages.success(request, _("请移送纪检监察机关。本系统只保留了受理日期和编号。"))
    return redirect("complaint", pk)


@require_http_methods(["GET", "POST"])
def reply(request, pk):
    """答复反映人: the unit that was given the complaint first."""
    found = get_object_or_404(queries.visible_replies(request.user), pk=pk)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.reply_to_reporter(found, words=form.cleaned_data["words"], by=request.user)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("答复已送受理人员，由其告知反映人。"))
            return redirect("reply", pk)
    context = {"reply": found, "form": form, "may_reply": allows(rules.check_can_reply, found, request.user)}
    return render(request, "rectifications/reply.html", context, status=422 if form.errors else 200)


@require_POST
def reply_told(request, pk):
    """告知反映人: the day."""
    found = get_object_or_404(queries.visible_replies(request.user), pk=pk)
    form = ToldForm(request.POST)
    if not form.is_valid():
        raise Refused(_("请填写告知日期。"))
    operations.tell_reporter(found, told_on=form.cleaned_data["told_on"], by=request.user)
    messages.success(request, _("已记录告知日期。"))
    return redirect("complaint", found.complaint_id)


def _complaint(request, pk: int):
    return get_object_or_404(queries.visible_complaints(request.user), pk=pk)


def _page(request, found, **more):
    person = request.user
    owed = getattr(found, "reply", None)
    context = {
        "complaint": found,
        "owed": owed,
        "may_issue": allows(rules.check_can_issue_complaint, found, person),
        "may_refer": allows(rules.check_can_refer, found, person),
        "may_read": allows(rules.check_can_read_reporter, found, person),
        "may_tell": owed and allows(rules.check_can_tell, owed, person),
        "told_form": ToldForm(),
        **more,
    }
    return render(request, "rectifications/complaint.html", context)


def _issue_page(request, found, form, status: int = 200):
    return render(
        request, "rectifications/complaint_issue.html", {"complaint": found, "form": form}, status=status
    )
