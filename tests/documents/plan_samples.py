"""Invented facts for 时间表, 作战图, 审批表 and 验收合格证书; every organisation and person is 样例."""

import datetime

from documents.papers import (
    approval_form,
    battle_map,
    certificate,
    naming_certificate,
    plan_tasks,
    timetable,
)
from documents.papers.closing_approval import StageOpinion
from documents.papers.task_sheet import Milestone

from .common import of_version

STATES = ("已办结", "正常", "临近到期", "已逾期", "未启动")


def tasks(n: int, **changes) -> tuple[plan_tasks.Task, ...]:
    return tuple(
        plan_tasks.Task(
            **{
                "code": f"{at // 8 + 1}.{at % 8 + 1}",
                "title": f"窗口一次性告知清单逐项核对公开{at:02}",
                "section": "党建工作科",
                "person": "李玥",
                "starts": datetime.date(2026, 1 + at % 6, 5),
                "due": datetime.date(2026, 7 + at % 6, 28),
                "milestones": (
                    Milestone(name="清单公布", due=datetime.date(2026, 4 + at % 6, 10)),
                    Milestone(name="完成并总结", due=datetime.date(2026, 7 + at % 6, 28)),
                ),
                "state": STATES[at % 5],
                **changes,
            }
        )
        for at in range(n)
    )


def times(*, n: int = 6, **changes):
    return timetable.Facts(**{**of_version(), "tasks": tasks(n), **changes})


def battle(*, n: int = 12, **changes):
    return battle_map.Facts(**{**of_version(), "tasks": tasks(n), **changes})


def approval_sheet(*, n: int = 5, words: str = "同意报送。", **changes):
    return approval_form.Facts(
        **{
            **of_version(),
            "action": "2026年创建模范机关行动（样例）",
            "drafter": "秦知远",
            "own_meeting": "2026-03-02 党组会 样例发〔2026〕3号",
            "opinions": tuple(
                StageOpinion(
                    stage=("报送", "签收", "初审退回", "提请上会", "宣布结果")[at % 5],
                    person="陆景和（受韩松年委托）" if at % 2 else "许向荣",
                    post="区民政局 局长",
                    opinion=words,
                    at=f"2026-03-{at % 28 + 1:02} 10:30",
                )
                for at in range(n)
            ),
            "result": "2026年3月20日批准（第3版）",
            **changes,
        }
    )


def certified(**changes):
    return certificate.Facts(
        **{
            **of_version(number="合格〔2026〕3号"),
            "action": "2026年创建模范机关行动（样例）",
            "opinion": "验收意见书验收〔2026〕12号",
            "accepted_on": datetime.date(2026, 11, 20),
            **changes,
        }
    )


def named(**changes):
    return naming_certificate.Facts(
        **{
            **of_version(number="命名〔2026〕1号"),
            "action": "2026年创建模范机关行动（样例）",
            "name": "模范机关创建示范单位（样例）",
            "approved_by": "示范区委员会（样例）",
            "approved_number": "示委〔2026〕18号",
            "approved_on": datetime.date(2026, 11, 20),
            **changes,
        }
    )
