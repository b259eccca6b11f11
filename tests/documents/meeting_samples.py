"""Invented facts for the papers of meetings and consultations; every organisation and person is 样例."""

from documents.papers import ballot_sheet, consultation_table, meeting_agenda, meeting_minutes, meeting_record
from documents.papers.sitting import ListedMatter

from .common import DAY, common

PLAN = "示范区政务服务中心创建模范机关实施方案"
UNIT = "示范区政务服务中心（样例）"
MEMBERS = ("样例委员甲", "样例委员乙", "样例委员丙", "样例委员丁", "样例委员戊", "样例委员己", "样例委员庚")


def sitting(**changes) -> dict:
    """Which meeting it was."""
    return {
        **common(number="", unit="示范区机关工委办公室（样例）"),
        "meeting": "示范区机关工委2026年第8次会议",
        "held_on": DAY,
        "place": "机关二楼会议室",
        "presiding": MEMBERS[0],
        **changes,
    }


def rows(number: int) -> tuple[ListedMatter, ...]:
    return tuple(
        ListedMatter(
            unit=f"样例单位{n}",
            title=f"样例单位{n}创建模范机关实施方案",
            version="第2版",
            changes="修改组织领导、任务1.1",
            opinion="四项标准均符合",
            conclusion="审议通过",
        )
        for n in range(1, number + 1)
    )


def agenda(*, listed: int = 3, paragraphs: int = 30):
    """会议议程和材料 with one plan in full and a list."""
    text = tuple(
        meeting_agenda.Section(heading=name, paragraphs=("结合窗口服务实际，逐项落实。" * 6,) * paragraphs)
        for name in ("总体要求", "任务清单")
    )
    return meeting_agenda.Facts(
        **sitting(),
        expected=MEMBERS,
        observers=("样例列席（区民政局）",),
        items=(
            meeting_agenda.Item(
                place=1,
                title=PLAN,
                unit=UNIT,
                version="第3版",
                to_decide="是否批准实施。",
                advice="建议审议通过。",
                differences="任务1.3的时限有两种意见。",
                since_last="修改组织领导、任务1.1",
                text=text,
            ),
            meeting_agenda.Item(place=2, title="各单位实施方案一批", listed=rows(listed)),
            meeting_agenda.Item(place=3, title="整改延期", late="时限临近"),
        ),
    )


def ballots():
    """表决登记表 of two items."""
    items = tuple(
        ballot_sheet.Item(
            place=n,
            title=title,
            unit=UNIT,
            version="第3版",
            voters=MEMBERS[1:] + MEMBERS[:1],
            recused=("样例委员辛",),
        )
        for n, title in enumerate((PLAN, "整改延期"), start=1)
    )
    return ballot_sheet.Facts(**sitting(), entitled=9, items=items)


def record():
    """会议记录 with speeches and votes."""
    return meeting_record.Facts(
        **sitting(),
        secretary="样例秘书",
        time="9:30至11:20",
        present=MEMBERS,
        leave=("样例委员辛（外出）",),
        observers=("样例列席（区民政局）",),
        movements=("10:40 样例委员庚离会",),
        items=(
            meeting_record.Item(
                place=1,
                title=PLAN,
                unit=UNIT,
                version="第3版",
                recused=("样例委员己（本单位人员）",),
                speeches=(
                    meeting_record.Speech(who="样例委员乙", text="措施具体，建议加快。"),
                    meeting_record.Speech(who="样例委员辛", text="同意，注意时限。", written=True),
                ),
                motion="审议通过",
                way="举手表决",
                votes=("同意：样例委员甲、样例委员乙", "不同意：样例委员丙"),
                numbers="应到会9人，实到7人，回避1人，参加表决6人：同意5票，不同意1票，弃权0票",
                outcome="审议通过",
                summary="按期实施。",
            ),
            meeting_record.Item(place=2, title="各单位实施方案一批", listed=rows(3), outcome="审议通过"),
        ),
        confirmed_by=MEMBERS[0],
        confirmed_on=DAY,
    )


def minutes(*, extract: bool = False):
    """会议纪要, or a unit's 摘录."""
    there = (
        {} if extract else {"present": MEMBERS, "leave": ("样例委员辛（外出）",), "observers": ("样例列席",)}
    )
    item = meeting_minutes.Item(
        place=1,
        title=PLAN,
        unit=UNIT,
        considered="方案结合实际，措施具体。",
        decided=f"审议通过《{PLAN}》（第3版）。按期实施。",
        numbers="" if extract else "应到会9人，实到7人，参加表决6人：同意5票，不同意1票，弃权0票",
    )
    listed = meeting_minutes.Item(place=2, title="各单位实施方案一批", decided="审议通过。", listed=rows(3))
    return meeting_minutes.Facts(
        **sitting(unit=UNIT if extract else "示范区机关工委办公室（样例）"),
        extract=extract,
        issue="第8期",
        **there,
        items=(item,) if extract else (item, listed),
        tasks=(meeting_minutes.Task(title="报送任务进度", unit=UNIT, due=DAY),),
    )


def opinions(*, number: int = 4):
    """征求意见汇总处理表 with so many opinions."""
    made = tuple(
        consultation_table.Opinion(
            unit=f"样例单位{n}",
            clause=f"第{n}条",
            text="建议明确计分口径，避免重复报送（样例）。",
            decision="采纳" if n % 2 else "未采纳",
            reason="" if n % 2 else "上级文件已有规定。",
        )
        for n in range(1, number + 1)
    )
    return consultation_table.Facts(
        **common(number=""),
        subject="考评实施细则",
        asked_on=DAY,
        due=DAY,
        asked=6,
        without_opinion=("样例单位五",),
        silent=("样例单位六",),
        opinions=made,
        adopted=2,
        declined=2,
    )


SAMPLES = {
    "meeting_agenda": agenda,
    "ballot_sheet": ballots,
    "meeting_record": record,
    "meeting_minutes": minutes,
    "minutes_extract": lambda **given: minutes(extract=True, **given),
    "consultation_table": opinions,
}
