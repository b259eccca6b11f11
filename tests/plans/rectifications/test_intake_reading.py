"""A problem list as people send it: what is read, and a sentence on each bad cell."""

import io
from datetime import date, datetime, timedelta

import pytest
import xlsxwriter
from django.utils import translation
from python_calamine import CalamineWorkbook

from plans.rectifications.enums import SourceKind
from plans.rectifications.intake import Defaults, read_file, read_pasted, template
from plans.rectifications.models import Item, Source
from plans.rectifications.operations import issuing
from records import clock
from tests import factories as people
from tests.plans import factories as plans
from tests.plans.rectifications.factories import make_rectifying, problem
from units.enums import Post
from units.models import UnitName

pytestmark = pytest.mark.django_db
HEAD = ["责任单位", "问题描述", "整改时限", "问题来源"]


@pytest.fixture
def world(clock_at):
    clock_at(datetime(2026, 11, 25, 2, tzinfo=clock.UTC))
    return make_rectifying()


def pasted(*rows, head=HEAD, defaults=Defaults()):  # noqa: B008 - it cannot change
    text = "\n".join("\t".join(f'"{cell}"' for cell in row) for row in (head, *rows))
    return read_pasted(text, defaults=defaults)


def row(**cells) -> list[str]:
    """A row without a fault, but for what is named."""
    whole = {
        "责任单位": "样例民政局",
        "问题描述": "窗口一次性告知不到位",
        "整改时限": "2026-12-31",
        "问题来源": "督查检查",
    } | cells
    return list(whole.values())


def faults(reading) -> dict[str, str]:
    return {error.cell: error.sentence for error in reading.errors}


def book(*rows, merge=(), formula=None) -> io.BytesIO:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        sheet = made.add_worksheet("清单")
        for n, each in enumerate(rows):
            sheet.write_row(n, 0, each)
        for cells, text in merge:
            sheet.merge_range(cells, text)
        if formula:
            sheet.write_formula(*formula)
    return out


def test_a_whole_row_is_read_with_everything_it_names(world):
    d = world.district
    plan = plans.plan_at("executing", d)
    task = plan.tasks.first()
    reading = pasted(
        row(
            责任人="样例责任人",
            责任领导="样例副局长",
            责任科室="机关党委",
            对应任务编号=task.code,
            **{"个性/共性": "共性", "整改类型": "立行立改", "重大或屡改屡犯": "是"},
        ),
        head=[
            *HEAD,
            "责任人",
            "责任领导",
            "责任科室",
            "对应任务编号",
            "个性/共性",
            "整改类型",
            "重大或屡改屡犯",
        ],
    )
    assert reading.errors == []
    kept = reading.rows[0].kept
    assert kept == {
        "row": 2,
        "unit": d.unit.pk,
        "problem": "窗口一次性告知不到位",
        "due": "2026-12-31",
        "source": Source.objects.get(kind=SourceKind.SUPERVISION).pk,
        "source_document": "",
        "source_date": "",
        "standard": "",
        "goal": "",
        "category": "",
        "remark": "",
        "scope": "common",
        "kind": "immediate",
        "major": True,
        "plan": plan.pk,
        "plan_line": task.line,
        "leader": world.deputy.pk,
        "person": world.person.pk,
        "section": d.section.pk,
    }


def test_an_unknown_unit_is_told_with_the_names_that_come_near(world):
    people.make_unit("样例民政局机关服务中心")
    reading = pasted(
        row(责任单位="样例民正局"),
        row(责任单位="天文台"),
        row(责任单位="样例民政局、样例党校"),
        row(责任单位=""),
    )
    said = faults(reading)
    assert said["A2"].startswith("没有名为“样例民正局”的单位。是否为“样例民政局”")
    assert said["A3"] == "没有名为“天文台”的单位。"
    assert said["A4"] == "请只填一个牵头单位，配合单位在整改措施中填写。"
    assert said["A5"] == "责任单位为空。"


