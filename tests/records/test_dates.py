from datetime import date, datetime

import pytest

from records import dates


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-31", "2026年3月31日", "2026.3.31", "2026/3/31", "20260331", "２０２６年３月３１日", " 2026 年 3 月 31 日 ",
        "二〇二六年三月三十一日", datetime(2026, 3, 31, 8), date(2026, 3, 31), 46112, 46112.0, "2026-03-31 00:00:00",
    ],
)  # fmt: skip
def test_exact_date_reads_every_full_form(value):
    assert dates.exact_date(value) == date(2026, 3, 31)


@pytest.mark.parametrize(
    "value", ["", None, "3月底前", "2026-02-30", "2026-13-01", 3.5, True, "长期", "20261331", "2026年3月"]
)
def test_exact_date_is_silent_about_the_rest(value):
    assert dates.exact_date(value) is None


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("2026年3月底前", "2026-03-31"),
        ("2026年3月31日前", "2026-03-31"),
        ("3月31日前", "2026-03-31"),
        ("3月底前完成", "2026-03-31"),
        ("三月底前", "2026-03-31"),
        ("2月底", "2026-02-28"),
        ("2028年2月底", "2028-02-29"),
        ("2026年6月", "2026-06-30"),
        ("2026.6", "2026-06-30"),
        ("6月上旬", "2026-06-10"),
        ("十一月中旬", "2026-11-20"),
        ("年底前", "2026-12-31"),
        ("2027年底前", "2027-12-31"),
        ("2026年年底", "2026-12-31"),
        ("上半年", "2026-06-30"),
        ("2026年上半年", "2026-06-30"),
        ("第三季度", "2026-09-30"),
        ("一季度末", "2026-03-31"),
        ("于2026年9月30日前完成", "2026-09-30"),
        ("9.30", "2026-09-30"),
        ("二〇二六年十二月二十日前", "2026-12-20"),
    ],
)
def test_when_understands_a_limit(text, due):
    found = dates.when(text, year=2026)
    assert found.due == date.fromisoformat(due)
    assert found.starts is None
    assert due in found.note


@pytest.mark.parametrize(
    ("text", "starts", "due"),
    [
        ("全年", "2026-01-01", "2026-12-31"),
        ("2026年全年", "2026-01-01", "2026-12-31"),
        ("2026年", "2026-01-01", "2026-12-31"),
        ("3月至6月", "2026-03-01", "2026-06-30"),
        ("3-5月", "2026-03-01", "2026-05-31"),
        ("2026年3月—2026年6月", "2026-03-01", "2026-06-30"),
        ("2026年11月至2027年2月", "2026-11-01", "2027-02-28"),
        ("2026.3.1-2026.6.30", "2026-03-01", "2026-06-30"),
        ("2026-03-01至2026-06-30", "2026-03-01", "2026-06-30"),
        ("3月1日至15日", "2026-03-01", "2026-03-15"),
        ("一季度至二季度", "2026-01-01", "2026-06-30"),
        ("每季度", "2026-01-01", "2026-12-31"),
    ],
)
def test_when_understands_a_span(text, starts, due):
    found = dates.when(text, year=2026)
    assert (found.starts, found.due) == (date.fromisoformat(starts), date.fromisoformat(due))
    assert found.note


@pytest.mark.parametrize(
    "text", ["长期", "长期坚持", "持续推进", "立行立改", "待定", "2月30日", "13月", "尽快", "6月至3月"]
)
def test_when_says_what_is_no_date(text):
    found = dates.when(text, year=2026)
    assert found.due is None
    assert text in found.note


def test_when_needs_a_year():
    assert dates.when("3月底前").due is None
    assert dates.when("2026年3月底前").due == date(2026, 3, 31)
    assert dates.when("").note == ""
    assert dates.when("2026-03-31") == dates.When(due=date(2026, 3, 31), exact=True)


def test_year_in_takes_the_one_spoken_of_most():
    assert dates.year_in("2025年总结，2026年工作，2026年3月底前") == 2026
    assert dates.year_in("没有年份") is None
