"""The scripts in a real browser, against a small server that answers as the pages do. Without Chromium: skipped."""

import json
import shutil
import threading
import time
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tests.templates.drawing import drawn

BASE = Path(__file__).parents[2]
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'"
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8"}

pytestmark = [
    pytest.mark.processes,
    pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine"),
]


class Answers:
    """What the server says and what it was asked."""

    def __init__(self, body):
        self.body = body
        self.asked = []
        self.revision = 3
        self.text = ""
        self.down = False
        self.refuse = ""
        self.left_to_render = 2
        self.slow = 0
        self.fields = None  # of a form: name → text
        self.token = "t"
        self.person = "7"  # who is signed in; nobody when empty

    def save_form(self, sent):
        theirs = {name: text for name, text in self.fields.items() if sent[name] != text}
        if sent.pop("revision") != str(self.revision):
            mine = {name: sent[name] for name in theirs}
            return 409, {"mine": mine, "theirs": theirs, "revision": self.revision, "who": "", "when": ""}
        self.revision += 1
        self.fields = sent
        return 200, {"revision": self.revision, "saved_at": "10:42"}

    def save(self, fields):
        if self.down:
            return 503, {}
        if self.refuse:
            return 422, {"error": self.refuse}
        if self.fields is not None:
            return self.save_form(fields)
        if fields["revision"] != str(self.revision):
            return 409, {
                "mine": fields["text"],
                "theirs": self.text,
                "revision": self.revision,
                "who": "样例甲",
                "when": "10:41",
            }
        self.revision += 1
        self.text = fields["text"]
        return 200, {"revision": self.revision, "saved_at": "10:42"}

    def pdf(self):
        self.left_to_render -= 1
        if self.left_to_render:
            return '<p id="pdf" data-poll-url="/pdf" data-poll-seconds="0.1">正在生成</p>'
        return '<p id="pdf"><a href="/p">打开</a></p>'


def server_of(answers):
    class Server(BaseHTTPRequestHandler):
        def say(self, status, body, kind):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY)
            self.end_headers()
            self.wfile.write(body)

        def do_GET(self):
            if self.path == "/pdf":
                return self.say(200, answers.pdf().encode(), KINDS[".html"])
            if self.path.startswith("/static/"):
                path = BASE / self.path.lstrip("/")
                return self.say(200, path.read_bytes(), KINDS.get(path.suffix, "application/octet-stream"))
            self.say(200, answers.body.encode(), KINDS[".html"])

        def do_POST(self):
            raw = self.rfile.read(int(self.headers["Content-Length"] or 0))
            answers.asked.append(self.path)
            time.sleep(answers.slow)
            if self.path != "/save":
                return self.say(200, answers.body.encode(), KINDS[".html"])
            head = f"Content-Type: {self.headers['Content-Type']}\r\n\r\n".encode()
            parts = BytesParser().parsebytes(head + raw).get_payload()
            fields = {
                p.get_param("name", header="content-disposition"): p.get_payload(decode=True).decode()
                for p in parts
            }
            if not answers.person:
                return self.say(401, json.dumps({"error": "登录已过期"}).encode(), "application/json")
            if self.headers["X-CSRFToken"] != answers.token:
                told = {"error": "old", "csrf": answers.token, "person": answers.person}
                return self.say(403, json.dumps(told).encode(), "application/json")
            status, told = answers.save(fields)
            self.say(status, json.dumps(told).encode(), "application/json")

        def log_message(self, *args):
            pass

    return ThreadingHTTPServer(("127.0.0.1", 0), Server)


def page_of(body):
    return f"""<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="csrf-token" content="t">
<title>样例</title><link rel="stylesheet" href="/static/css/tokens.css"><link rel="stylesheet" href="/static/css/base.css">
<link rel="stylesheet" href="/static/css/components.css"><link rel="stylesheet" href="/static/css/forms.css">
<script type="module" src="/static/js/page.js"></script></head><body data-person="7"><main>{body}</main>
<div id="toasts" role="status"></div>{render_to_string("parts/words.html")}</body></html>"""


