import pytest

from plans.rectifications.leaks import Reporter, found_in

ORIGINAL = (
    "我叫样例某，上个月三次到民政局二楼低保窗口，工作人员每次都说材料不全，却从来没有一次把要带的东西讲清楚"
)
REPORTER = Reporter(
    name="样例某",
    phone="138 0013 8000，0571-8800 1234",
    address="样例区幸福街道幸福路12号3单元502室",
    original=ORIGINAL,
    recording="录音-0001",
)


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("样例某反映窗口态度", "姓名"),
        ("样 例 某反映窗口态度", "姓名"),
        ("来电号码13800138000", "电话"),
        ("来电号码138-0013-8000", "电话"),
        ("来电号码１３８００１３８０００", "电话"),
        ("来电一三八零零一三八零零零", "电话"),
        ("座机88001234", "电话"),
        ("住幸福路12号的群众", "住址"),
        ("住12号3单元的群众", "住址"),
        ("反映三次到民政局二楼低保窗口，工作人员每次都说材料不全", "原文"),
    ],
)
def test_whatever_names_the_person_is_found_however_it_is_written(text, what):
    assert what in found_in(text, REPORTER)


@pytest.mark.parametrize(
    "text",
    [
        "群众反映低保窗口一次性告知不到位，多次往返",
        "幸福街道幸福路沿线商户反映",
        "2026年11月25日受理，编号20261125",
        "3单元、12号线",
        "",
    ],
)
def test_a_summary_that_names_nobody_is_let_through(text):
    assert found_in(text, REPORTER) == ""


def test_the_sentence_never_repeats_what_was_found():
    for text in (REPORTER.name, REPORTER.phone, REPORTER.address, ORIGINAL):
        said = found_in(text, REPORTER)
        assert said and REPORTER.name not in said and "138" not in said and "幸福" not in said


def test_an_address_without_a_number_is_one_only_when_it_is_whole_and_more_than_a_district():
    assert found_in("住在幸福里小区北苑", Reporter(address="幸福里小区北苑"))
    assert not found_in("样例区民政局", Reporter(address="样例区"))


def test_of_a_person_of_whom_nothing_is_known_nothing_is_given_away():
    assert found_in("任何内容13800138000", Reporter()) == ""
