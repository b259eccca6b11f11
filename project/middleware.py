"""Who may come in at all, for how long without a word, and what people read when something cannot be done."""

import ipaddress
import logging
import uuid
from time import monotonic
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.db import DataError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _

from records import requests
from records.errors import Refused, Stale
from units import passwords
from units.views import DOOR, own_address

logger = logging.getLogger(__name__)
said = logging.getLogger("xianling.requests")
QUIET = {"/healthz", "/metrics"}  # asked every few seconds
SECRET = ("/notices/count/", "/guest/")  # their addresses are secrets

OPEN_TO_ALL = {
    "login",
    "demo_login",
    "verify",
    "verify_file",
    "healthz",
    "set_language",
    "big_type",
    "notice_count",
    "guest",
    "metrics",
}
WITH_OLD_PASSWORD = OPEN_TO_ALL | {"password_change", "password_change_done", "logout"}
SEEN = "seen"
RENEWED_AFTER = 60  # seconds


def wants_data(request: HttpRequest) -> bool:
    """Asked by a script that reads JSON (autosave)?"""
    return "application/json" in request.headers.get("Accept", "")


def came_from(request: HttpRequest) -> str:
    """The page the request was sent from, when it is one of ours; else the inbox."""
    parts = urlsplit(request.headers.get("Referer", ""))
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    return own_address(request, path if parts.netloc == request.get_host() else "")


class VisitorAddress:
    """Behind our own proxies the visitor's address is the one that the outermost of them saw, not the proxy's.

    Each appends whom it heard from to X-Forwarded-For; what stands before that, the visitor may have invented.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if hops := settings.TRUSTED_PROXIES:
            heard = request.headers.get("X-Forwarded-For", "").split(",")
            seen = heard[-hops].strip() if len(heard) >= hops else ""
            if is_address(seen):
                request.META["REMOTE_ADDR"] = seen
        return self.get_response(request)


def is_address(text: str) -> bool:
    """Is it an IP address?"""
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


class RequestId:
    """Every request has an id, given by a proxy or made here; the answer and each line of the log say it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        began = monotonic()
        with requests.known_as(request.headers.get(requests.HEADER, "")) as word:
            response = self.get_response(request)
            response[requests.HEADER] = word
            if request.path not in QUIET and not request.path.startswith(SECRET):
                told = {"method": request.method, "path": request.path, "status": response.status_code}
                told["ms"] = round((monotonic() - began) * 1000)
                said.info("%(method)s %(path)s %(status)s %(ms)s ms", told, extra={"told": told})
        return response


class SignedInOnly:
    """Every page but the log-in, the verification page, a guest's link and the health page wants a person who is signed in.

    What such a person reads or downloads is kept by no browser and no proxy: the next one at the machine may be another.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.resolver_match is None or request.resolver_match.url_name not in OPEN_TO_ALL:
            response["Cache-Control"] = "private, no-store"
        return response

    def process_view(self, request, view, args, kwargs):
        name = request.resolver_match.url_name
        if name in OPEN_TO_ALL:
            return None
        if not request.user.is_authenticated:
            return _to_login(request)
        if name not in WITH_OLD_PASSWORD and not settings.DEMO and passwords.expired(request.user):
            return redirect("password_change")
        return None


def _to_login(request) -> HttpResponse:
    sentence = _("登录已过期，请重新登录。您填写的内容保留在本机。")
    if wants_data(request):
        return JsonResponse({"error": sentence}, status=401)
    back = request.get_full_path() if request.method == "GET" and not request.htmx else came_from(request)
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": f"{reverse('login')}?next={quote(back)}"})
    if request.method != "GET":
        messages.warning(request, sentence)
    return redirect_to_login(back)


class IdleLogout:
    """Thirty minutes without a request end the session. Last-seen is a signed cookie, so that a GET writes nothing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        minded = request.session.get(DOOR) if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        fresh = request.session.session_key if minded and self._seen(request, RENEWED_AFTER) else None
        if minded and not fresh and not self._seen(request, settings.IDLE_LOGOUT.total_seconds()):
            self._end(request)
        response = self.get_response(request)
        session = request.session
        if session.session_key and session.session_key != fresh and session.accessed and session.get(DOOR):
            response.set_signed_cookie(
                SEEN,
                "1",
                salt=self._salt(request),
                httponly=True,
                samesite="Lax",
                secure=settings.SESSION_COOKIE_SECURE,
            )
        return response

    def _seen(self, request, seconds) -> bool:
        return bool(request.get_signed_cookie(SEEN, default="", salt=self._salt(request), max_age=seconds))

    def _salt(self, request) -> str:
        return f"seen:{request.session.session_key}"

    def _end(self, request):
        if request.method in {"GET", "HEAD"}:
            request.session = type(request.session)()  # forgotten here; its cookie is deleted with the answer
            request.user = AnonymousUser()
        else:
            logout(request)


