"""Components: every state says its words, and what people typed is never markup."""

import re
from datetime import UTC, date, datetime

import pytest
from django.core.paginator import Paginator

from project.gallery import SampleForm, SamplePickForm
from tests.templates.drawing import drawn, words_of


@pytest.mark.parametrize(
    ("value", "word"),
    [("grey", "未启动"), ("green", "正常"), ("yellow", "临近到期"), ("red", "已逾期"), ("blue", "已办结")],
)
def test_light_has_colour_icon_and_word(value, word):
    html = drawn(f'<c-light value="{value}" />')
    assert f"light-{value}" in html
    assert f"icon-{value}" in html
    assert words_of(html) == word


def test_light_finished_late_says_by_how_much():
    assert words_of(drawn('<c-light value="blue" late="3" />')) == "已办结 曾逾期3个工作日"
    assert words_of(drawn('<c-light value="blue" late="0" />')) == "已办结"


@pytest.mark.parametrize(
    ("days", "said", "css"),
    [
        ("-2", "已逾期2个工作日", "due-over"),
        ("0", "今天到期", "due-today"),
        ("3", "剩3个工作日", "due-near"),
        ("18", "剩18个工作日", None),
    ],
)
def test_due_counts_working_days(days, said, css):
    html = drawn(f'<c-due :date="on" days_left="{days}" />', on=date(2026, 11, 26))
    assert words_of(html) == f"{said} 2026-11-26"
    assert (css in html) if css else ("due-" not in html.replace("due-words", ""))


def test_due_accepts_numbers_and_none():
    assert "已逾期1个工作日" in drawn('<c-due :days_left="n" />', n=-1)
    assert words_of(drawn('<c-due :date="on" :days_left="n" />', on=date(2026, 1, 5), n=None)) == "2026-01-05"


def test_due_says_when_the_calendar_is_a_guess():
    assert "暂按双休日推算" in drawn('<c-due date="2027-03-01" days_left="9" :provisional="p" />', p=True)
    assert "暂按双休日推算" not in drawn(
        '<c-due date="2027-03-01" days_left="9" :provisional="p" />', p=False
    )


def test_due_that_is_done_no_longer_runs():
    assert words_of(drawn('<c-due date="2026-11-26" days_left="-2" :done="True" />')) == "2026-11-26"


@pytest.mark.parametrize(
    ("circle", "words"),
    [
        ("feedback", "报送单位可见"),
        ("responsible", "责任单位可见"),
        ("visited", "被调研单位可见"),
        ("raised", "提请单位可见"),
        ("internal", "仅工委内部可见"),
        ("meeting", "仅委员和会议秘书可见"),
        ("unit", "仅本单位可见"),
        ("", ""),
    ],
)
def test_circle_says_who_may_read(circle, words):
    assert words_of(drawn(f'<c-circle value="{circle}" />')) == words


def test_timeline_entry_tells_who_for_whom_what_when_and_on_which_version():
    html = drawn(
        '<c-timeline><c-timeline-entry who="甲" on_behalf="乙" what="同意报送" :when="at" version="2" words="同意。" circle="feedback" /></c-timeline>',
        at=datetime(2026, 11, 19, 2, 42, tzinfo=UTC),
    )
    assert words_of(html) == "甲 （代乙） 同意报送 同意。 2026-11-19 10:42 第2版 报送单位可见"


def test_opinion_says_everything_once():
    html = drawn(
        '<c-opinion number="1" line="任务3.2" now="机关党委" wrong="责任人未明确" wanted="写到具体同志" answer="已改" circle="feedback" state="answered" />'
    )
    words = words_of(html)
    for expected in [
        "1. 任务3.2",
        "现在怎么写 机关党委",
        "问题 责任人未明确",
        "改到什么程度 写到具体同志",
        "单位答复 已改",
        "单位已答复",
    ]:
        assert expected in words


def test_opinion_without_answer_has_no_answer_row():
    assert "单位答复" not in drawn('<c-opinion line="任务1" wrong="不清楚" state="open" />')


def test_vote_bar_draws_shares_of_the_seats():
    html = drawn('<c-vote-bar agree="3" disagree="1" abstain="0" seats="4" needed="3" />')
    assert '<rect class="vote-agree" x="0" y="0" width="75.0"' in html
    assert '<rect class="vote-disagree" x="75.0" y="0" width="25.0"' in html
    assert "应到会4人 ，同意3票及以上通过" in words_of(html).replace("人，", "人 ，")


def test_vote_bar_of_no_seats_does_not_divide():
    assert 'width="0"' in drawn('<c-vote-bar agree="0" disagree="0" abstain="0" seats="0" />')


def test_diff_lists_before_and_after():
    words = words_of(
        drawn('<c-diff :changes="c" />', c=[{"label": "责任人", "before": "机关党委", "after": "甲"}])
    )
    assert words == "责任人 原 机关党委 现 甲"
    assert "没有修改" in drawn('<c-diff :changes="c" />', c=[])


@pytest.mark.parametrize(
    ("size", "words"), [("512", "512 B"), ("48128", "47 kB"), ("2516582", "2.4 MB"), ("", "")]
)
def test_file_says_its_size(size, words):
    html = words_of(drawn(f'<c-file name="a.pdf" size="{size}" />'))
    assert html == f"a.pdf {words}".strip()


def test_wide_table_can_be_scrolled_by_keyboard():
    html = drawn('<c-table caption="台账" wide="1"><tbody></tbody></c-table>')
    assert 'tabindex="0"' in html and 'role="region"' in html and 'aria-label="台账"' in html
    assert "<caption>台账</caption>" in html


