"""What: the words of the sample plans. Three units repeat the mistakes the committee complains of."""

from datetime import date, timedelta

from plans.actions.enums import SectionKey
from records import workdays

TASKS = (
    # code, carrier, party organisation's part, standard, evidence; {b} is a business matter of the unit
    (
        "1.1",
        "“第一议题”举措清单",
        "党组书记领题，支部书记逐条认领",
        "每月学习后5个工作日内形成举措1条以上，季度末逐条核对落实",
        "议题目录、举措清单",
    ),
    (
        "1.3",
        "重大部署承接清单",
        "党组成员分领，每季度向党组报告",
        "承接事项100%明确责任人和时限，按期完成率不低于95%",
        "清单、完成情况表",
    ),
    (
        "2.3",
        "支部主题党日",
        "支部书记主持，党小组长带头发言",
        "每月1次，每次解决{b}中1个具体问题并有记录",
        "支部手册、问题记录",
    ),
    ("2.4", "党务业务双向交流", "机关党委提出名单，党组研究", "全年交流2人以上，经历写入履历", "交流名单"),
    (
        "3.2",
        "书记项目：{b}",
        "党组书记领办，党员突击队承担",
        "{b}平均办理时间较上年压减20%，有数据对比",
        "立项表、数据对比表",
    ),
    (
        "3.3",
        "“一业一品”品牌",
        "支部牵头，科室参与",
        "品牌有机制、有责任人，服务对象知晓率不低于60%",
        "品牌说明1页",
    ),
    (
        "4.1",
        "{b}流程优化",
        "党员示范岗带头试行",
        "优化事项3项以上，窗口等候不超过15分钟",
        "流程图、等候时长数据",
    ),
    (
        "4.2",
        "年度实事项目",
        "支部与社区党组织共同承诺",
        "立项2件以上，年底由服务对象确认完成",
        "承诺书、确认单",
    ),
    (
        "4.3",
        "“双报到”结对",
        "在职党员到社区认领",
        "解决结对社区问题3个以上，对方单位确认",
        "问题清单、确认回执",
    ),
    ("5.2", "精文减会台账", "办公室党支部牵头自查", "发文、会议较上年压减10%", "对比数据"),
)

GOOD = {
    SectionKey.REQUIREMENTS: (
        "围绕区委中心工作，以{b0}为切入点，把机关党建和业务工作放在一起谋划、一起部署、一起落实、一起检查。"
        "年底前做到：每个科室有任务，每项任务有载体、有责任人、有完成标准，群众办事的堵点有记录、有办法、有结果。"
    ),
    SectionKey.PRINCIPLES: (
        "（一）坚持问题导向。从{b1}中群众反映的具体问题出发确定任务。\n"
        "（二）坚持全员参与。党组领责、支部主责、科室有责、党员尽责，不由党务部门单独承担。\n"
        "（三）坚持务实管用。能用业务数据证明的，不另外做材料。"
    ),
    SectionKey.TARGETS: (
        "（一）{b0}平均办理时间较上年压减20%。\n（二）{b1}群众投诉较上年下降10%。\n"
        "（三）{b2}形成可复制做法1个以上。\n（四）各支部规范落实组织生活，党员参与业务攻坚的情况有记录。"
    ),
    SectionKey.STEPS: (
        "（一）部署启动阶段。党组会议研究通过方案，任务分解到科室和个人。\n"
        "（二）组织实施阶段。按任务书推进，每月调度一次，遇到困难及时提请协调。\n"
        "（三）自查完善阶段。对照完成标准逐项自查，整理佐证材料，申请验收。"
    ),
    SectionKey.ORGANISATION: (
        "成立领导小组，党组书记任组长，班子成员任副组长，各科室负责人为成员，办公室承担日常工作。"
        "领导小组每季度听取一次情况，任务进展与科室年度工作一并考核。"
    ),
}

SLOGANS = {
    SectionKey.REQUIREMENTS: "高举旗帜，凝心聚力，奋勇争先，全面提升政务服务水平，打造人民满意的一流窗口，不断开创工作新局面。",
    SectionKey.PRINCIPLES: "坚持高标准、严要求、快节奏，做到思想再统一、认识再提高、力度再加大。",
    SectionKey.TARGETS: "全面提升服务质量，切实增强群众获得感，努力实现新跨越。",
    SectionKey.STEPS: "第一阶段高度重视，第二阶段狠抓落实，第三阶段总结提高。",
    SectionKey.ORGANISATION: "加强领导，压实责任，营造氛围，确保实效。",
}


def sections(story, *, slogans: bool = False) -> dict[str, str]:
    """The five sections of a unit's plan by key."""
    source = SLOGANS if slogans else GOOD
    words = {f"b{n}": matter for n, matter in enumerate(story.business)}
    return {key.value: text.format(**words) for key, text in source.items()}


def tasks(
    story, people: list, sections_by_name: dict, template: dict, *, starts: date, ends: date, only=None
) -> list[dict]:
    """Rows for import_tasks: `people` are (Person, Section), `template` items by code; `only` limits to one section."""
    chosen = [pair for pair in people if only is None or pair[1].name == only]
    span = (ends - starts).days
    rows = []
    for place, (code, carrier, role, standard, evidence) in enumerate(TASKS):
        matter = story.business[place % len(story.business)]
        person, section = chosen[place % len(chosen)]
        begin = workdays.next_working(starts + timedelta(days=span * (place % 4) // 12))
        due = workdays.next_working(starts + timedelta(days=(span - 8) * (4 + place) // 13))
        item = template[code]
        rows.append(
            {
                "code": code,
                "category": item.category,
                "title": item.title,
                "carrier": carrier.format(b=matter),
                "business_matter": matter,
                "party_role": role,
                "section": section,
                "person": person,
                "starts": begin,
                "due": due,
                "standard": standard.format(b=matter),
                "expected_evidence": evidence,
                "milestones": [
                    ("明确分工和措施", workdays.next_working(begin + (due - begin) / 4)),
                    ("中期推进", workdays.next_working(begin + (due - begin) / 2)),
                    ("对照标准完成", due),
                ],
            }
        )
    return rows
