"""A person with a browser, as far as a bench needs one: pages, forms with their hidden fields, cookies. No browser is started."""

import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.client import HTTPException
from http.cookiejar import CookieJar

PATIENCE = 20  # seconds for one answer
AWAY = (OSError, HTTPException)  # no answer, or half of one: nobody knows what became of the request


class NoAnswer(Exception):
    """The server broke off, or said that it could not (5xx)."""


@dataclass
class Page:
    """What came back: where we are, the status, the text."""

    address: str
    status: int
    text: str

    @property
    def path(self) -> str:
        return urllib.parse.urlsplit(self.address).path

    def has(self, words: str) -> bool:
        return words in self.text


class Fields(HTMLParser):
    """Every form of a page: its action and its hidden fields."""

    def __init__(self, text: str):
        super().__init__()
        self.forms: list[tuple[str, dict[str, str]]] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "form":
            self.forms.append((found.get("action") or "", {}))
        elif tag == "input" and found.get("type") == "hidden" and self.forms and found.get("name"):
            self.forms[-1][1][found["name"]] = found.get("value") or ""


@dataclass
class Visitor:
    """One account of the demo. `waited` is the longest time in which this person got no answer at all."""

    address: str
    account: str
    waited: float = 0.0
    failures: int = 0
    _since: float | None = None
    cookies: CookieJar = field(default_factory=CookieJar, repr=False)
    _opener: urllib.request.OpenerDirector = field(init=False, repr=False)

    def __post_init__(self):
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> Page:
        """A page, signed in when that is asked for."""
        page = self._ask(path)
        if page.path.startswith("/login/"):
            self._ask("/login/demo/", form_of(page, "/login/demo/") | {"username": self.account})
            page = self._ask(path)
        return page

    def send(self, path: str, action: str = "", **typed: str) -> Page:
        """Open a page and send its form of this action (empty: the one that goes back to the page itself)."""
        page = self._ask(action or path, form_of(self.get(path), action) | typed)
        if page.path.startswith("/login/"):  # the session ended in between: nothing was done
            raise NoAnswer(f"signed out: {path}")
        return page

    def _ask(self, path: str, data: dict[str, str] | None = None) -> Page:
        url = urllib.parse.urljoin(self.address, path)
        body = urllib.parse.urlencode(data).encode() if data is not None else None
        began = time.monotonic()
        try:
            try:
                answer = self._opener.open(urllib.request.Request(url, data=body), timeout=PATIENCE)  # noqa: S310
            except urllib.error.HTTPError as error:
                answer = error
            page = Page(answer.url, answer.status, answer.read().decode(errors="replace"))
        except AWAY as error:
            self._unanswered(began)
            raise NoAnswer(str(error)) from error
        if page.status >= 500:
            self._unanswered(began)
            raise NoAnswer(f"{page.status} {path}")
        if self._since is not None:
            self.waited = max(self.waited, time.monotonic() - self._since)
            self._since = None
        return page

    def _unanswered(self, began: float) -> None:
        self.failures += 1
        if self._since is None:
            self._since = began


def form_of(page: Page, action: str) -> dict[str, str]:
    for found, hidden in Fields(page.text).forms:
        if found == action:
            return dict(hidden)
    raise LookupError(f"{page.path}: no form for {action or 'itself'}")
