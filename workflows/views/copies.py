"""抄送我的: what was sent to me to be read; 抄送 of a subject; 已阅."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import copy_rules
from ..forms.sitting import CopyForm
from ..models import Copy
from ..operations.copies import mark_copy_read, send_copy
from ..queries.sitting import offered_copies
from .sitting import PICKER, subject_or_404
from .steps import Step, form_page

PAGE = 30


@require_safe
def copies(request):
    """抄送我的: 待阅 first, 已阅 behind its own tab."""
    read = request.GET.get("read") == "1"
    found = Copy.objects.filter(recipient=request.user, read_at__isnull=not read)
    page = Paginator(found.select_related("unit", "sent_by").order_by("-id"), PAGE)
    context = {"page_obj": page.get_page(request.GET.get("page")), "read": read}
    return render(request, "workflows/copies.html", context)


@require_POST
def copy_read(request, pk):
    """已阅, and on to the subject when asked for."""
    copy = get_object_or_404(Copy, pk=pk, recipient=request.user)
    if copy.read_at is None:
        mark_copy_read(copy, by=request.user)
    messages.success(request, _("已标记已阅。"))
    return redirect(copy.url if "open" in request.POST else "copies")


@require_http_methods(["GET", "POST"])
def copy_send(request, subject):
    """抄送 of a subject."""
    subject = subject_or_404(request, subject)
    circle = copy_rules.check_can_send_copy(subject, request.user)
    step = Step(
        label=gettext_lazy("抄送"),
        says=gettext_lazy("抄送对象在“抄送我的”中阅读并标记已阅；抄送不扩大知悉范围。"),
        told=gettext_lazy("所选同志"),
        done=gettext_lazy("已抄送。"),
        check=copy_rules.check_can_send_copy,
        run=send_copy,
        circle=circle,
    )
    data = request.POST if request.method == "POST" else None
    form = CopyForm(data, offered=offered_copies(subject, request.user))
    return form_page(
        request,
        subject,
        step,
        form,
        values=lambda form: {"people": form.cleaned_data["people"], "words": form.cleaned_data["words"]},
        template=PICKER,
    )