def test_a_unit_is_known_by_its_short_and_its_former_name_but_not_when_two_are_called_so(world):
    unit = world.district.unit
    unit.short_name = "民政局"
    unit.save()
    UnitName.objects.create(unit=unit, name="样例民政科", since=date(2020, 1, 1), until=date(2024, 1, 1))
    reading = pasted(row(责任单位="民政局"), row(责任单位="样例民政科", 问题描述="另一个问题"))
    assert [each.kept["unit"] for each in reading.rows] == [unit.pk, unit.pk] and reading.ok
    people.make_unit("样例乙区民政局", short_name="民政局")
    assert faults(pasted(row(责任单位="民政局"))) == {"A2": "有2个单位称“民政局”，请写全称。"}


@pytest.mark.parametrize(
    ("due", "sentence"),
    [
        ("10月底", "“10月底”不是确切日期，请写成2027-10-31。"),
        ("年底", "“年底”不是确切日期，请写成2026-12-31。"),
        ("下周", "“下周”不是确切日期，请写成2026-12-31。"),
        ("尽快", "“尽快”不是确切日期，请写成2026-12-31。"),
        ("2026-11-25", "整改时限须晚于今天。"),
        ("2026-02-30", "“2026-02-30”不是确切日期，请写成2026-12-31。"),
        ("2999-01-01", "“2999-01-01”不是确切日期，请写成2026-12-31。"),
        ("", "整改时限为空。"),
    ],
)
def test_a_limit_that_is_no_date_in_the_future_is_a_sentence(world, due, sentence):
    assert faults(pasted(row(整改时限=due))) == {"C2": sentence}


def test_a_day_of_the_past_is_not_asked_for_with_one_to_come(world):
    said = faults(pasted(row(反馈日期="上周"), head=[*HEAD, "反馈日期"]))
    assert list(said.values()) == ["“上周”不是确切日期，请写成2026-11-25。"]


def test_people_who_left_or_are_of_another_unit_are_told_apart(world):
    unit = world.district.unit
    people.make_person(Post.MEMBER, unit, name="样例离任甲", is_active=False)
    people.make_person(Post.MEMBER, unit, name="样例离任乙", until=clock.today() - timedelta(days=1))
    for _each in range(2):
        people.make_person(Post.MEMBER, unit, name="样例同名")
    names = ["样例离任甲", "样例离任乙", "样例校长", "样例责任", "样例同名", "样例责任人、样例副局长"]
    reading = pasted(
        *[row(问题描述=f"问题{n}", 责任人=name) for n, name in enumerate(names)], head=[*HEAD, "责任人"]
    )
    said = list(faults(reading).values())
    assert said[0] == "“样例离任甲”已离任，不在样例民政局。"
    assert said[1] == "“样例离任乙”已离任，不在样例民政局。"
    assert said[2].startswith("“样例校长”不是样例民政局人员。")
    assert said[3].startswith("“样例责任”不是样例民政局人员。是否为“样例责任人”")
    assert said[4] == "样例民政局有2位“样例同名”，请留空，交办后再指定。"
    assert said[5] == "请只填一名同志。"


def test_duplicates_inside_the_list_and_against_what_was_given_out(world):
    given = issuing.issue(problem(world, problem="台账 不完整"), by=world.district.clerk)
    reading = pasted(
        row(问题描述="同一个问题"),
        row(问题描述="同一个 问题"),
        row(责任单位="样例党校", 问题描述="同一个问题"),
        row(问题描述="台账不完整"),
        row(责任单位="样例党校", 问题描述="台账不完整"),
    )
    assert faults(reading) == {
        "B3": "与第2行重复。",
        "B5": f"与已交办的{given.number}完全相同。如系再次发生，请写明本次的情况。",
    }


def test_a_problem_that_came_to_nothing_may_be_given_out_again(world):
    given = issuing.issue(problem(world, problem="台账不完整"), by=world.district.clerk)
    Item.objects.filter(pk=given.pk).update(status="unfounded")
    assert pasted(row(问题描述="台账不完整")).ok


