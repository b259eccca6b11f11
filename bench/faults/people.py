"""Who works while things break: 联络员 raise 需工委协调事项 and report progress, a clerk answers, 文书 voids and issues papers.

Each writes down what the system has acknowledged, and only that. Whoever got no answer looks first, as a person would,
and does it again only when it is not there.
"""

import queue
import random
import re
import threading
import time
import urllib.parse
from dataclasses import dataclass, field

from bench.faults.visitor import NoAnswer, Page, Visitor

PAUSE = (0.6, 1.8)  # seconds to think
AFTER_FAILURE = 0.5
BETWEEN_PAPERS = 4.0  # a paper is seconds of work for the worker
WORDS = "样例情况，故障演练"


@dataclass
class Acknowledged:
    """What the system has said yes to, for the count afterwards."""

    raised: list[str] = field(default_factory=list)
    answered: list[str] = field(default_factory=list)
    reported: list[str] = field(default_factory=list)
    issued: list[int] = field(default_factory=list)
    voided: list[int] = field(default_factory=list)


class Crowd:
    """Everybody at work, each in a thread, until `leave`."""

    def __init__(self, address: str, cast: dict, seed: int):
        self.done, self.address, self.cast, self.seed = Acknowledged(), address, cast, seed
        self.over = threading.Event()
        self.matters: queue.Queue[int] = queue.Queue()
        self.visitors: list[Visitor] = []
        self.wrong: list[str] = []
        self.threads = [
            *(self._thread(self._raise, account, n) for n, account in enumerate(cast["liaisons"])),
            *(self._thread(self._report, account, task) for account, task in cast["tasks"]),
            self._thread(self._answer, cast["clerk"]),
            self._thread(self._issue, cast["records"], cast["paper"]),
        ]

    def begin(self) -> None:
        for thread in self.threads:
            thread.start()

    def leave(self) -> None:
        """Everybody ends what they are at."""
        self.over.set()
        for thread in self.threads:
            thread.join(120)
        self.wrong += [f"{thread.name} is stuck" for thread in self.threads if thread.is_alive()]

    @property
    def longest_wait(self) -> float:
        return max(visitor.waited for visitor in self.visitors)

    def _thread(self, work, account: str, *more) -> threading.Thread:
        visitor = Visitor(self.address, account)
        self.visitors.append(visitor)
        return threading.Thread(target=self._work, args=(work, visitor, *more), name=account, daemon=True)

    def _work(self, work, visitor: Visitor, *more) -> None:
        chance = random.Random(f"{self.seed} {visitor.account} {more}")  # noqa: S311
        try:
            work(visitor, chance, *more)
        except Exception as error:  # told at the end: a page that is not as expected is a breach too
            self.wrong.append(f"{visitor.account}: {type(error).__name__}: {error}")

    def _until_answered(self, attempt) -> Page:
        """Try again until there is an answer, whatever is down; the end is not waited for."""
        while True:
            try:
                return attempt()
            except NoAnswer:
                time.sleep(AFTER_FAILURE)
                if self.over.is_set():
                    raise _GoneHome from None

    def _thinking(self, chance: random.Random) -> bool:
        return not self.over.wait(chance.uniform(*PAUSE))

    # --- 提请工委协调, and its answer ---------------------------------------------------------------------
    def _raise(self, me: Visitor, chance: random.Random, place: int) -> None:
        n = 0
        while self._thinking(chance):
            n += 1
            title = f"演练{self.seed}之{place}之{n}号事项"
            try:
                number = self._raised(me, title)
            except _GoneHome:
                return
            self.done.raised.append(title)
            self.matters.put(number)

    def _raised(self, me: Visitor, title: str) -> int:
        """The matter's number, once the system has shown it."""
        while True:
            try:
                page = me.send("/matters/new/", title=title, words=WORDS, wish="")
                if found := re.fullmatch(r"/matters/(\d+)/", page.path):
                    return int(found[1])
                if not page.has("刚刚已经提请"):
                    raise LookupError(f"raised: {page.status} {page.path}")
            except NoAnswer:
                time.sleep(AFTER_FAILURE)
            listed = self._until_answered(lambda: me.get("/matters/?q=" + urllib.parse.quote(title)))
            if found := re.search(r'href="/matters/(\d+)/"', listed.text):
                return int(found[1])

    def _answer(self, me: Visitor, chance: random.Random) -> None:
        while self._thinking(chance):
            try:
                number = self.matters.get(timeout=1)
                words = f"演练{self.seed}答复{number}"
                page = self._until_answered(lambda n=number, w=words: self._answered(me, n, w))
            except queue.Empty:
                continue
            except _GoneHome:
                return
            if page.has(words):
                self.done.answered.append(words)
            else:
                raise LookupError(f"answered: {page.status} {page.path}")

    def _answered(self, me: Visitor, number: int, words: str) -> Page:
        page = me.get(f"/matters/{number}/")
        if page.has(words):  # it arrived, though no answer did
            return page
        me.send(f"/matters/{number}/answer/", answer=words)
        return me.get(f"/matters/{number}/")

    # --- 填报进展 -------------------------------------------------------------------------------------
    def _report(self, me: Visitor, chance: random.Random, task: int) -> None:
        n = 0
        while self._thinking(chance):
            n += 1
            words = f"演练{self.seed}之{task}之{n}号进展"
            try:
                page = self._until_answered(lambda w=words: self._reported(me, task, w))
            except _GoneHome:
                return
            if not page.has(words):
                raise LookupError(f"reported: {page.status} {page.path}")
            self.done.reported.append(words)

    def _reported(self, me: Visitor, task: int, words: str) -> Page:
        page = me.get(f"/tasks/{task}/")
        if page.has(words):
            return page
        return me.send(f"/tasks/{task}/", f"/tasks/{task}/report/", kind="progress", words=words)

    # --- 出具, 作废, 重新出具 -----------------------------------------------------------------------------
    def _issue(self, me: Visitor, chance: random.Random, pk: int) -> None:
        while self._thinking(chance):
            try:
                page = self._until_answered(lambda pk=pk: me.get(f"/papers/{pk}/"))
                pk = self._step(me, pk, page)
            except NoAnswer:
                continue  # the page says next time how far it came
            except _GoneHome:
                return
            self.over.wait(BETWEEN_PAPERS)

    def _step(self, me: Visitor, pk: int, page: Page) -> int:
        """The one thing that can be done to the paper now; the paper to go on with."""
        here = f"/papers/{pk}/"
        newer = [int(each) for each in re.findall(r'href="/papers/(\d+)/"', page.text) if int(each) > pk]
        if newer:
            return newer[0]
        if page.has(f"{here}issue/"):
            if me.send(f"{here}issue/").path == here:
                self.done.issued.append(pk)
        elif page.has(f"{here}again/"):
            me.send(f"{here}again/")
        elif page.has(f"{here}void/") and me.send(f"{here}void/", reason="演练").path == here:
            self.done.voided.append(pk)
        return pk


class _GoneHome(Exception):
    """The working day is over, and what was tried last was not acknowledged."""
