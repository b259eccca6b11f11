"""The scripts in a real browser: one press one effect, dialogs, rows, files, the phone's bar."""

from project.gallery import SamplePickForm
from tests.templates.served import IN_A_BROWSER

pytestmark = IN_A_BROWSER

FIELD = """<form method="post" action="/send"><textarea id="t" name="text" aria-label="文" data-autosave-url="/save" data-revision="3"></textarea>
<c-count for="t" advice="5" /><c-save-state /></form>"""


def test_count_of_characters_warns_and_never_blocks(opened):
    page, _answers = opened(FIELD)
    page.locator("#t").fill("为民 2026 abc，")
    assert page.locator("[data-count]").text_content() == "5字，建议不超过5字"
    page.locator("#t").fill("一二三四五六七")
    assert page.locator("[data-count]").text_content() == "7字，超出建议2字，仍可保存"


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
    page.wait_for_url("**/p#1")


PICKER = """<form method="post" action="/send"><c-people-picker :field="form.members" :lead="form.leader" />
<c-submit label="组成" /></form>"""


def test_people_are_found_chosen_and_one_leads(opened):
    page, _answers = opened(PICKER, form=SamplePickForm())
    find, chosen = page.locator("[data-picker-find] input"), page.locator("[data-picker-chosen]")
    assert chosen.is_hidden()
    find.fill("水务 专职")
    assert page.locator("[data-picker-row]:visible").count() == 1
    page.get_by_role("checkbox", name="样例人员戊 机关党委专职副书记").check()
    find.fill("民政局")
    page.locator("[data-picker-row]:visible input[type=checkbox]:not(:disabled)").first.check()
    assert page.locator("[data-picker-row]:visible [disabled]").count() == 1
    find.fill("没有这个人")
    assert page.locator("[data-picker-none]").inner_text() == "没有符合的人员。"
    find.press("Enter")
    assert page.url.endswith("/p")  # Enter in the filter does not send the form
    find.fill("")
    assert chosen.locator("p").inner_text() == "已选2人"
    page.get_by_role("button", name="设为组长 样例人员戊").click()
    page.get_by_role("button", name="移除 样例人员甲").click()
    assert " ".join(chosen.inner_text().split()) == "已选1人 样例人员戊 区水务局 组长 移除"
    sent = page.evaluate(
        "[...new FormData(document.forms[0]).entries()].filter(([name]) => name !== 'csrfmiddlewaretoken')"
    )
    assert sent == [["members", "4"], ["leader", "4"]]
    page.get_by_role("button", name="移除 样例人员戊").click()
    assert page.locator("input:checked").count() == 0
    assert page.complaints == []


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
