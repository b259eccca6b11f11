"""The look as the browser draws it, where a rule of one component once reached into another."""

import pytest

from tests.templates.served import IN_A_BROWSER

pytestmark = IN_A_BROWSER

CARD = """<c-table caption="佐证"><thead><tr><th scope="col">文件</th><th scope="col">上传</th></tr></thead>
<tbody><tr><th scope="row">对比表</th><td data-label="上传"><p id="who">样例甲</p><p id="when">2026-04-07</p></td></tr></tbody></c-table>"""


def box(page, selector):
    return page.locator(selector).bounding_box()


def test_several_things_in_one_cell_stay_beside_its_label_on_a_phone(opened):
    page, _answers = opened(CARD)
    page.set_viewport_size({"width": 390, "height": 800})
    who, when = box(page, "#who"), box(page, "#when")
    assert when["x"] == who["x"] > 100
    assert when["y"] > who["y"]


@pytest.mark.parametrize("width", [390, 1440])
def test_a_wide_form_does_not_make_its_table_scroll_and_stick(opened, width):
    page, _answers = opened(f'<form class="form wide">{CARD}</form>')
    page.set_viewport_size({"width": width, "height": 800})
    first = page.locator("tbody tr > :first-child")
    assert first.evaluate("cell => getComputedStyle(cell).position") == "static"
    assert first.evaluate("cell => getComputedStyle(cell).boxShadow") == "none"


def test_a_dialog_in_the_phones_bar_keeps_its_spaces(opened):
    page, _answers = opened(
        '<c-what-now heading="请提交"><div class="actions"><c-confirm-button label="提交" action="/act">'
        '<div class="field"><label for="w">附言</label><textarea id="w" name="words"></textarea></div>'
        "</c-confirm-button></div></c-what-now>"
    )
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("button", name="提交", exact=True).click()
    words, buttons = box(page, "#w"), box(page, "dialog[open] .dialog-actions")
    assert buttons["y"] - (words["y"] + words["height"]) >= 16
