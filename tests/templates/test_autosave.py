"""自动保存 in a real browser: nothing typed is lost, nothing newer is overwritten."""

import pytest

from tests.templates.served import IN_A_BROWSER, page_of

pytestmark = IN_A_BROWSER

FIELD = """<form method="post" action="/send"><textarea id="t" name="text" aria-label="文" data-autosave-url="/save" data-revision="3"></textarea>
<c-count for="t" advice="5" /><c-save-state /></form>"""


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
    answers.revision, answers.fields = (
        4,
        DRAWN
        | {
            "title": "对方的标题",
            "group-0-line": "g-1",
            "group-0-name": "样例甲",
        },
    )
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


def test_rows_that_nobody_filled_stay_put_away_when_the_other_text_comes_in(opened):
    role = '<select name="group-{0}-role" aria-label="职务{0}"><option value="leader">组长</option><option value="member" selected>成员</option></select>'
    row = "<div data-spare{1}>" + role + '<input name="group-{0}-name" aria-label="姓名{0}" value=""></div>'
    page, answers = opened(
        '<script type="module" src="/static/js/editor.js"></script><div data-editor></div>'
        '<form method="post" data-autosave-url="/save" data-revision="3" data-save-scope><c-save-state />'
        '<input id="title" name="title" value="原标题">'
        + row.format(0, "")
        + row.format(1, " hidden")
        + "</form>"
    )
    drawn = {f"group-{n}-role": "member" for n in range(2)} | {f"group-{n}-name": "" for n in range(2)}
    answers.revision = 4
    answers.fields = drawn | {"title": "原标题", "group-0-name": "样例甲", "group-0-role": "leader"}
    page.locator("#title").fill("新标题")
    state_says(page, "已保存")
    assert page.get_by_label("姓名0").input_value() == "样例甲"
    assert page.get_by_label("职务0").input_value() == "leader"
    assert not page.get_by_label("姓名1").is_visible()


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
