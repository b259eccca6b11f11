"""下载模板: the Excel file a problem list is written in, with units and sources to choose from."""

from collections.abc import Iterable

from records.blanks import Column, blank
from records.stored import in_chinese

from ..enums import Kind, Scope
from ..models import Source
from .columns import HEADS, LENGTHS, NEEDED, ROWS, SAMPLES

WIDTHS = {
    "code": 6, "unit": 22, "problem": 44, "due": 12, "standard": 30, "goal": 24, "category": 14, "scope": 10, "kind": 12,
    "major": 10, "source": 16, "source_document": 24, "source_date": 12, "task": 10, "leader": 10, "section": 14, "person": 10,
    "remark": 16,
}  # fmt: skip
NOTE = (
    "填写说明：1.带*的列必须填写，列的顺序可以调整，列名不要改动，每行写一个问题，不要使用公式。"
    "2.日期写成2026-03-31，不写“10月底”。3.责任单位只填一个牵头单位，配合单位由牵头单位在整改措施中填写。"
    "4.问题来源、来源文件、反馈日期整份清单相同的，可以不填，导入时统一选择。"
    "5.对应任务编号写该单位已批准方案中的任务编号。6.模板自带的样例行不导入，改动过的按问题导入。每次最多导入5000行。"
)


@in_chinese()
def template(*, units: Iterable[str], sources: Iterable[Source]) -> bytes:
    """问题清单模板 (.xlsx)."""
    choices = {
        "unit": units,
        "source": map(str, sources),
        "scope": map(str, Scope.labels),
        "kind": map(str, Kind.labels),
        "major": ["是", "否"],
    }
    columns = [
        Column(
            name=name,
            width=WIDTHS[field],
            sample=SAMPLES.get(field, ""),
            required=field in NEEDED,
            is_day=field in {"due", "source_date"},
            longest=LENGTHS.get(field, 0),
            choices=choices.get(field, ()),
        )
        for field, name in HEADS.items()
    ]
    return blank(
        sheet="问题清单", title="问题清单（导入模板）", note=NOTE, columns=columns, rows=ROWS, frozen=3
    )
