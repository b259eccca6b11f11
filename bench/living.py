"""The running software as people feel it, on the embedded default: how soon another person's open page counts a notice, and
what the request that reports progress takes while the broker is there, refused, and silent."""

import contextlib
import os
import random
import signal
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator

from bench.faults.teller import Inside
from bench.faults.visitor import Visitor, form_of
from bench.measuring.report import progress
from launch.browser import browser
from launch.places import RUNTIME, socket_path
from launch.stack import Stack, stack

SLICES = 6
LONGEST = 30_000  # ms until a counter is given up
STATES = ("there", "refused", "silent")


class _Stays(urllib.request.HTTPRedirectHandler):
    """The answer to the form itself, not the page it leads to."""

    def redirect_request(self, *_more):
        return None


def lived(notices: int, seconds: int) -> dict:
    """{"counter": ms of each notice, "progress": {state: ms of each request}} of one running stack."""
    with stack(folder=RUNTIME / "bench-living", seed=True, fresh=True) as running, Inside(running) as inside:
        while inside.waiting():
            time.sleep(1)
        cast = inside.ask("cast", 1, 1)
        return {
            "counter": counted(running, cast, notices),
            "progress": reported(running, cast, seconds),
        }


def counted(running: Stack, cast: dict, notices: int) -> list[float]:
    """From the answer to the clerk's press to the number on the page of whoever is told, in a real browser."""
    progress(f"{notices} notices to an open page")
    account, chance = cast["liaisons"][0], random.Random(7)  # noqa: S311
    raiser, clerk = Visitor(running.address, account), Visitor(running.address, cast["clerk"])
    numbers = [
        raiser.send("/matters/new/", title=f"计数{n}号事项", words="样例情况", wish="").path.split("/")[2]
        for n in range(notices)
    ]
    found = []
    with browser() as chromium:
        page = chromium.new_page(base_url=running.address)
        cookies = [
            {"name": each.name, "value": each.value, "url": running.address} for each in raiser.cookies
        ]
        page.context.add_cookies(cookies)
        page.goto("/")
        shown = page.locator("[data-counter]")
        for number in numbers:
            time.sleep(chance.uniform(0, 5))
            before = shown.text_content()
            clerk.send(f"/matters/{number}/", f"/matters/{number}/answer/", answer="已协调")
            began = time.perf_counter()
            page.wait_for_function(
                "before => document.querySelector('[data-counter]').textContent !== before",
                arg=before,
                timeout=LONGEST,
            )
            found.append((time.perf_counter() - began) * 1000)
    return found


def reported(running: Stack, cast: dict, seconds: int) -> dict[str, list[float]]:
    """The request alone, in slices of each state by turns."""
    account, task = cast["tasks"][0]
    me, n = Visitor(running.address, account), 0
    found: dict[str, list[float]] = {state: [] for state in STATES}
    for turn in range(SLICES):
        for state in STATES if turn % 2 else reversed(STATES):
            progress(f"progress for {seconds / SLICES:.0f} s, broker {state}")
            with broker(running, state):
                over = time.monotonic() + seconds / SLICES
                while time.monotonic() < over:
                    n += 1
                    found[state].append(_request(me, task, f"计时{n}号进展"))
    return found


def _request(me: Visitor, task: int, words: str) -> float:
    path, action = f"/tasks/{task}/", f"/tasks/{task}/report/"
    data = form_of(me.get(path), action) | {"kind": "progress", "words": words}
    opener = urllib.request.build_opener(_Stays, urllib.request.HTTPCookieProcessor(me.cookies))
    request = urllib.request.Request(me.address + action, urllib.parse.urlencode(data).encode())  # noqa: S310
    began = time.perf_counter()
    try:
        status = opener.open(request, timeout=20).status
    except urllib.error.HTTPError as answer:
        status = answer.status
    spent = (time.perf_counter() - began) * 1000
    if status != 302:
        raise SystemExit(f"{action} answered {status}")
    return spent


@contextlib.contextmanager
def broker(running: Stack, state: str) -> Iterator[None]:
    """Inside, the broker is in that state."""
    socket = socket_path(running.folder / "broker")
    away, pid = socket.with_name(socket.name + ".away"), running.pid("broker")
    if state == "refused":
        socket.rename(away)
    elif state == "silent":
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        if state == "refused":
            away.rename(socket)
        elif state == "silent":
            os.kill(pid, signal.SIGCONT)


def percentile(values: list[float], share: float) -> float:
    """The smallest value that so large a share of them does not exceed."""
    return sorted(values)[max(0, round(share * len(values)) - 1)]
