"""时间表 in a real browser: a bar dragged by some days sends the form of its line with the days moved."""

from tests.templates.served import IN_A_BROWSER

pytestmark = IN_A_BROWSER

CHART = """<div class="gantt"><svg viewBox="0 0 1000 60" width="1000" height="60" data-day="10"><g class="movable" data-task="7"><rect x="100" y="20" width="200" height="16"></rect></g></svg></div>
<form method="post" action="/act" data-move="7"><input name="starts" type="date" value="2026-02-27"><input name="due" type="date" value="2026-03-19"></form>"""


def test_bar_moves_by_whole_days_and_saves(opened):
    page, answers = opened(CHART)
    page.evaluate(
        "() => { const f = document.forms[0]; f.requestSubmit = () => { window.sent = [f.elements.starts.value, f.elements.due.value]; }; }"
    )
    page.evaluate("() => import('/static/js/gantt.js')")
    box = page.locator("rect").bounding_box()
    scale = page.locator("svg").bounding_box()["width"] / 1000
    page.mouse.move(box["x"] + 20, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 20 + 51 * scale, box["y"] + 5, steps=3)
    page.mouse.up()
    assert page.evaluate("() => window.sent") == ["2026-03-04", "2026-03-24"]


def test_escape_lets_go(opened):
    page, answers = opened(CHART)
    page.evaluate("() => import('/static/js/gantt.js')")
    box = page.locator("rect").bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 5)
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 5, steps=3)
    page.keyboard.press("Escape")
    page.mouse.up()
    assert answers.asked == []
    assert page.locator("[name=starts]").input_value() == "2026-02-27"