FIELD = """<form method="post" action="/send"><textarea id="t" name="text" aria-label="文" data-autosave-url="/save" data-revision="3"></textarea>
<c-count for="t" advice="5" /><c-save-state /></form>"""


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


def state_says(page, text):
    page.wait_for_function(
        "t => document.querySelector('[data-save-state]').textContent.includes(t)", arg=text, timeout=5000
    )


def test_autosave_saves_what_was_typed_and_says_when(opened):
    page, answers = opened(FIELD)
    page.locator("#t").press_sequentially("第一段文字")
    state_says(page, "已保存 10:42")
    assert (answers.text, page.locator("#t").get_attribute("data-revision")) == ("第一段文字", "4")
    assert page.evaluate("localStorage.length") == 0
    assert page.complaints == []


def test_autosave_keeps_the_text_here_while_the_server_is_away(opened):
    page, answers = opened(FIELD)
    answers.down = True
    page.locator("#t").press_sequentially("不能丢")
    state_says(page, "内容保留在本机")
    answers.down = False
    page.reload()
    assert page.locator("#t").input_value() == "不能丢"
    page.wait_for_function("() => document.querySelector('#t').dataset.revision === '4'")
    assert answers.text == "不能丢"


def test_leaving_right_after_typing_sends_the_text_with_the_page(opened):
    page, answers = opened(FIELD)
    page.locator("#t").press_sequentially("刚写完")
    page.goto("about:blank")
    page.wait_for_timeout(300)
    assert answers.text == "刚写完"


def test_an_old_tab_goes_on_after_its_reader_signed_in_anew(opened):
    page, answers = opened(FIELD + '<input name="csrfmiddlewaretoken" type="hidden" value="t">')
    answers.token = "new"
    page.locator("#t").press_sequentially("旧窗口里写的")
    state_says(page, "已保存 10:42")
    assert answers.text == "旧窗口里写的"
    assert page.locator('[name="csrfmiddlewaretoken"]').input_value() == "new"


def test_an_old_tab_does_not_save_in_the_name_of_somebody_else(opened):
    page, answers = opened(FIELD)
    answers.token, answers.person = "new", "8"
    page.locator("#t").press_sequentially("写的人已经换了")
    state_says(page, "内容保留在本机")
    assert answers.text == ""
    assert "写的人已经换了" in page.evaluate("Object.values(localStorage).join()")


def test_what_was_typed_while_logged_out_is_saved_after_the_log_in(opened):
    page, answers = opened(FIELD)
    page.clock.install()
    answers.person = ""
    page.locator("#t").fill("登录过期时写的")
    page.clock.run_for(1000)
    state_says(page, "登录已过期")
    answers.person, answers.token = "7", "new"
    page.clock.run_for(11000)
    state_says(page, "已保存")
    assert answers.text == "登录过期时写的"


def test_autosave_after_submission_says_the_refusal_and_keeps_the_text(opened):
    page, answers = opened(FIELD)
    answers.refuse = "方案已报送，不能再改。"
    page.locator("#t").press_sequentially("晚了")
    state_says(page, "方案已报送，不能再改。")
    assert "晚了" in page.evaluate("Object.values(localStorage).join()")


@pytest.mark.parametrize(
    ("choice", "kept"), [("mine", "我写的"), ("theirs", "对方写的"), ("merged", "两人的")]
)
def test_stale_text_shows_both_and_the_person_chooses(opened, choice, kept):
    page, answers = opened(FIELD)
    answers.revision, answers.text = 9, "对方写的"
    page.locator("#t").press_sequentially("我写的")
    page.locator("#two-texts[open]").wait_for()
    assert page.locator("[data-two-mine]").text_content() == "我写的"
    assert page.locator("[data-two-theirs]").text_content() == "对方写的"
    assert "样例甲在10:41" in page.locator("[data-two-words]").text_content()
    assert answers.text == "对方写的"
    page.keyboard.press("Escape")
    assert page.locator("#two-texts[open]").count() == 1
    page.locator(f'[data-two-choice="{choice}"]').click()
    if choice == "merged":
        page.locator("[data-two-merged]").fill("两人的")
        page.locator('[data-two-choice="merged"]').click()
    state_says(page, "已保存")
    assert (answers.text, page.locator("#t").input_value()) == (kept, kept)


