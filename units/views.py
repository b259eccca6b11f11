"""Pages of the account: 登录、退出、修改密码, and in the demo one click on an account."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth import views as auth
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from records import clock

from . import passwords
from .accounts import accounts_by_role, containing, main_job, note_access
from .forms import ChangePassword
from .models import Person

DOOR = "came_through_the_door"  # in the session: the idle clock must run for it


def own_address(request: HttpRequest, url: str) -> str:
    """`url` when it is an address of ours, else the inbox."""
    safe = url and url_has_allowed_host_and_scheme(url, {request.get_host()}, request.is_secure())
    return url if safe else reverse(settings.LOGIN_REDIRECT_URL)


class Login(auth.LoginView):
    """登录: the same answer for a wrong password, an unknown and an inactive account; the session rotates."""

    redirect_authenticated_user = True

    def form_valid(self, form):
        answer = super().form_valid(form)
        self.request.session[DOOR] = True
        note_access(self.request.user, "signed_in")
        return answer

    def get_context_data(self, **kwargs):
        if settings.DEMO:
            groups, words = accounts_by_role(clock.today()), self.request.GET.get("q", "").strip()
            kwargs |= {"accounts": containing(groups, words), "main_job": main_job(groups), "q": words}
            kwargs["demo_password"] = settings.DEMO_PASSWORD
        return super().get_context_data(**kwargs)


class Logout(auth.LogoutView):
    """退出登录."""

    def post(self, request, *args, **kwargs):
        if request.user.is_authenticated:
            note_access(request.user, "signed_out")
        return super().post(request, *args, **kwargs)


@require_POST
def demo_login(request: HttpRequest) -> HttpResponse:
    """One click on an account of the demo; does not exist in any other mode."""
    if not settings.DEMO:
        raise Http404
    person = get_object_or_404(Person, username=request.POST.get("username", ""), is_active=True)
    request.session.flush()
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    request.session[DOOR] = True
    note_access(person, "signed_in", demo=True)
    return redirect(own_address(request, request.POST.get("next", "")))


class PasswordChange(auth.PasswordChangeView):
    """修改密码: by choice, or because 90 days have passed."""

    form_class = ChangePassword
    success_url = reverse_lazy("password_change_done")

    def get_context_data(self, **kwargs):
        due = passwords.expired(self.request.user) and not settings.DEMO
        why = (
            _("密码已超过%(n)d天或由管理员设置，请先修改密码。") % {"n": settings.PASSWORD_DAYS}
            if due
            else ""
        )
        return super().get_context_data(**kwargs, why=why)


class PasswordChanged(auth.PasswordChangeDoneView):
    """密码已修改."""
