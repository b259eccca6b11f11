"""Invented facts for the papers of 销号; every organisation and person is 样例."""

import datetime

from documents.papers import closing_approval, closing_confirmation, publicity_notice

from .common import DIGEST, of_version

PROBLEM = "窗口一次性告知不到位，群众为补交材料多次往返，办事指南与实际要求不一致（样例）。"


def approval(
    *, measures: int = 3, names=("韩松年", "陆景和"), text: str = "", problem: str = PROBLEM, **changes
):
    """A 整改销号申请审批表 with so many measures, each with one file; `text` makes measures longer."""
    leader, clerk = names
    return closing_approval.Facts(
        **{
            **of_version(number="", plan_title="整改-2026-0012 窗口一次性告知不到位"),
            "item_number": "整改-2026-0012",
            "source": "巡视巡察反馈",
            "source_document": "《关于对区政务服务中心的巡察反馈意见》（样例）",
            "source_date": datetime.date(2026, 5, 8),
            "problem": problem,
            "kind": "限期整改",
            "standard": "一次性告知单覆盖全部31个事项，抽查10件无一遗漏。",
            "leader": leader,
            "person": clerk,
            "due": datetime.date(2026, 9, 30),
            "extended_due": datetime.date(2026, 11, 15),
            "applied_on": datetime.date(2026, 11, 18),
            "late": "曾逾期3个工作日（配合单位）。",
            "round_number": 2,
            "measures": tuple(
                closing_approval.MeasureRow(
                    order=n,
                    text=f"始{n:02}逐项梳理事项，编印一次性告知单{text}终{n:02}",
                    unit="示范区政务服务中心（样例）" if n % 3 else "示范区大数据中心（样例）",
                    person=clerk,
                    done="31个事项已全部公布，窗口和网上一致。" if n != 2 else "",
                    confirmed_on=datetime.date(2026, 11, 16) if n != 2 else None,
                    excuse="系统已由上级统建，不再单独开发。" if n == 2 else "",
                )
                for n in range(1, measures + 1)
            ),
            "evidence": tuple(
                closing_approval.EvidenceRow(
                    measure=n,
                    name=f"一次性告知单（第{n}批）.pdf",
                    dated=datetime.date(2026, 11, 10),
                    digest=DIGEST,
                )
                for n in range(1, measures + 1)
            ),
            "mechanism": "建立一次性告知清单动态更新制度，每季度核对一次（样例）。",
            "self_conclusion": "对照整改标准，各项措施全部完成，群众往返次数明显减少（样例）。",
            "applicant": clerk,
            "opinions": (
                opinion("单位意见", clerk, "情况属实，同意申请销号。", on_behalf_of=leader, post="局长"),
                opinion("初审意见", "秦知远", "材料齐全，措施逐项落实。", post="科员"),
                opinion("复核意见", "朱明哲", "同意。", post="主任"),
                opinion("验收组意见", "、".join(names), "通过验收。", post="验收组"),
                opinion(
                    "审定意见", "秦知远", "同意销号。", on_behalf_of="许向荣", on_paper=True, post="副书记"
                ),
                opinion("公示", "秦知远", "2026年11月18日至2026年11月25日公示，无异议。"),
            ),
            "result": "同意销号",
            "closed_on": datetime.date(2026, 11, 23),
            "closing_number": "销号〔2026〕5号",
            **changes,
        }
    )


def opinion(stage: str, person: str, words: str, **fields):
    return closing_approval.StageOpinion(
        **{"stage": stage, "person": person, "opinion": words, "at": "2026-11-20 10:42"} | fields
    )


def confirmation(*, names=("韩松年", "陆景和"), **changes):
    """A 整改销号确认单."""
    leader, clerk = names
    on = datetime.date(2026, 11, 20)
    return closing_confirmation.Facts(
        **{
            **of_version(number="销号〔2026〕5号", plan_title="整改-2026-0012 窗口一次性告知不到位"),
            "item_number": "整改-2026-0012",
            "source": "巡视巡察反馈",
            "problem": PROBLEM,
            "received_on": datetime.date(2026, 5, 12),
            "applied_on": datetime.date(2026, 11, 18),
            "accepted_on": datetime.date(2026, 11, 19),
            "publicity_from": datetime.date(2026, 11, 18),
            "publicity_to": datetime.date(2026, 11, 25),
            "closed_on": datetime.date(2026, 11, 23),
            "source_number": "样巡〔2026〕8号",
            "conclusion": "经核验，整改到位，同意销号。",
            "late": "曾逾期3个工作日（配合单位）。",
            "demands": ("长效机制持续执行，防止问题反弹。", "回头看：曾逾期3个工作日，2027-05-23前开展。"),
            "signed": (
                closing_confirmation.Signed(role="经办", person=clerk, on=on),
                closing_confirmation.Signed(role="复核", person=clerk, on_behalf_of=leader, on=on),
                closing_confirmation.Signed(
                    role="审批", person=clerk, on_behalf_of=leader, on_paper=True, on=on
                ),
            ),
            **changes,
        }
    )


def publicity(*, measures: int = 3, **changes):
    """A 公示 of so many measures."""
    return publicity_notice.Facts(
        **{
            **of_version(number="公示〔2026〕3号", plan_title="整改-2026-0012 窗口一次性告知不到位"),
            "item_number": "整改-2026-0012",
            "source": "巡视巡察反馈",
            "problem": PROBLEM,
            "done": tuple(
                f"始{n:02}逐项梳理事项，编印一次性告知单：31个事项已全部公布终{n:02}"
                for n in range(1, measures + 1)
            ),
            "result": "经审核，整改到位，拟予销号。",
            "publicity_from": datetime.date(2026, 11, 23),
            "publicity_to": datetime.date(2026, 11, 30),
            "days": 5,
            "contact": "秦知远",
            "phone": "0000-0000000（样例）",
            **changes,
        }
    )
