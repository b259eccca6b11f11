"""Invented facts of the papers that are also given as Word: a template is tried on them before it is taken (all 样例)."""

import dataclasses
import datetime

from .papers import assessment_notice, meeting_minutes, supervision_order
from .papers.facts import PaperFacts
from .papers.sitting import ListedMatter

DAY = datetime.date(2026, 11, 23)
OFFICE = "示范区机关工作党委（样例）"
CENTRE, BUREAU = "示范区政务服务中心（样例）", "示范区民政局（样例）"
COMMON = {
    "issuer": OFFICE,
    "code": "7KQ2M9XDABCD",
    "verify_url": "http://127.0.0.1:8000/v/7KQ2M9XDABCD/",
    "issued_on": DAY,
}


def order() -> supervision_order.Facts:
    """督办通知单 with two matters."""
    return supervision_order.Facts(
        **COMMON,
        number="督〔2026〕5号",
        unit=CENTRE,
        colour="red",
        colour_label="红色督办",
        lines=tuple(
            supervision_order.Line(
                title=f"整改-2026-{at:04} 窗口一次性告知不到位",
                what="请按整改措施办理并填报进展",
                due=datetime.date(2026, 11, 16),
                condition=f"已逾期{at}个工作日",
            )
            for at in (1, 2)
        ),
        demand="请立即办理，说明逾期原因和完成时间。",
        answer_by=datetime.date(2026, 11, 26),
        way="在系统中填写回执",
        contact="某同志（样例）",
        phone="0000-0000001",
        signer="某负责同志（样例）",
        on_behalf_of="某主任（样例）",
    )


def minutes() -> meeting_minutes.Facts:
    """会议纪要 with a matter, a list and a 议定事项."""
    listed = (ListedMatter(unit=BUREAU, title="实施方案", version="第2版", conclusion="审议通过"),)
    return meeting_minutes.Facts(
        **COMMON,
        number="",
        issue="第8期",
        unit=OFFICE,
        meeting="示范区创建模范机关工作委员会2026年第8次会议",
        held_on=DAY,
        place="机关楼三层会议室",
        presiding="某书记（样例）",
        present=("甲委员（样例）", "乙委员（样例）"),
        leave=("丙委员（样例）",),
        absent=("丁委员（样例）",),
        observers=("某科长（样例）",),
        items=(
            meeting_minutes.Item(
                place=1,
                title="示范区政务服务中心实施方案",
                unit=CENTRE,
                considered="方案任务明确，责任到人。",
                decided="审议通过《示范区政务服务中心实施方案》（第3版）。",
                recused=("甲委员（样例）",),
                numbers="应到会4人，实到2人，参加表决2人：同意2票，不同意0票，弃权0票",
            ),
            meeting_minutes.Item(place=2, title="报审方案（列表）", decided="审议通过。", listed=listed),
        ),
        tasks=(
            meeting_minutes.Task(title="公开一次性告知清单", unit=CENTRE, due=datetime.date(2026, 12, 9)),
        ),
    )


def notice() -> assessment_notice.Facts:
    """考评结果通报 with two parts, a table and a 抄送."""
    return assessment_notice.Facts(
        **COMMON,
        number="示机党发〔2026〕12号",
        unit="各有关单位",
        subject="2026年度创建模范机关行动",
        opening="按照《创建模范机关考评实施细则（样例）》，考评组对各单位2026年度创建工作进行了考评，现将结果通报如下。",
        parts=(
            assessment_notice.Part(
                heading="总体情况", paragraphs=("各单位能够按照实施方案推进任务，多数任务按期完成。",)
            ),
            assessment_notice.Part(
                heading="存在的问题",
                paragraphs=("（一）佐证不够及时。有的单位月底集中上传。", "有的单位整改措施针对性不强。"),
            ),
        ),
        results=(
            assessment_notice.Result(unit=CENTRE, score="92.5", grade="优秀"),
            assessment_notice.Result(unit=BUREAU, score="84.0", grade="良好", remark="整改延期1项"),
        ),
        closing="各单位要对照问题认真整改。",
        snapshot="快照-2026-0003",
        contact="某同志（样例）",
        phone="0000-0000001",
        copies=("区委办公室（样例）", "区纪委监委机关（样例）"),
        printed_by="示范区机关工作党委办公室（样例）",
    )


SAMPLES: dict[str, PaperFacts] = {
    "supervision_order": order(),
    "meeting_minutes": minutes(),
    "minutes_extract": dataclasses.replace(minutes(), extract=True, unit=CENTRE),
    "assessment_notice": notice(),
}