def test_too_long_cells_unknown_words_and_a_task_that_is_not_there(world):
    reading = pasted(
        row(问题描述="长" * 40_000),
        row(问题描述="甲", 问题来源="听说"),
        row(问题描述="乙", 问题来源=""),
        row(问题描述="", 问题来源="审计"),
    )
    said = faults(reading)
    assert said["B2"] == "文字过长：40000个字，最多5000个字。"
    assert said["D3"].startswith("没有这个来源。可以填：巡视巡察反馈、")
    assert said["D4"].startswith("问题来源为空")
    assert said["B5"] == "问题描述为空。"
    head = [*HEAD, "整改类型", "重大或屡改屡犯", "反馈日期", "对应任务编号"]
    cells = {"整改类型": "马上改", "重大或屡改屡犯": "也许", "反馈日期": "2027-01-01", "对应任务编号": "9.9"}
    assert faults(pasted(row(**cells), head=head)) == {
        "E2": "只能填立行立改、限期整改、长期坚持。",
        "F2": "只能填“是”或“否”。",
        "G2": "反馈日期不能晚于今天。",
        "H2": "样例民政局已批准的方案中没有编号9.9的任务。",
    }


def test_what_the_list_does_not_say_comes_from_above_it(world):
    audit = Source.objects.get(kind=SourceKind.AUDIT)
    reading = pasted(
        row()[:3], head=HEAD[:3], defaults=Defaults(audit, "审计报告（样例）", date(2026, 10, 1))
    )
    kept = reading.rows[0].kept
    assert (kept["source"], kept["source_document"], kept["source_date"]) == (
        audit.pk,
        "审计报告（样例）",
        "2026-10-01",
    )


def test_a_complaint_is_never_given_out_by_a_list_and_who_complained_is_not_kept(world):
    reading = pasted(
        row(
            问题描述="群众来电13800138000反映窗口态度",
            问题来源="12345/信访/群众反映",
            反映人="样例某",
            联系电话="13800138000",
        ),
        head=[*HEAD, "反映人", "联系电话"],
    )
    assert set(faults(reading).values()) == {"群众反映请先登记受理，再从登记页交办。"}
    assert any("反映人信息不导入，也不保存" in note for note in reading.notes)
    assert "样例某" not in str(reading.rows[0].kept) and "样例某" not in str(reading.rows[0].raw)


def test_a_missing_column_a_merged_head_and_merged_problems_in_a_file(world):
    reading = read_file(book(["责任单位", "问题描述", "备注"]), "清单.xlsx", defaults=Defaults())
    assert reading.file_errors[0].sentence == "缺少列：整改时限。请使用下载的模板，不要改动列名。"
    rows = [
        ["问题整改清单"],
        ["责任单位", "", "", ""],
        ["", "问题描述", "整改时限", "问题来源"],
        ["样例民政局", "问题一", "2026-12-31", "审计"],
        ["", "", "2026-12-31", "审计"],
    ]
    merge = [("A2:A3", "责任单位"), ("B2:D2", "问题"), ("A4:A5", "样例民政局"), ("B4:B5", "问题一")]
    reading = read_file(book(*rows, merge=merge), "清单.xlsx", defaults=Defaults())
    assert "表头为合并单元格，已按两行表头识别。" in reading.notes
    assert [each.kept["unit"] for each in reading.rows] == [world.district.unit.pk] * 2
    assert faults(reading) == {"B5": "问题描述是合并单元格，请取消合并，每行写一个问题。"}


def test_a_formula_is_said_at_its_cell_and_not_once_more_as_empty(world):
    rows = [HEAD, row(), row(问题描述="另一个")]
    reading = read_file(
        book(*rows, formula=(2, 2, "=TODAY()+9", None, 46000)), "清单.xlsx", defaults=Defaults()
    )
    assert faults(reading) == {"C3": "单元格是公式，请改为文字或数值（复制后选择性粘贴为数值）。"}


