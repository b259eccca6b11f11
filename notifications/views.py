"""通知: 待阅 and 已阅, and the record of what was sent."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.errors import Refused
from units.enums import LEADERS
from units.models import Person
from units.queries import standing

from . import counter, notify, operations, queries, telling
from .enums import Channel, GatewayKind
from .forms import ChoiceForm, GatewayForm, PersonalForm, PolicyForm
from .models import Gateway, Notice
from .rules import check_can_see_sent, check_can_set_channels

PER_PAGE = 30
OUT_OF_REACH = 50


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """待阅 first; 已阅 behind its own tab."""
    read = request.GET.get("read") == "1"
    wanted = queries.read_notices if read else queries.unread_notices
    page = Paginator(wanted(request.user), PER_PAGE).get_page(request.GET.get("page"))
    shown = {"page_obj": page, "read": read}
    return render(request, "notifications/notices.html", shown)


@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """已阅 and on to what the notice is about."""
    notice = get_object_or_404(Notice, pk=pk, recipient=request.user)
    notify.mark_read(request.user, [notice.pk])
    return redirect(notice.url or "notices")


@require_POST
def read_all(request: HttpRequest) -> HttpResponse:
    """全部标为已阅."""
    n = notify.mark_read(request.user)
    messages.success(request, _("已将%(n)d条通知标为已阅。") % {"n": n})
    return redirect("notices")


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """发送记录: who, when, over which channel, what became of it, with which words."""
    check_can_see_sent(request.user)
    channel = request.GET.get("channel", "")
    page = Paginator(queries.sent_deliveries(channel), PER_PAGE).get_page(request.GET.get("page"))
    shown = {"page_obj": page, "channel": channel, "channels": Channel.choices}
    shown["out_of_reach"] = list(queries.out_of_reach()[: OUT_OF_REACH + 1])
    return render(request, "notifications/sent.html", shown)


@require_safe
def count(request: HttpRequest, word: str) -> JsonResponse:
    """未读数 for the open page of one person (notifications/counter.py); asked without a session."""
    person_id = counter.person_of(word)
    if person_id is None:
        raise Http404
    answer = JsonResponse({"unread": queries.unread_count(person_id)})
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
def choices(request: HttpRequest) -> HttpResponse:
    """通知方式 of whoever is signed in."""
    leads = _leads(request.user)
    form = ChoiceForm(
        request.POST or None,
        instance=queries.preference_of(request.user),
        allowed=queries.policy(),
        leads=leads,
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        digest = chosen.get("leader_digest", False)
        operations.choose(by=request.user, mail=chosen["mail"], leader_digest=digest)
        messages.success(request, _("通知方式已保存。"))
        return redirect("notice_choices")
    return _choices_page(request, form, leads=leads)


def _choices_page(request: HttpRequest, form: ChoiceForm, *, leads: bool, personal_form=None) -> HttpResponse:
    allowed = queries.policy().may_personal
    context = {"form": form, "leads": leads, "may_personal": allowed, "mandatory": telling.mandatory()}
    if allowed:
        context |= {
            "personal": Gateway.objects.filter(person=request.user).exclude(shown="").first(),
            "personal_form": personal_form or PersonalForm(),
        }
    wrong = form.errors or (personal_form and personal_form.errors)
    return render(request, "notifications/choices.html", context, status=422 if wrong else 200)


@require_POST
def personal_save(request: HttpRequest) -> HttpResponse:
    """个人消息 address; a test follows."""
    form = PersonalForm(request.POST)
    if form.is_valid():
        try:
            operations.save_personal(by=request.user, address=form.cleaned_data["address"])
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("地址已保存，请发一条测试消息。"))
            return redirect("notice_choices")
    leads, own = _leads(request.user), queries.preference_of(request.user)
    choice = ChoiceForm(instance=own, allowed=queries.policy(), leads=leads)
    return _choices_page(request, choice, leads=leads, personal_form=form)


@require_POST
def personal_test(request: HttpRequest) -> HttpResponse:
    """测试 to oneself."""
    if operations.test_personal(by=request.user):
        messages.success(request, _("测试消息已发出，以后的提醒也发到这里。"))
    else:
        messages.error(request, _("测试没有成功，请核对地址。"))
    return redirect("notice_choices")


@require_POST
def personal_remove(request: HttpRequest) -> HttpResponse:
    """停用个人消息."""
    operations.remove_personal(by=request.user)
    messages.success(request, _("个人消息已停用，地址已删除。"))
    return redirect("notice_choices")


def _leads(person: Person) -> bool:
    """A leader of a unit; there is no digest of the committee's own office."""
    return any(each.post in LEADERS and not each.in_office for each in standing(person).held)


@require_http_methods(["GET", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    """外部渠道 and what people may choose."""
    check_can_set_channels(request.user)
    form = PolicyForm(request.POST or None, instance=queries.policy())
    if request.method == "POST" and form.is_valid():
        operations.save_policy(by=request.user, **form.cleaned_data)
        messages.success(request, _("渠道设置已保存。"))
        return redirect("channels")
    context = {"gateways": Gateway.objects.filter(person=None).select_related("unit"), "form": form}
    return render(request, "notifications/channels.html", context)


@require_http_methods(["GET", "POST"])
def channel(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """One channel, or a new one."""
    check_can_set_channels(request.user)
    row = get_object_or_404(Gateway, pk=pk, person=None) if pk else Gateway(kind=GatewayKind.ROBOT)
    shown = {"kind": row.kind, "name": row.name, "unit": row.unit_id}
    form = GatewayForm(request.POST or None, initial=shown)
    if row.pk:
        form.fields["kind"].disabled = True
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        row.kind = values.pop("kind")
        try:
            row = operations.save_gateway(row, by=request.user, **values)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("渠道已保存。请先测试，再启用。"))
            return redirect("channel", row.pk)
    context = {"form": form, "gateway": row}
    return render(request, "notifications/channel.html", context, status=422 if form.errors else 200)


@require_POST
def channel_test(request: HttpRequest, pk: int) -> HttpResponse:
    """测试."""
    check_can_set_channels(request.user)
    if operations.test_gateway(get_object_or_404(Gateway, pk=pk, person=None), by=request.user):
        messages.success(request, _("测试消息已发出，请在对方核对是否收到。"))
    else:
        messages.error(request, _("测试没有成功，原因见页面。"))
    return redirect("channel", pk)


@require_POST
def email_test(request: HttpRequest) -> HttpResponse:
    """测试电子邮件, to oneself."""
    words = operations.test_email(by=request.user)
    if words:
        messages.error(request, _("测试没有成功：%(words)s") % {"words": words})
    else:
        messages.success(
            request, _("测试邮件已交给邮件服务器，请核对%(to)s是否收到。") % {"to": request.user.email}
        )
    return redirect("channels")


@require_POST
def channel_switch(request: HttpRequest, pk: int) -> HttpResponse:
    """启用、停用."""
    check_can_set_channels(request.user)
    on = request.POST.get("on") == "1"
    operations.switch_gateway(get_object_or_404(Gateway, pk=pk, person=None), by=request.user, on=on)
    messages.success(request, _("渠道已启用。") if on else _("渠道已停用。"))
    return redirect("channel", pk)
