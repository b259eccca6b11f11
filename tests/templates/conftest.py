"""One Chromium for a module, and pages opened in it."""

import threading

import pytest

from tests.templates.drawing import drawn
from tests.templates.served import BROWSER, Answers, page_of, server_of


@pytest.fixture(scope="module")
def browser():
    """One Chromium for this module."""
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=BROWSER, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def opened(browser):
    """`opened(template text)` → (page, answers)."""
    ends = []

    def open_page(text, **values):
        answers = Answers(page_of(drawn(text, csrf_token="t", **values)))
        server = server_of(answers)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        context = browser.new_context(locale="zh-CN")
        ends.extend([context.close, server.shutdown])
        page = context.new_page()
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/p")
        return page, answers

    yield open_page
    for end in ends:
        end()
