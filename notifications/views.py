"""通知: 待阅 and 已阅, and the record of what was sent."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from . import notify, queries
from .enums import Channel
from .models import Notice
from .rules import check_can_see_sent

PER_PAGE = 30


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """待阅 first; 已阅 behind its own tab."""
    read = request.GET.get("read") == "1"
    wanted = queries.read_notices if read else queries.unread_notices
    page = Paginator(wanted(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "notifications/notices.html", {"page_obj": page, "read": read})


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
    return render(request, "notifications/sent.html", shown)