FORM = """<form method="post" data-autosave-url="/save" data-revision="3" data-save-scope><c-save-state />
<label for="title">标题</label><input id="title" name="title" value="原标题"><label for="note">文号</label><input id="note" name="note" value="">
<input type="hidden" name="group-0-line" value=""><input name="group-0-name" aria-label="第1行姓名" value=""></form>"""
DRAWN = {"title": "原标题", "note": "", "group-0-line": "", "group-0-name": ""}


def test_what_two_people_wrote_in_different_fields_is_joined_without_a_question(opened):
    page, answers = opened(FORM)
    answers.revision, answers.fields = 4, DRAWN | {"group-0-line": "g-1", "group-0-name": "样例甲"}
    page.locator("#title").fill("新标题")
    state_says(page, "已保存")
    assert answers.fields == {
        "title": "新标题",
        "note": "",
        "group-0-line": "g-1",
        "group-0-name": "样例甲",
    }
    assert page.get_by_label("第1行姓名").input_value() == "样例甲"
    assert "已一并显示" in page.locator("#toasts").text_content()
    assert page.locator("#two-texts[open]").count() == 0


@pytest.mark.parametrize(("choice", "title"), [("mine", "我的标题"), ("theirs", "对方的标题")])
def test_only_what_both_wrote_is_asked_about_by_its_label(opened, choice, title):
    page, answers = opened(FORM)
    answers.revision, answers.fields = 4, DRAWN | {
        "title": "对方的标题",
        "group-0-line": "g-1",
        "group-0-name": "样例甲",
    }
    page.evaluate("() => { document.querySelector('#note').value = '样例〔2026〕1号'; }")
    page.locator("#title").fill("我的标题")
    page.locator("#two-texts[open]").wait_for()
    assert page.locator("[data-two-mine]").text_content() == "标题：我的标题"
    assert page.locator("[data-two-theirs]").text_content() == "标题：对方的标题"
    page.locator(f'[data-two-choice="{choice}"]').click()
    state_says(page, "已保存")
    assert answers.fields == {
        "title": title,
        "note": "样例〔2026〕1号",
        "group-0-line": "g-1",
        "group-0-name": "样例甲",
    }


def test_count_of_characters_warns_and_never_blocks(opened):
    page, _answers = opened(FIELD)
    page.locator("#t").fill("为民 2026 abc，")
    assert page.locator("[data-count]").text_content() == "5字，建议不超过5字"
    page.locator("#t").fill("一二三四五六七")
    assert page.locator("[data-count]").text_content() == "7字，超出建议2字，仍可保存"


WORDS = """<form method="post" action="/act">{% csrf_token %}<label for="w">理由</label><textarea id="w" name="reason"></textarea>
<c-submit label="退回修改" /></form>"""
TYPED = "写了半个小时的退回理由。"


def test_words_of_an_ordinary_form_stand_in_their_field_again_after_a_wrong_turn(opened):
    page, _answers = opened(WORDS)
    page.locator("#w").fill(TYPED)
    page.goto("about:blank")
    page.go_back()
    page.reload()
    assert page.locator("#w").input_value() == TYPED
    assert page.get_by_text("已恢复本机保留的内容").is_visible()


