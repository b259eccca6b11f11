"""免账号阅提意见: the page behind a link, and the clerk's page that sends and takes back links.

The link itself only says what will happen: what was opened by a mail filter is not read by anybody. Reading is a press, which
is noted first.
"""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from records import limits
from records.errors import Refused

from .. import guest_links, subjects
from .. import guest_rules as rules
from ..forms.guests import GuestForm, GuestOpinionForm
from ..operations import guests as operations
from ..sittings import circle_of, sitting_of
from .sitting import subject_or_404
from .steps import Step, form_page

A_MINUTE = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def guest(request, token):
    """What the link opens. POST: 打开阅读, or the opinion."""
    if limits.too_many(f"guest:{request.META.get('REMOTE_ADDR', '')}", a_minute=A_MINUTE):
        return render(request, "workflows/guest.html", {"too_many": True}, status=429)
    link = guest_links.link_of(token)
    if link is None:
        return render(request, "workflows/guest.html", {"gone": True}, status=404)
    if request.method != "POST":
        return render(request, "workflows/guest.html", {"link": link, "closed": True})
    if request.POST.get("what") != "opinion":
        operations.note_visit(link, address=request.META.get("REMOTE_ADDR", ""))
        return _opened(request, link, GuestOpinionForm())
    form = GuestOpinionForm(request.POST)
    if form.is_valid():
        try:
            operations.give_opinion(link, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            return render(request, "workflows/guest.html", {"link": link, "thanks": True})
    return _opened(request, link, form, status=422)


def _opened(request, link, form, *, status: int = 200):
    subject, version = subjects.subject_of(link.round.subject), link.round.version
    context = {
        "link": link,
        "subject": subject,
        "version": version,
        "sections": subjects.kind_of(subject.key).paper(version.content),
        "form": form,
    }
    return render(request, "workflows/guest.html", context, status=status)


@require_http_methods(["GET", "POST"])
def guest_invite(request, subject):
    """请没有账号的同志阅提意见."""
    if not rules.is_on():
        raise Http404
    subject = subject_or_404(request, subject)
    sitting = sitting_of(subject)
    step = Step(
        label=gettext_lazy("请会外同志阅提意见"),
        says=gettext_lazy(
            "系统给对方邮箱发一封带链接的信，不用账号就能阅读本版文本、提出意见；到期或本环节办结后失效，可以随时撤回。意见供会签参考，不计入会签结果。"
        ),
        told=gettext_lazy("对方（电子邮件）"),
        done=gettext_lazy("链接已发出。"),
        check=lambda subject, by: rules.check_can_invite(sitting, by),
        run=operations.invite,
        circle=circle_of(sitting),
    )
    form = GuestForm(request.POST if request.method == "POST" else None)
    return form_page(request, subject, step, form, values=lambda form: form.cleaned_data)


@require_POST
def guest_revoke(request, subject, link):
    """撤回链接."""
    if not rules.is_on():
        raise Http404
    subject = subject_or_404(request, subject)
    operations.revoke_link(subject, link, by=request.user)
    return redirect(subjects.kind_of(subject.key).url(subject))
