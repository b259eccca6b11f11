"""The look as the browser draws it, where a rule of one component once reached into another."""

import pytest

from plans.actions.queries.document import document_of
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


CHECKED = """<c-table caption="节点"><thead><tr><th scope="col">节点</th><th scope="col">完成日期</th></tr></thead>
<tbody><tr><th scope="row">中期</th><td data-label="完成日期" id="cell"><c-icon name="check" /> 2026-04-08</td></tr></tbody></c-table>"""


def test_words_after_an_icon_stay_on_its_line_on_a_phone(opened):
    page, _answers = opened(CHECKED)
    page.set_viewport_size({"width": 390, "height": 800})
    words = page.evaluate(
        "() => { const r = document.createRange(); r.selectNode(document.querySelector('#cell').lastChild); "
        "const b = r.getBoundingClientRect(); return {x: b.x, y: b.y, bottom: b.bottom}; }"
    )
    icon = box(page, "#cell svg")
    assert words["x"] > icon["x"] > 100
    assert words["y"] < icon["y"] + icon["height"] / 2 < words["bottom"]


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


LOADED = """<link rel="stylesheet" href="/static/css/plan.css"><script type="module" src="/static/js/folds.js"></script>
<div class="page">{% include "actions/plan/outline.html" %}{% include "actions/plan/document.html" %}<section class="card"><h2 id="way">办理流程</h2></section><section class="card"><h2 id="trail">办理轨迹</h2></section></div>"""


def plan_with(tasks: int):
    task = {
        "category": "讲政治",
        "section": "办公室",
        "person": "样例甲",
        "starts": "2026-01-01",
        "due": "2026-12-01",
    }
    texts = dict.fromkeys(
        ["carrier", "business_matter", "party_role", "standard", "expected_evidence"], "样例文字"
    )
    return document_of(
        {
            "title": "样例方案",
            "unit": {"name": "样例局"},
            "action": {"name": "样例行动"},
            "own_meeting": {"name": "", "date": "", "number": ""},
            "group": [],
            "sections": [{"key": "requirements", "text": "样例要求"}],
            "tasks": [
                {**task, **texts, "line": f"t-{n}", "code": f"1.{n}", "title": f"任务{n}", "milestones": []}
                for n in range(tasks)
            ],
        },
        changed=frozenset({"t-1"}),
    )  # fmt: skip


def test_on_a_phone_a_task_is_one_line_until_it_is_opened(opened):
    page, _answers = opened(LOADED, document=plan_with(23), way=True)
    page.set_viewport_size({"width": 390, "height": 800})
    body = lambda n: page.locator(f"#line-t-{n}-body")  # noqa: E731
    assert body(1).is_visible(), "what changed is open"
    assert not body(2).is_visible()
    assert box(page, "#line-t-2")["height"] < 100
    page.locator("#line-t-2 [data-fold-toggle]").click()
    assert body(2).is_visible()
    page.evaluate("() => { location.hash = '#line-t-9'; }")
    body(9).wait_for()
    page.get_by_role("button", name="全部展开").click()
    assert page.locator(".fold-body:visible").count() == 23
    page.get_by_role("button", name="全部收起").click()
    assert page.locator(".fold-body:visible").count() == 0
    page.set_viewport_size({"width": 1440, "height": 900})
    assert page.locator(".fold-body:visible").count() == 23


def test_on_a_phone_the_contents_stay_at_the_top_and_lead_to_the_trail(opened):
    page, _answers = opened(LOADED, document=plan_with(23), way=True)
    page.set_viewport_size({"width": 390, "height": 800})
    page.get_by_role("link", name="办理轨迹").click()
    assert page.locator("#trail").evaluate("e => e.getBoundingClientRect().bottom <= innerHeight")
    assert box(page, "nav.outline")["y"] == 0
    assert page.get_by_role("link", name="办理轨迹").is_visible()
