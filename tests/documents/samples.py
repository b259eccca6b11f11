"""Invented facts for the papers; every organisation and person is 样例."""

import datetime

from documents.papers import acceptance_opinion, review_opinion, signing_slip, task_sheet

DAY = datetime.date(2026, 11, 23)
RARE = "玥珺翀堃昇燚㛃䶮𬭎"
DIGEST = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def common(**changes) -> dict:
    return {
        "issuer": "示范区机关工作党委（样例）",
        "number": "验收-2026-0003",
        "code": "7KQ2-M9XD",
        "verify_url": "http://127.0.0.1:8000/verify/7KQ2M9XD",
        "unit": "示范区政务服务中心（样例）",
        "plan_title": "示范区政务服务中心创建模范机关实施方案",
        "version_number": 3,
        "version_digest": DIGEST,
        "issued_on": DAY,
        **changes,
    }


def acceptance(
    *, tasks: int = 3, names=("李玥", "张翀堃"), standard: str = "清单覆盖全部高频事项", **changes
):
    return acceptance_opinion.Facts(
        **{
            **common(),
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
            **common(number="送审-2026-0012"),
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
            **common(number="审核-2026-0007", version_number=2),
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
            "contact": "某同志（样例）",
            "phone": "0000-0000001",
            **changes,
        }
    )


def sheet(*, tasks: int = 2, **changes):
    return task_sheet.Facts(
        **{
            **common(number="", issuer="示范区政务服务中心（样例）"),
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


SAMPLES = {
    "acceptance_opinion": acceptance,
    "signing_slip": slip,
    "review_opinion": review,
    "task_sheet": sheet,
}