def test_more_rows_than_one_list_may_have_are_refused_as_a_whole(world):
    rows = [row(问题描述=f"问题{n}") for n in range(501)]
    assert pasted(*rows).file_errors[0].sentence == "共501行，每次最多500行，请分批导入。"
    stream = io.BytesIO("\n".join(",".join(each) for each in (HEAD, *rows * 10)).encode())
    assert (
        read_file(stream, "清单.csv", defaults=Defaults())
        .file_errors[0]
        .sentence.startswith("共5010行，每次最多5000行")
    )


@pytest.mark.parametrize("text", ["", "没有表头\t的内容\t一行", "\t\t\n\t\t"])
def test_pasted_text_without_a_head_is_a_sentence(world, text):
    reading = read_pasted(text, defaults=Defaults())
    assert len(reading.errors) == 1 and reading.rows == []


def test_the_template_can_be_filled_in_and_read(world):
    body = template(units=["样例民政局"], sources=Source.objects.all())
    reading = read_file(io.BytesIO(body), "模板.xlsx", defaults=Defaults())
    assert [error.sentence for error in reading.errors] == [
        "表中只有模板自带的样例行，没有问题。请从样例行的下一行开始填写。"
    ]
    assert reading.notes == []


def sample_of_the_template() -> tuple[list[str], list[str]]:
    """The head and the sample row, as the file that people download has them."""
    body = template(units=["样例民政局"], sources=Source.objects.all())
    rows = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0).to_python()
    return [str(each) for each in rows[2]], [str(each) for each in rows[3]]


def test_the_sample_row_is_left_out_and_the_preview_says_so(world):
    head, sample = sample_of_the_template()
    problem_of_theirs = dict(zip(head, sample, strict=True)) | {
        "序号": "1",
        "责任单位*": "样例民政局",
        "问题描述*": "台账不完整",
        "对应任务编号": "",
    }
    reading = pasted(sample, list(problem_of_theirs.values()), head=head)
    assert [each.kept["problem"] for each in reading.rows] == ["台账不完整"] and reading.ok
    assert reading.notes == ["第2行是模板自带的样例行，不导入。"]


def test_a_problem_written_over_the_sample_row_is_a_problem(world):
    head, sample = sample_of_the_template()
    over = dict(zip(head, sample, strict=True)) | {"责任单位*": "样例民政局", "对应任务编号": ""}
    reading = pasted(list(over.values()), head=head)
    assert over["序号"] == "样例" and reading.ok and reading.rows[0].unit == "样例民政局"
    assert reading.notes == []


def test_a_row_marked_as_a_sample_that_is_none_has_its_faults_named(world):
    reading = pasted(["样例二", *row(整改时限="10月底")], head=["序号", *HEAD])
    assert len(reading.rows) == 1 and "不是确切日期" in faults(reading)["D2"]


def test_a_list_of_few_columns_with_only_the_sample_row_says_so(world):
    head, sample = sample_of_the_template()
    reading = pasted(sample[:4], head=head[:4])
    assert [error.sentence for error in reading.errors] == [
        "表中只有模板自带的样例行，没有问题。请从样例行的下一行开始填写。"
    ]


def test_an_empty_table_says_where_to_begin(world):
    assert [error.sentence for error in pasted().errors] == ["表中没有问题，请从表头的下一行开始填写。"]


def test_reading_writes_nothing(world, django_assert_num_queries):
    few = [row(问题描述=f"问题{n}") for n in range(2)]
    many = [row(问题描述=f"问题{n}") for n in range(60)]
    with django_assert_num_queries(6):
        pasted(*few)
    with django_assert_num_queries(6):
        pasted(*many)
    assert not Item.objects.exists()


def test_a_chinese_list_is_read_alike_by_somebody_who_reads_english(world):
    with translation.override("en"):
        body = template(units=["样例民政局"], sources=Source.objects.all())
        reading = pasted(row(整改类型="立行立改", 问题来源="审计"), head=[*HEAD, "整改类型"])
    assert reading.ok and reading.rows[0].kept["kind"] == "immediate"
    choices = CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_name("选项").to_python()
    assert ["督查检查", "限期整改"] == [choices[5][4], choices[2][2]]
