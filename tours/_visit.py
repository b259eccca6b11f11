"""A visitor: one person in a browser of their own, who presses buttons and takes pictures at 1440 and 390 px."""

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect

expect.set_options(timeout=30_000)  # a busy machine is no failure
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@dataclass
class Album:
    """Where pictures go, numbered in the order they are taken."""

    folder: Path
    taken: int = 0

    def take(self, page: Page, name: str) -> None:
        """The whole page at both widths."""
        self.taken += 1
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            page.screenshot(path=self.folder / f"{self.taken:02d}-{name}-{size['width']}.png", full_page=True)


class Visitor:
    """One person logged in. Use as a context manager: leaving it closes the browser's context."""

    def __init__(self, tour, album: Album, account: str):
        self.tour, self.album, self.account = tour, album, account
        self.context = tour.browser.new_context(locale="zh-CN", viewport=WIDE, accept_downloads=True)
        self.context.set_default_timeout(90_000)
        self.page = self.context.new_page()
        self.failures: list[str] = []
        self.page.on("pageerror", lambda error: self.failures.append(str(error)))
        self.page.on("response", self._watch)

    def __enter__(self) -> "Visitor":
        self.go(f"/login/?q={self.account}")
        self.page.locator(f'button[name="username"][value="{self.account}"]').first.click()
        self.page.wait_for_url(lambda url: "/login" not in url)
        return self

    def __exit__(self, kind, error, trace) -> None:
        if kind is not None:
            self.page.screenshot(path=self.album.folder / f"failed-{self.account}.png", full_page=True)
        self.context.close()
        if kind is None and self.failures:
            raise AssertionError(f"{self.account}: {self.failures}")

    def go(self, path: str) -> None:
        """Open an address and wait until it is quiet."""
        self.page.goto(self.tour.base_url.rstrip("/") + path)
        self.page.wait_for_load_state("networkidle")

    def see(self, words: str) -> None:
        """These words are on the page."""
        expect(self.page.locator("body")).to_contain_text(words)

    def miss(self, words: str) -> None:
        """These words are not on the page."""
        expect(self.page.locator("body")).not_to_contain_text(words)

    def press(self, label: str, *, exact: bool = True) -> None:
        """Press a button or follow a link by what it says."""
        name = label if exact else re.compile(label)
        button = self.page.get_by_role("button", name=name, exact=exact or None)
        target = button if button.count() else self.page.get_by_role("link", name=name, exact=exact or None)
        target.first.click()
        self.settle()

    def confirm(self, label: str, words: str = "") -> None:
        """Press a button that first says what will happen, fill in its words, and confirm."""
        self.page.get_by_role("button", name=label, exact=True).first.click()
        dialog = self.page.locator("dialog[open]")
        if words:
            dialog.locator("textarea").first.fill(words)
        dialog.locator("button[type=submit]").click()
        self.settle()

    def settle(self) -> None:
        """Give a click the moment it needs to start a request, then wait until the page is quiet."""
        self.page.wait_for_timeout(200)
        self.page.wait_for_load_state("networkidle")

    def shoot(self, name: str) -> None:
        """A picture of the page as it stands."""
        self.album.take(self.page, name)

    def _watch(self, response) -> None:
        if response.status >= 500:
            self.failures.append(f"{response.status} {response.url}")
