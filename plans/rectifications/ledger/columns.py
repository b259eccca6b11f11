"""台账列: the columns of the ledger and of the three lists (问题清单、任务清单、责任清单), which are views of the same rows."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ..enums import Kind, Liability, ListKind, Scope, Truth
from . import cells
from .cells import Row, Value

MEASURES, BESIDE = "measures", "beside"


@dataclass(frozen=True)
class Column:
    """One column. `width` in characters; `needs` what its cells are read from besides the item itself; `order` what the address says to sort by it."""

    key: str
    head: str
    value: Callable[[Row], Value]
    width: int = 14
    needs: str = ""
    order: str = ""


def _item(name: str) -> Callable[[Row], Value]:
    return lambda row: getattr(row.item, name)


def _word(name: str, choices) -> Callable[[Row], Value]:
    def label(row: Row) -> str:
        value = getattr(row.item, name)
        return str(choices(value).label) if value else ""

    return label


def _measure(name: str) -> Callable[[Row], Value]:
    return lambda row: getattr(row.measure, name) if row.measure else None


def _name(found) -> str:
    return found.name if found else ""


ITEM = (
    Column("number", _("编号"), _item("number"), 15, order="number"),
    Column("light", _("灯色"), lambda row: str(row.shade.label), 10),
    Column("state", _("状态"), cells.label, 14),
    Column("title", _("问题"), _item("title"), 30),
    Column("source", _("问题来源"), lambda row: str(row.item.source), 14),
    Column("source_document", _("来源文件"), _item("source_document"), 20),
    Column("source_date", _("反馈日期"), _item("source_date"), 12, order="source_date"),
    Column("problem", _("问题描述（原文）"), _item("problem"), 44),
    Column("category", _("问题类别"), _item("category"), 14),
    Column("scope", _("个性/共性"), _word("scope", Scope), 10),
    Column("kind", _("整改类型"), _word("kind", Kind), 12),
    Column("major", _("重大或屡改屡犯"), cells.major, 8),
    Column("goal", _("整改目标"), _item("goal"), 30),
    Column("standard", _("完成标准"), _item("standard"), 30),
    Column("measures", _("整改措施"), cells.measures, 40, needs=MEASURES),
    Column("leader", _("责任领导"), lambda row: _name(row.item.leader), 10),
    Column("unit", _("牵头单位"), lambda row: row.item.unit.name, 20, order="unit"),
    Column("partners", _("配合单位"), cells.partners, 20, needs=MEASURES),
    Column("section", _("责任科室"), lambda row: _name(row.item.section), 14),
    Column("person", _("责任人/电话"), lambda row: cells.person(row.item.person), 18),
    Column("issued_on", _("交办日期"), _item("issued_on"), 12),
    Column("received_on", _("签收日期"), _item("received_on"), 12),
    Column("due", _("整改时限"), _item("due"), 12),
    Column("extended_due", _("延期后时限"), _item("extended_due"), 12),
    Column("renewed_due", _("重新明确时限"), _item("renewed_due"), 12),
    Column("limit", _("现时限"), _item("limit"), 12, order="limit"),
    Column("progress", _("进展"), cells.progress, 40, needs=MEASURES),
    Column("percent", _("完成率"), _item("percent"), 8, order="percent"),
    Column("evidence", _("佐证材料"), cells.evidence, 24, needs=BESIDE),
    Column("mechanism", _("长效机制"), _item("mechanism"), 24),
    Column("accountability", _("追责问责（人次）"), _item("accountability"), 16),
    Column("self_conclusion", _("自评结论"), _item("self_conclusion"), 24),
    Column("truth", _("核实结论"), _word("truth", Truth), 10),
    Column("liability", _("责任认定"), _word("liability", Liability), 10),
    Column("first_review", _("初审意见"), lambda row: cells.stage(row, "first_review"), 20, needs=BESIDE),
    Column("recheck", _("复核意见"), lambda row: cells.stage(row, "recheck"), 20, needs=BESIDE),
    Column(
        "acceptance", _("验收结论/日期/验收人"), lambda row: cells.stage(row, "acceptance"), 24, needs=BESIDE
    ),
    Column("publicity", _("公示起止"), cells.publicity, 22, needs=BESIDE),
    Column("closed", _("销号日期/文号"), cells.closed, 20),
    Column("late", _("曾逾期"), cells.late, 16),
    Column("returns", _("退回次数"), _item("return_count"), 8),
    Column("look_back", _("回头看日期/结果"), cells.look_back, 18, needs=BESIDE),
    Column("relapse", _("是否反弹"), cells.relapse, 10),
    Column("remark", _("备注"), _item("remark"), 20),
)
MEASURE = (
    Column("m_order", _("措施序号"), lambda row: row.n if row.measure else None, 8, needs=MEASURES),
    Column("m_text", _("整改措施"), _measure("text"), 40, needs=MEASURES),
    Column("m_standard", _("措施完成标准"), _measure("standard"), 30, needs=MEASURES),
    Column("m_unit", _("责任单位"), lambda row: row.unit.name, 20, needs=MEASURES),
    Column("m_leader", _("责任领导"), lambda row: _name(row.of_measure("leader")), 10, needs=MEASURES),
    Column("m_section", _("责任科室"), lambda row: _name(row.of_measure("section")), 14, needs=MEASURES),
    Column(
        "m_person", _("责任人/电话"), lambda row: cells.person(row.of_measure("person")), 18, needs=MEASURES
    ),
    Column("m_starts", _("开始时间"), _measure("starts"), 12, needs=MEASURES),
    Column(
        "m_due",
        _("完成时限"),
        lambda row: row.of_measure("due") if row.measure else row.item.limit,
        12,
        needs=MEASURES,
    ),
    Column("m_percent", _("完成率"), _measure("percent"), 8, needs=MEASURES),
    Column("m_progress", _("进展"), cells.measure_progress, 40, needs=MEASURES),
    Column("m_light", _("措施灯色"), lambda row: str(row.measure_shade.label), 10, needs=MEASURES),
    Column("m_confirmed", _("确认完成日期"), _measure("confirmed_on"), 12, needs=MEASURES),
    Column("m_excuse", _("免办理由"), _measure("excuse"), 20, needs=MEASURES),
)
BY_KEY = {column.key: column for column in (*ITEM, *MEASURE)}

# Which columns a list can show. The first ones stand still while the others move, and cannot be left out.
FIXED = {
    ListKind.LEDGER: ("number", "title"),
    ListKind.PROBLEMS: ("number", "title"),
    ListKind.TASKS: ("number", "title"),
    ListKind.DUTIES: ("number", "title"),
}
# On the page what one looks for first stands first; the rest, and the whole ledger on paper, in the order of its columns.
HEAD_OF_LIST = ("number", "title", "light", "state", "unit", "limit")
OFFERED = {
    ListKind.LEDGER: tuple(dict.fromkeys([*HEAD_OF_LIST, *(column.key for column in ITEM)])),
    ListKind.PROBLEMS: (
        "number", "title", "source", "source_document", "source_date", "problem", "category", "scope", "kind", "standard",
        "unit", "issued_on", "limit", "state", "light", "remark",
    ),
    ListKind.TASKS: (
        "number", "title", "goal", "standard", "m_order", "m_text", "m_standard", "m_unit", "m_starts", "m_due", "m_percent",
        "m_progress", "m_light", "m_confirmed", "m_excuse", "unit", "state", "limit",
    ),
    ListKind.DUTIES: (
        "number", "title", "unit", "partners", "m_order", "m_text", "m_unit", "m_leader", "m_section", "m_person", "m_due",
        "m_light", "m_percent", "limit", "state",
    ),
}  # fmt: skip
FIRST_SHOWN = {
    ListKind.LEDGER: (*HEAD_OF_LIST, "source", "kind", "measures", "leader", "person", "progress", "percent"),
    ListKind.PROBLEMS: ("number", "title", "source", "source_date", "problem", "category", "scope", "kind", "unit", "limit", "light"),
    ListKind.TASKS: ("number", "title", "goal", "m_order", "m_text", "m_standard", "m_unit", "m_due", "m_percent", "m_progress", "m_light"),
    ListKind.DUTIES: ("number", "title", "unit", "m_order", "m_text", "m_unit", "m_leader", "m_section", "m_person", "m_due", "m_light"),
}  # fmt: skip


def of_measures(which: str) -> bool:
    """Has the list one line for each measure?"""
    return which in {ListKind.TASKS, ListKind.DUTIES}


def columns(which: str, chosen=()) -> list[Column]:
    """The columns of a list in their order: those chosen, the first ones always; the usual ones when none is."""
    wanted = {*(chosen or FIRST_SHOWN[which]), *FIXED[which]}
    rest = [key for key in OFFERED[which] if key in wanted and key not in FIXED[which]]
    return [BY_KEY[key] for key in (*FIXED[which], *rest)]