def test_pagination_keeps_the_filter():
    html = drawn(
        '<c-pagination :page_obj="page" />',
        path="/plans/?light=red&page=2",
        page=Paginator(range(90), 25).page(2),
    )
    assert "light=red&amp;page=3" in html or "light=red&page=3" in html
    assert "第2页，共4页" in html
    assert drawn('<c-pagination :page_obj="page" />', page=Paginator(range(3), 25).page(1)).strip() == ""


def test_field_puts_label_above_and_error_at_the_field():
    form = SampleForm({"due": "2026-13-40"})
    html = drawn('<c-field :field="form.due" />', form=form)
    assert html.index("<label") < html.index("errorlist") < html.index("<input")
    assert 'aria-invalid="true"' in html


@pytest.mark.parametrize("name", list(SampleForm.base_fields))
def test_field_labels_point_at_something(name):
    form = SampleForm()
    html = drawn('<c-field :field="field" />', field=form[name])
    assert str(form.fields[name].label) in html
    assert f'for="id_{name}"' in html or "<legend>" in html


def test_error_summary_links_each_error_to_its_field():
    form = SampleForm({"title": ""})
    html = drawn('<c-error-summary :form="form" />', form=form)
    assert 'href="#id_title"' in html
    assert 'href="#id_report_set"' in html and 'id="id_report_set"' in drawn(
        '<c-field :field="form.report" />', form=form
    )
    assert drawn('<c-error-summary :form="form" />', form=SampleForm()).strip() == ""


def test_confirm_button_says_what_will_happen_and_who_will_be_told_before_it_acts():
    html = drawn(
        '<c-confirm-button label="报送" action="/x/" says="将送签收。" told="经办人" />', csrf_token="t0k"
    )
    before, act = html.split("data-once", 1)
    assert "将送签收。" in before and "将告知：经办人" in before
    assert 'type="submit"' not in before.split("<dialog")[0]
    assert 'value="t0k"' in before and "确认报送" in act


def test_confirm_button_without_address_stays_in_its_form():
    html = drawn('<c-confirm-button label="撤回" says="撤回后可再改。" name="act" value="withdraw" />')
    assert "<form" not in html and 'name="act" value="withdraw"' in html


@pytest.mark.parametrize("kind", ["primary", "secondary", "danger"])
def test_submit_acts_once(kind):
    html = drawn(f'<c-submit label="保存" kind="{kind}" />')
    assert "data-once" in html and f'class="button {kind}"' in html


def test_banner_says_non_classified():
    assert "本系统为非涉密系统，严禁录入、上传、传输涉密文件和工作秘密" in drawn("<c-banner />")
    assert words_of(drawn('<c-banner tone="warn" text="请核对" />')) == "请核对"


def test_chip_counts_stop_at_999():
    assert words_of(drawn('<c-chip label="全部" url="?" count="1204" :current="True" />')) == "全部 999+"
    assert 'aria-current="true"' not in drawn('<c-chip label="全部" url="?" :current="False" />')


def test_what_now_shows_the_one_thing_until_when():
    words = words_of(drawn('<c-what-now heading="请签收" due="2026-11-26" days_left="-1">按钮</c-what-now>'))
    assert "现在该做什么 请签收 已逾期1个工作日 2026-11-26" in words and words.endswith("按钮")
    assert 'class="due' not in drawn('<c-what-now heading="请签收">按钮</c-what-now>')


def test_inbox_row_is_readable_without_opening_it():
    words = words_of(
        drawn(
            '<c-inbox-row url="/1" light="red" number="整改-2026-0012" title="告知不到位" unit="示范区民政局（样例）" step="待您复核（第2轮）" changed="补佐证2件" sender="联络员 甲" since="2026-11-19" due="2026-11-26" days_left="-2" />'
        )
    )
    assert (
        words
        == "已逾期 整改-2026-0012 告知不到位 示范区民政局（样例） 待您复核（第2轮） 本轮变化：补佐证2件 已逾期2个工作日 2026-11-26 联络员 甲 2026-11-19 送来"
    )


NASTY = '"><script>alert(1)</script>'


@pytest.mark.parametrize(
    "text",
    [
        '<c-page-header title="{{ t }}" subtitle="{{ t }}" />',
        '<c-timeline-entry :who="t" :words="t" :what="t" :when="t" />',
        '<c-opinion :line="t" :now="t" :wanted="t" answer="{{ t }}" />',
        '<c-diff :changes="c" />',
        '<c-file :name="t" :digest="t" :url="t" />',
        '<c-confirm-button :label="t" :says="t" :told="t" />',
        '<c-what-now :heading="t">x</c-what-now>',
        '<c-table :caption="t" wide="1">x</c-table>',
        '<c-toast :text="t" />',
        '<c-empty :title="t" :text="t" />',
        '<c-fact :label="t" :value="t" />',
        '<c-inbox-row :title="t" :unit="t" :sender="t" />',
    ],
)
def test_typed_text_is_never_markup(text):
    html = drawn(text, t=NASTY, c=[{"label": NASTY, "before": NASTY, "after": NASTY}])
    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_people_picker_shows_who_recuses_themselves_and_why():
    form = SamplePickForm(initial={"members": [0, 3], "leader": 3})
    html = drawn('<c-people-picker :field="form.members" :lead="form.leader" />', form=form)
    boxes = re.findall(r'<input type="checkbox"([^>]*)>', html)
    assert [("disabled" in box, "checked" in box) for box in boxes].count((False, True)) == 2
    assert all("name=" not in box for box in boxes if "disabled" in box)
    said = words_of(html)
    for words in (
        "区民政局 2人",
        "区委党校 全体回避",
        "应当回避：近一年曾在该单位任职",
        "应当回避：承办人",
    ):
        assert words in said
    assert re.search(r'name="leader" value="3" checked', html)
    assert html.count('<details class="picker-unit" open') == 2
