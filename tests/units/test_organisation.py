import csv
from datetime import date

import pytest
import xlsxwriter
from django.core.management import CommandError, call_command

from records.errors import Refused
from tests.factories import make_unit
from units import organisation, queries
from units.enums import Errand
from units.models import Committee, Delegation, Person, Posting, Seat, Section, Unit
from units.tables import SHEETS

pytestmark = pytest.mark.django_db


def cells(**rows):
    """A small organisation; `rows` replace whole sheets."""
    whole = {
        "units": [
            ["G", "样例工委", "工委", "工委", "", "2020-01-01", ""],
            ["M", "样例民政局", "民政局", "", "", "2020年1月1日", ""],
        ],
        "sections": [["M", "办公室", "", ""]],
        "people": [
            ["lian", "样例甲", "M", "办公室", "科长", "", "lian@example.invalid", "", ""],
            ["fu", "样例乙", "M", "", "", "", "", "", ""],
            ["shu", "样例丙", "G", "", "", "", "", "", ""],
        ],
        "posts": [
            ["lian", "联络员", "M", "办公室", "2020-01-01", ""],
            ["fu", "单位负责人", "M", "", "2020-01-01", ""],
        ],
        "committees": [["W", "样例委员会", "G", "双过半"]],
        "seats": [["W", "shu", "书记", "第一届", "1", "2020-01-01", ""]],
        "delegations": [["fu", "lian", "", "出差", "2026-01-01", "2026-01-31"]],
    } | rows
    return {name: [[column.head for column in SHEETS[name][1]], *found] for name, found in whole.items()}


def counts():
    return [model.objects.count() for model in (Unit, Section, Person, Posting, Committee, Seat, Delegation)]


def test_load_writes_units_sections_people_posts_seats_and_delegations():
    told = organisation.load_tables(cells())
    assert counts() == [2, 1, 3, 2, 1, 1, 1]
    assert told["people"] == 3
    lian = Person.objects.get(username="lian")
    assert (lian.section.name, lian.pinyin, lian.has_usable_password()) == ("办公室", "yanglijia", False)
    assert (
        queries.standing(lian, date(2026, 1, 10)).authority("head", lian.unit_id).on_behalf_of.name
        == "样例乙"
    )
    assert queries.office().name == "样例工委"


def test_a_second_import_changes_only_what_changed():
    organisation.load_tables(cells())
    before = counts()
    people = [["lian", "样例甲甲", "M", "", "", "", "", "", ""]]
    organisation.load_tables(cells(people=people + cells()["people"][2:]))
    assert counts() == before
    assert Person.objects.get(username="lian").name == "样例甲甲"


def test_a_delegation_is_loaded_with_its_errands(clock_at):
    """By their words or codes; left out they stay as they were, and are all of a new one."""
    clock_at(date(2026, 1, 10))
    lian = ["fu", "lian"]
    days = ["出差", "2026-01-01", "2026-01-31"]
    organisation.load_tables(cells())
    assert Delegation.objects.get().errands == []
    organisation.load_tables(cells(delegations=[[*lian, "延期; 起草、同意报送", *days]]))
    assert Delegation.objects.get().errands == ["reporting", "extension"]
    held = queries.standing(Person.objects.get(username="lian"))
    assert held.authority("head", held.person.unit_id, "extension") is not None
    assert held.authority("head", held.person.unit_id, "closing") is None
    organisation.load_tables(cells())
    assert Delegation.objects.get().errands == ["reporting", "extension"]
    organisation.load_tables(cells(delegations=[[*lian, "；".join(Errand.values), *days]]))
    assert Delegation.objects.get().errands == []


def test_a_new_name_keeps_the_old_one_for_papers_of_its_days(clock_at):
    clock_at(date(2026, 3, 1))
    organisation.load_tables(cells())
    organisation.load_tables(cells(units=[["M", "样例民政事务局", "", "", "", "", ""]]))
    unit = Unit.objects.get(code="M")
    assert unit.name == "样例民政事务局" and unit.since == date(2020, 1, 1)
    assert queries.name_on(unit, date(2026, 2, 28)) == "样例民政局"
    assert queries.name_on(unit, date(2026, 3, 1)) == "样例民政事务局"


