"""批量填报 in a real browser: a block from Excel goes into the cells, arrows move, empty cells are not sent."""

from tests.templates.served import IN_A_BROWSER

pytestmark = IN_A_BROWSER

GRID = """<form method="post" action="/act" data-grid data-pasted="已粘贴{n}格。" data-left-over="另有{n}格超出表格。"><table><tbody>
{% for n in lines %}<tr><th>{{ n }}</th><td><input id="d{{ n }}" name="done_on-{{ n }}"></td><td><input id="w{{ n }}" name="words-{{ n }}"></td></tr>
{% endfor %}</tbody></table><button>填报</button></form>"""
PASTE = """([id, text]) => { const data = new DataTransfer(); data.setData("text/plain", text);
document.getElementById(id).dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true })); }"""


def grid(opened):
    page, answers = opened(GRID, lines=[1, 2, 3])
    page.evaluate("() => import('/static/js/grid.js')")
    return page, answers


def values(page) -> list[str]:
    return page.locator("input").evaluate_all("all => all.map((each) => each.value)")


def test_block_from_excel_fills_the_cells_from_where_it_is_pasted(opened):
    page, _answers = grid(opened)
    page.evaluate(PASTE, ["d2", '2026-03-31\t已启动\r\n2026-04-30\t"两行\n一格"\r\n'])
    assert values(page) == ["", "", "2026-03-31", "已启动", "2026-04-30", "两行 一格"]
    assert page.get_by_text("已粘贴4格。").is_visible()


def test_what_does_not_fit_is_said(opened):
    page, _answers = grid(opened)
    page.evaluate(PASTE, ["w3", "甲\t乙\n丙"])
    assert values(page)[-1] == "甲"
    assert page.get_by_text("另有2格超出表格。").is_visible()


def test_arrows_move_in_the_column_and_enter_does_not_send(opened):
    page, answers = grid(opened)
    page.locator("#w1").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "w3"
    assert answers.asked == []


def test_empty_cells_are_not_sent(opened):
    page, _answers = grid(opened)
    page.locator("#w2").fill("推进")
    sent = page.evaluate("() => [...new FormData(document.querySelector('form')).keys()]")
    assert sent == ["words-2"]
