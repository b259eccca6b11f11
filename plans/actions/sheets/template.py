"""下载模板: the Excel file a unit fills in, with its own sections and people to choose from."""

from collections.abc import Iterable

from plans.actions.rows import HEADS, LENGTHS
from plans.actions.sheets.limits import ROWS, SAMPLE
from records.blanks import Column, blank

WIDTHS = {
    "code": 8, "category": 16, "title": 26, "carrier": 22, "business_matter": 22, "party_role": 22, "section": 14,
    "person": 10, "starts": 12, "due": 12, "milestones": 28, "standard": 30, "expected_evidence": 20,
}  # fmt: skip
REQUIRED = frozenset({"title", "section", "person", "starts", "due", "milestones", "standard"})
NOTE = (
    "填写说明：1.带*的列必须填写，列的顺序可以调整，列名不要改动，不要合并单元格，不要使用公式。"
    "2.日期写成2026-03-31。3.节点每行一个（Alt+Enter换行），写“名称 2026-03-31”，每项任务1至6个。"
    "4.责任科室、责任人从下拉列表中选择，每项任务填一个科室、一名同志。5.编号不得重复，与方案中已有编号相同的任务将被更新。"
    "6.标有“样例”的行不导入。每次最多导入500项。"
)
SAMPLES = {
    "code": SAMPLE,
    "category": "重实效·促融合",
    "title": "党建业务融合项目",
    "carrier": "“一窗通办”书记项目",
    "business_matter": "企业开办一次办成",
    "party_role": "机关党支部书记领办，党员先锋岗包窗口",
    "section": "（从列表选择）",
    "person": "（从列表选择）",
    "starts": "2026-02-01",
    "due": "2026-11-30",
    "milestones": "确定选题 2026-03-31\n中期检查 2026-07-31\n成果验收 2026-11-30",
    "standard": "企业开办由4个环节减为1个，平均用时不超过1个工作日",
    "expected_evidence": "立项表、办件统计",
}


def template(*, sections: Iterable[str], people: Iterable[str], categories: Iterable[str]) -> bytes:
    """任务清单模板 (.xlsx): heads, notes, lists to choose from, and a sample row that the import leaves out."""
    choices = {"category": categories, "section": sections, "person": people}
    columns = [
        Column(
            name=name,
            width=WIDTHS[field],
            sample=SAMPLES[field],
            required=field in REQUIRED,
            is_day=field in {"starts", "due"},
            longest=LENGTHS.get(field, 0),
            choices=choices.get(field, ()),
            # Another category may be typed; a section or person must be one of the unit's.
            strict=field != "category",
            refusal="请选择本单位的科室和人员。",
        )
        for field, name in HEADS.items()
    ]
    return blank(
        sheet="任务清单", title="任务清单（导入模板）", note=NOTE, columns=columns, rows=ROWS, frozen=3
    )
