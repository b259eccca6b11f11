"""列名: what people call the columns of a task list, in any order, and which field each one is."""

from plans.actions.rows import HEADS
from records.heads import Columns

# 责任 and 时限 alone may hold two things; the reader takes them apart.
RESPONSIBLE = "responsible"
PERIOD = "period"

NAMES = {
    "code": "编号 序号 任务编号 项目编号 编码 任务序号",
    "category": "类别 大类 分类 任务类别 板块 所属类别 任务分类",
    "title": "任务 任务名称 工作任务 重点任务 创建任务 主要任务 任务内容 工作内容 具体任务 项目 任务项目 事项 工作事项 重点工作 工作项目 任务事项 具体工作 主要工作",
    "carrier": "载体 抓手 抓手载体 载体抓手 工作载体 载体措施 具体举措 工作措施 具体措施 措施 主要措施 工作举措 举措 推进措施",
    "business_matter": "业务事项 业务工作 对应业务 融合业务 结合业务 业务 对应业务事项 关联业务",
    "party_role": "党组织作用 党组织的作用 党组织作用发挥 党建作用 党组织职责 党组织",
    "section": "责任科室 责任部门 牵头科室 牵头部门 承办科室 承办部门 责任单位 责任处室 责任股室 牵头单位 科室",
    "person": "责任人 负责人 具体责任人 责任同志 承办人 责任人员 直接责任人",
    RESPONSIBLE: "责任 责任分工 责任主体 责任科室及责任人 责任部门及责任人 责任单位及责任人 责任部门责任人 责任科室责任人 分工",
    "starts": "开始时间 开始日期 起始时间 启动时间 开始 起始日期",
    "due": "完成时限 时限 完成时间 完成日期 截止时间 截止日期 办结时限 完成期限 期限 时限要求 时间要求",
    PERIOD: "时间 起止时间 时间安排 进度安排 时间进度 起止日期 实施时间 推进时间",
    "milestones": "节点 阶段节点 节点安排 时间节点 工作节点 进度节点 阶段安排 节点时间",
    "standard": "完成标准 标准 验收标准 工作标准 目标要求 预期目标 工作目标 预期成效 目标 工作要求 考核标准",
    "expected_evidence": "预期佐证 佐证 佐证材料 预期成果 成果形式 成果 佐证资料 印证材料 预期佐证材料",
}
TASKS = Columns(
    heads=HEADS,
    names=NAMES,
    needed=("title", "section", "person", "starts", "due", "standard"),
    stand_ins={"section": RESPONSIBLE, "person": RESPONSIBLE, "starts": PERIOD, "due": PERIOD},
)


def is_head(cells: list) -> bool:
    """Does this row look like the head of a task list? At least three of our columns, one of them the task."""
    found = set(TASKS.fields_of(cells).values())
    return "title" in found and len(found) >= 3