class CalmErrors:
    """A refusal is a sentence where the person stands; a busy database is a page that can be tried again."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.status_code == 405 and request.method == "GET":
            # The address of a button, opened by hand or after 大字版: a page, where Django answers with nothing.
            page = render(request, "404.html", status=405)
            page["Allow"] = response["Allow"]
            return page
        if response.status_code == 404 and wants_data(request):
            sentence = _("这里的内容已被删除，或者不在您的知悉范围内，没有保存。请刷新页面。")
            return JsonResponse({"error": sentence}, status=404)
        return response

    def process_exception(self, request, error):
        if isinstance(error, Refused):
            return refused(request, error)
        if isinstance(error, OperationalError | InterfaceError):
            return busy(request, error)
        if isinstance(
            error, DataError
        ):  # a NUL, or a number larger than the database has: bad input, not our failure
            return render(request, "400.html", status=400)
        return None


def refused(request: HttpRequest, error: Refused) -> HttpResponse:
    """409 with both texts for a stale autosave, 422 with the sentence for scripts, else a message on the page before."""
    if wants_data(request):
        if isinstance(error, Stale):
            texts = {"mine": error.mine, "theirs": error.theirs, "revision": error.revision, "who": error.who}
            return JsonResponse({**texts, "when": error.when, "error": str(error)}, status=409)
        return JsonResponse({"error": str(error)}, status=422)
    if request.htmx:
        status = 409 if isinstance(error, Stale) else 422
        return HttpResponse(
            str(error), status=status, headers={"X-Sentence": quote(str(error))}, content_type="text/plain"
        )
    if request.method == "GET":
        return render(request, "errors/refused.html", {"reason": str(error)}, status=409)
    messages.error(request, str(error))
    return redirect(came_from(request))


def busy(request: HttpRequest, error: Exception) -> HttpResponse:
    """503: a lock was not free in time, or the database is away. Rendered without any statement."""
    code = uuid.uuid4().hex[:8].upper()
    logger.error("busy %s %s %s: %s", code, request.method, request.path, error)
    if wants_data(request):
        return JsonResponse({"error": _("系统正忙，请稍后再试。")}, status=503)
    page = loader.get_template("errors/503.html").render({"code": code})
    return HttpResponse(page, status=503, headers={"Retry-After": "5"})


def from_an_old_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page drawn before its reader signed in anew (settings.CSRF_FAILURE_VIEW): nothing was done, and it says so.

    A script gets what it needs to go on by itself: the token of today, and whose it is.
    """
    if not request.user.is_authenticated:
        return _to_login(request)
    sentence = _(
        "这个页面是在重新登录以前打开的，没有办理，内容没有改变。请再办理一次；仍不成功的，请刷新页面。"
    )
    token, person = get_token(request), str(request.user.pk)
    if wants_data(request):
        return JsonResponse({"error": sentence, "csrf": token, "person": person}, status=403)
    answer = refused(request, Refused(sentence))
    if request.htmx:
        answer["X-Token"], answer["X-Token-Of"] = token, person
    return answer
