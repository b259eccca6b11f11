"""Invented facts for the papers; every organisation and person is 样例."""

import datetime

from documents import word_samples
from documents.papers import (
    acceptance_opinion,
    research_feedback,
    review_opinion,
    signing_slip,
    supervision_order,
    task_sheet,
)

from . import meeting_samples, visit_samples
from .closing_samples import approval, confirmation, publicity
from .common import common, of_version
from .ledger_samples import inspection, leaders
from .plan_samples import approval_sheet, battle, certified, named, times

RARE = "玥珺翀堃昇燚㛃䶮𬭎"


def acceptance(
    *, tasks: int = 3, names=("李玥", "张翀堃"), standard: str = "清单覆盖全部高频事项", **changes
):
    return acceptance_opinion.Facts(
        **{
            **of_version(),
            "action": "模范机关创建行动（样例）",
            "basis": (
                "《创建模范机关考评实施细则（样例）》",
                "示范区机关工作党委第3次会议审议通过的实施方案",
            ),
            "starts": datetime.date(2026, 3, 1),
            "due": datetime.date(2026, 10, 31),
            "extended_due": datetime.date(2026, 11, 15),
            "applied_on": datetime.date(2026, 11, 16),
            "checked_on": datetime.date(2026, 11, 20),
            "methods": ("查阅资料", "现场查看"),
            "tasks": tuple(
                acceptance_opinion.TaskFinding(
                    code=f"{index // 8 + 1}.{index % 8 + 1}",
                    title=f"建立一次性告知清单{index:02}",
                    standard=f"始{index:02}{standard}终{index:02}",
                    finding=acceptance_opinion.FINDINGS[index % 2],
                    fact="抽查10件，均一次告知",
                )
                for index in range(tasks)
            ),
            "problems": ("任务1.1台账个别月份更新不及时。",),
            "conclusion": "通过验收",
            "opinion": "各项任务按方案落实。",
            "group": tuple(
                acceptance_opinion.GroupMember(
                    name=name, unit="示范区民政局（样例）", role="成员" if at else "组长"
                )
                for at, name in enumerate(names)
            ),
            "statement": "无异议。",
            "dissent": "",
            **changes,
        }
    )


def slip(**changes):
    return signing_slip.Facts(
        **{
            **of_version(number="送审-2026-0012"),
            "version_code": "K7M2-9QXD",
            "asked": "请审定是否同意报送区机关工作党委。",
            "signer": "王㛃",
            "signer_post": "中心主任",
            "summary": ("任务23项，节点61个。", "2026年2月10日中心党组会议审议通过。"),
            "drafter": "高𬭎",
            "contact": "高𬭎",
            "phone": "0000-0000101",
            **changes,
        }
    )


def review(*, points: int = 3, **changes):
    return review_opinion.Facts(
        **{
            **of_version(number="审核-2026-0007", version_number=2),
            "points": tuple(
                review_opinion.ReturnPoint(
                    target=f"任务3.{index + 1}　责任人未明确",
                    written="“机关党委”",
                    problem="责任未到人，无法跟踪。",
                    wanted="写到具体同志，并注明所在科室。",
                    late="上一轮尚未填写。" if index == 2 else "",
                )
                for index in range(points)
            ),
            "items_without_opinion": 20,
            "reply_by": datetime.date(2026, 11, 30),
            "reply_days": 5,
            "reviewer": "样例审核人",
            "contact": "某同志（样例）",
            "phone": "0000-0000001",
            **changes,
        }
    )


def sheet(*, tasks: int = 2, **changes):
    return task_sheet.Facts(
        **{
            **of_version(number="", issuer="示范区政务服务中心（样例）"),
            "person": "孙䶮",
            "section": "综合窗口科",
            "post": "科长",
            "tasks": tuple(
                task_sheet.TaskOrder(
                    code=f"3.{index + 1}",
                    title="建立一次性告知清单",
                    carrier="“一次告知”党员先锋岗",
                    business_matter="高频政务服务事项办理",
                    party_role="党小组带头亮诺",
                    standard="清单覆盖全部高频事项",
                    expected_evidence="清单文本、抽查记录",
                    starts=datetime.date(2026, 3, 1),
                    due=datetime.date(2026, 9, 30),
                    milestones=(task_sheet.Milestone(name="完成梳理", due=datetime.date(2026, 4, 30)),),
                )
                for index in range(tasks)
            ),
            **changes,
        }
    )


def feedback(*, problems: int = 2, **changes):
    return research_feedback.Facts(
        **{
            **common(number="调研〔2026〕2号"),
            "visit": "走访调研",
            "subject": "窗口服务和模范机关创建情况",
            "visited_on": datetime.date(2026, 11, 18),
            "people": ("某同志（示范区机关工作党委（样例））", "李玥（示范区财政局（样例））"),
            "others": "区政府办某同志（样例）",
            "summary": ("窗口秩序良好，党员亮身份到位。",),
            "practices": (research_feedback.Line(text="“党员带班日”，负责人每周到窗口半天。"),),
            "problems": tuple(
                research_feedback.Line(
                    text=f"问题{index:02}：一次性告知不到位，群众多次往返。",
                    advice="梳理事项清单，逐项列明材料。",
                    outcome=f"已交办（整改-2026-{index:04}），时限2027年1月31日",
                )
                for index in range(problems)
            ),
            "commons": (research_feedback.Line(text="会议记录过于简单。"),),
            "matters": (
                research_feedback.Line(
                    text="跨单位数据共享没有牵头单位。",
                    outcome="已列为需工委协调事项（协调-2026-0003），2026年12月9日前答复",
                ),
            ),
            "contact": "某同志（样例）",
            "phone": "0000-0000001",
            **changes,
        }
    )


def order(*, lines: int = 3, colour: str = "red", label: str = "红色督办", **changes):
    return supervision_order.Facts(
        **{
            **common(number="督〔2026〕5号"),
            "colour": colour,
            "colour_label": label,
            "lines": tuple(
                supervision_order.Line(
                    title=f"整改-2026-{n:04} 窗口一次性告知不到位",
                    what="请按整改措施办理并填报进展",
                    due=datetime.date(2026, 11, 16),
                    condition=f"已逾期{n}个工作日",
                )
                for n in range(1, lines + 1)
            ),
            "demand": "请立即办理，说明逾期原因和完成时间，单位负责人要亲自过问。",
            "answer_by": datetime.date(2026, 11, 26),
            "way": "在系统中填写回执",
            "contact": "秦知远",
            "phone": "0000-0000001",
            "signer": "韩松年",
            **changes,
        }
    )


SAMPLES = {
    "timetable": times,
    "battle_map": battle,
    "approval_form": approval_sheet,
    "certificate": certified,
    "naming_certificate": named,
    "assessment_notice": word_samples.notice,
    "acceptance_opinion": acceptance,
    "signing_slip": slip,
    "review_opinion": review,
    "task_sheet": sheet,
    "closing_approval": approval,
    "closing_confirmation": confirmation,
    "publicity_notice": publicity,
    "research_feedback": feedback,
    "ledger_inspection": inspection,
    "ledger_leaders": leaders,
    "visit_opinion": visit_samples.opinion,
    "check_sheet": visit_samples.sheet,
    "supervision_order": order,
}
# Papers that are bound to one version of a plan.
SAMPLES |= meeting_samples.SAMPLES
OF_A_VERSION = SAMPLES.keys() - {
    "research_feedback",
    "ledger_inspection",
    "ledger_leaders",
    "visit_opinion",
    "check_sheet",
    "supervision_order",
    "assessment_notice",
    *meeting_samples.SAMPLES,
}
