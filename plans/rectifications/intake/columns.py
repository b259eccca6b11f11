"""问题清单's columns: what each is called, by us and by those who send lists, and how long its text may be."""

from records.heads import Columns

CODE = "code"  # 序号: numbers the list only
ROWS = 5000
PASTED_ROWS = 500

HEADS = {
    CODE: "序号",
    "unit": "责任单位",
    "problem": "问题描述",
    "due": "整改时限",
    "standard": "完成标准",
    "goal": "整改目标",
    "category": "问题类别",
    "scope": "个性/共性",
    "kind": "整改类型",
    "major": "重大或屡改屡犯",
    "source": "问题来源",
    "source_document": "来源文件",
    "source_date": "反馈日期",
    "task": "对应任务编号",
    "leader": "责任领导",
    "section": "责任科室",
    "person": "责任人",
    "remark": "备注",
}
NAMES = {
    CODE: "序号 编号 问题编号 问题序号",
    "unit": "单位 牵头单位 整改单位 被反馈单位 被巡察单位 责任主体 单位名称",
    "problem": "问题 具体问题 问题内容 存在问题 反馈问题 主要问题 问题表现 具体表现 问题描述原文",
    "due": "整改期限 完成时限 时限 期限 整改完成时限 办结时限 完成时间 限期 要求完成时间",
    "standard": "标准 整改标准 验收标准",
    "goal": "目标 整改要求",
    "category": "类别 问题大类 大类 问题分类 问题类型",
    "scope": "个性共性 共性个性 个性或共性 问题性质",
    "kind": "类型",
    "major": "重大 是否重大 重大问题 重点问题",
    "source": "来源",
    "source_document": "文件 反馈文件 来源文号 文号 来源文件文号",
    "source_date": "反馈时间 来源日期",
    "task": "对应任务 任务编号 关联任务",
    "leader": "分管领导 责任领导姓名 责任班子成员",
    "section": "责任部门 牵头科室 承办科室",
    "person": "具体责任人 整改责任人 承办人 经办人",
    "remark": "说明",
}
LENGTHS = {
    "problem": 5000,
    "standard": 2000,
    "goal": 2000,
    "category": 60,
    "source_document": 200,
    "remark": 2000,
}
# The row with which the template shows how it is filled in: it is left out as long as it stands as it is here.
SAMPLES = {
    CODE: "样例",
    "unit": "（从列表选择）",
    "problem": "窗口一次性告知不到位，群众多次往返",
    "due": "2026-12-31",
    "standard": "一次性告知单覆盖全部31个事项，抽查10件无一遗漏",
    "goal": "群众办事只跑一次",
    "category": "作风建设",
    "scope": "个性",
    "kind": "限期整改",
    "major": "否",
    "source": "督查检查",
    "source_document": "督查反馈意见（样例）",
    "source_date": "2026-10-31",
    "task": "3.2",
}
NEEDED = ("unit", "problem", "due")

# Nobody misses 序号: it is known when it is there.
PROBLEMS = Columns(
    heads={name: head for name, head in HEADS.items() if name != CODE}, names=NAMES, needed=NEEDED
)
OF_THE_LIST = frozenset({"source", "source_document", "source_date"})  # may be said of the whole list

# Whoever complained is named in the receipt of the complaint only (群众反映), never in a list.
OF_REPORTERS = ("反映人", "投诉人", "举报人", "来电人", "来信人", "诉求人", "信访人", "联系电话", "手机")