@pytest.mark.parametrize(
    ("sheet", "row", "place"),
    [
        ("units", ["", "无编码", "", "", "", "", ""], "单位 第2行“编码”"),
        ("units", ["Z", "样例", "", "公司", "", "", ""], "单位 第2行“类别”"),
        ("units", ["Z", "样例", "", "", "", "昨天", ""], "单位 第2行“起”"),
        ("units", ["Z", "样例", "", "", "", "2026-02-01", "2026-01-01"], "单位 第2行“止”"),
        ("people", ["x", "样例", "NO", "", "", "", "", "", ""], "人员 第2行“单位编码”"),
        ("people", ["x", "样例", "M", "没有的科", "", "", "", "", ""], "人员 第2行“科室”"),
        ("people", ["x", "样例", "M", "", "", "", "not-mail", "", ""], "人员 第2行“电子邮箱”"),
        ("posts", ["nobody", "联络员", "M", "", "", ""], "岗位 第2行“账号”"),
        ("posts", ["lian", "局长", "M", "", "", ""], "岗位 第2行“岗位”"),
        ("seats", ["NO", "lian", "委员", "", "", "", ""], "席位 第2行“委员会编码”"),
        ("seats", ["W", "lian", "委员", "", "三", "", ""], "席位 第2行“顺序”"),
        ("delegations", ["fu", "fu", "", "", "", ""], "委托 第2行“受托人账号”"),
        ("delegations", ["fu", "lian", "表决", "", "", ""], "委托 第2行“委托事项”"),
        ("delegations", ["fu", "lian", "延期；表决", "", "", ""], "委托 第2行“委托事项”"),
    ],
)
def test_a_bad_cell_is_named_and_nothing_is_written(sheet, row, place):
    make_unit("民政（样例）", code="M")
    before = counts()
    with pytest.raises(organisation.BadOrganisation) as refusal:
        organisation.load_tables(cells(**{sheet: [row, *cells()[sheet][1:]]}))
    assert any(str(problem).startswith(place) for problem in refusal.value.problems), str(refusal.value)
    assert counts() == before


def test_a_repeated_account_is_named():
    people = cells()["people"][1:]
    with pytest.raises(Refused, match="重复"):
        organisation.load_tables(cells(people=[*people, people[0]]))


def test_a_missing_column_is_named():
    broken = cells()
    broken["people"] = [["账号", "姓名"], ["a", "b"]]
    with pytest.raises(Refused, match="缺少列：单位编码"):
        organisation.load_tables(broken)


def test_the_command_reads_a_folder_of_csv_files(tmp_path):
    for name, rows in cells().items():
        with (tmp_path / f"{SHEETS[name][0]}.csv").open("w", encoding="gb18030", newline="") as file:
            csv.writer(file).writerows(rows)
    call_command("load_organisation", tmp_path)
    assert counts() == [2, 1, 3, 2, 1, 1, 1]


def test_the_command_reads_a_workbook_and_says_what_is_wrong(tmp_path):
    path = tmp_path / "organisation.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in cells(people=[["a", "", "M", "", "", "", "", "", ""]]).items():
            sheet = book.add_worksheet(SHEETS[name][0])
            for n, row in enumerate(rows):
                sheet.write_row(n, 0, row)
    with pytest.raises(CommandError, match="人员 第2行“姓名”"):
        call_command("load_organisation", path)
    assert counts() == [0, 0, 0, 0, 0, 0, 0]


def test_a_file_that_is_no_workbook_is_a_sentence(tmp_path):
    path = tmp_path / "x.xlsx"
    path.write_bytes(b"not a workbook")
    with pytest.raises(Refused, match="xlsx"):
        organisation.load(path)