def test_words_are_shown_beside_a_newer_text_not_over_it(opened):
    page, answers = opened(WORDS)
    page.locator("#w").fill(TYPED)
    answers.body = answers.body.replace("></textarea>", ">别人后来写的</textarea>")
    page.goto("about:blank")
    page.go_back()
    page.reload()
    assert page.locator("#w").input_value() == "别人后来写的"
    assert page.get_by_text(f"本机还保留着您写的：{TYPED}").is_visible()


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ('<div data-toast class="toast tone-good">已退回。</div>', ""),
        ('<div data-toast class="toast tone-bad">没有办理。</div>', TYPED),
        ("<div data-not-done>系统出了差错</div>", TYPED),
        ("log-in", TYPED),
    ],
)
def test_words_are_forgotten_when_they_were_taken_and_not_before(opened, answer, kept):
    page, answers = opened(WORDS)
    form = answers.body
    answers.body = page_of("登录").replace(' data-person="7"', "") if answer == "log-in" else page_of(answer)
    page.locator("#w").fill(TYPED)
    page.get_by_role("button", name="退回修改").click()
    page.wait_for_url("**/act")
    answers.body = form
    page.goto(page.url.replace("/act", "/p"))
    assert page.locator("#w").input_value() == kept


def test_double_click_sends_once(opened):
    page, answers = opened(
        '<form method="post" action="/act">{% csrf_token %}<c-submit label="报送" /></form>'
    )
    answers.slow = 0.4
    page.evaluate(
        "() => { const b = document.querySelector('[data-once]'); b.click(); setTimeout(() => b.click(), 150); }"
    )
    page.wait_for_url("**/act")
    assert answers.asked == ["/act"]


def test_confirm_button_acts_only_after_being_confirmed(opened):
    page, answers = opened('<c-confirm-button label="报送" action="/act" says="将送签收。" told="经办人" />')
    page.get_by_role("button", name="报送", exact=True).click()
    assert page.get_by_text("将告知：经办人").is_visible()
    assert answers.asked == []
    page.get_by_role("button", name="取消").click()
    assert page.locator("dialog[open]").count() == 0
    page.get_by_role("button", name="报送", exact=True).click()
    page.get_by_role("button", name="确认报送").click()
    page.wait_for_url("**/act")
    assert answers.asked == ["/act"]


def test_rows_are_walked_by_keyboard(opened):
    page, _answers = opened(
        '<ul><c-inbox-row url="/p#1" light="red" title="一" /><c-inbox-row url="/p#2" light="green" title="二" /></ul>'
    )
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.textContent.trim()") == "二"
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    assert page.url.endswith("#1")


def test_file_that_is_too_large_is_refused_before_it_travels(opened):
    page, _answers = opened(
        '<div class="field"><input type="file" aria-label="扫描件" data-max-bytes="1000" accept=".pdf"><p data-file-words></p></div>'
    )
    chosen = page.locator("input")
    for name, size, said in [
        ("大.pdf", 2048, "2 kB，超过1000 B的上限"),
        ("空.pdf", 0, "空文件"),
        ("x.exe", 9, "不是可接收的类型"),
    ]:
        chosen.set_input_files({"name": name, "mimeType": "application/pdf", "buffer": b"x" * size})
        assert said in page.locator("[data-file-words]").text_content()
        assert chosen.evaluate("input => input.files.length") == 0
    chosen.set_input_files({"name": "好.pdf", "mimeType": "application/pdf", "buffer": b"x" * 500})
    assert page.locator("[data-file-words]").text_content() == "已选：好.pdf，500 B"


def test_pdf_appears_by_itself(opened):
    page, _answers = opened(
        '<div><p id="pdf" data-poll-url="/pdf" data-poll-seconds="0.1">正在生成</p></div>'
    )
    page.locator("#pdf a").wait_for(timeout=4000)
    assert "页面内容已更新" in page.locator("#toasts").text_content()


def test_phone_bar_opens_when_a_hidden_field_stops_the_form(opened):
    page, answers = opened(
        '<c-what-now heading="请初审"><form method="post" action="/act">{% csrf_token %}<div class="field"><label for="w">理由</label><textarea id="w" name="w" required></textarea></div><div class="actions"><c-submit label="退回修改" kind="danger" /></div></form></c-what-now>'
    )
    page.set_viewport_size({"width": 390, "height": 800})
    assert not page.locator("#w").is_visible()
    page.get_by_role("button", name="退回修改").click()
    assert page.locator("#w").is_visible()
    assert answers.asked == []
