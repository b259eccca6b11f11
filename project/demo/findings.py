"""The three findings of the committee as rectification items, each from its 走访调研 to where it stands today.

区委党校 (只有一个科室参与) is 已销号 and its 回头看 is due in a week; 区民政局 (缺抓手载体、两张皮) was extended, returned once and waits
for its second 初审; 区政务服务办 (口号化、材料化) was closed and has come back (反弹).
"""

import csv
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from django.conf import settings

from plans.actions.models import Plan
from plans.rectifications import lookback
from plans.rectifications.enums import LateCause, LineKind, LookBackResult, VisitSource
from plans.rectifications.models import Item, Measure, Source
from plans.rectifications.operations import (
    acceptance,
    closing,
    extension,
    issuing,
    look_back,
    matters,
    measures,
    partners,
    progress,
    research,
    research_lines,
    returning,
)
from plans.rectifications.operations.issuing import Problem
from plans.rectifications.operations.planned import Planned
from records import clock, workdays
from units import holders
from units.enums import Post
from units.models import Person
from workflows.enums import FindingResult, Outcome

from .steps import Story, sheet

SAMPLE = Path(settings.BASE) / "plans" / "rectifications" / "sample" / "findings.csv"
SOON = timedelta(days=7)  # the 回头看 of what was closed longest ago is due in a week


@dataclass(frozen=True)
class Finding:
    """One finding on its way: whose it is, what was found, and the people of the unit."""

    story: Story
    code: str
    row: dict[str, str]

    def who(self, post: str) -> Person:
        return self.story.people.post(self.code, post)

    @property
    def clerk(self) -> Person:
        return self.story.people.office["office_clerk"]


def tell(story: Story) -> None:
    """All three, and what else was seen on the visits."""
    with SAMPLE.open(encoding="utf-8-sig", newline="") as stream:
        found = {row["单位编码"]: Finding(story, row["单位编码"], row) for row in csv.DictReader(stream)}
    _alone(found["DX"])
    _two_skins(found["MZ"])
    _slogans(found["ZF"])


# --- 区委党校: 已销号, 回头看 in a week ----------------------------------------------------------------
def _alone(finding: Finding) -> None:
    months = settings.LOOK_BACK_MONTHS
    closed = workdays.next_working(lookback.months_after(finding.story.today + SOON, -months))

    def on(back: int) -> date:
        return workdays.back(closed, back)

    item = _given(finding, visited=on(51), due=on(16))
    first = _measure(
        item,
        finding,
        on(46),
        place=0,
        text="把创建任务分解到4个科室，每项任务明确责任人",
        standard="4个科室全部有任务，任务书由责任人签字",
    )
    second = _measure(
        item,
        finding,
        on(46),
        place=1,
        text="每月公布各科室任务进展，支部大会通报",
        standard="整改期内公布2次，抽查10名党员均能说清本支部任务",
    )
    _report(first, on(40), 60, "教务科、教研室已领任务，学员科正在研究。")
    _report(second, on(38), 50, "第一次进展公布已在校内公示栏完成。")
    _finish(first, on(30), "4个科室全部领到任务，任务书已签字。")
    _finish(second, on(14), "第二次进展已公布，抽查10名党员均能说清。", cause=LateCause.OWN)
    _apply(item, finding, on(13), cause=LateCause.OWN)
    _accepted(item, finding, on, fact="任务书、公示记录齐全，随机询问党员10名，均能说清。")


# --- 区民政局: 延期, 配合单位, 退回一次, 第二次待初审 ----------------------------------------------------
def _two_skins(finding: Finding) -> None:
    story = finding.story
    on = story.day
    plan = Plan.objects.filter(action=story.running, unit__code=finding.code).first()
    task = plan.tasks.get(code="3.2")
    item = _given(finding, visited=on(52), due=on(14), plan=plan, plan_line=task.line)
    own = _measure(
        item,
        finding,
        on(47),
        place=1,
        text="逐项补写任务的载体和业务事项，低保审核确认流程压减环节",
        standard="10项任务全部写明载体，低保审核确认平均用时较上年压减20%",
    )
    shared = _partners_measure(item, finding, on(46), partner="ZF")
    _report(own, on(36), 40, "已补写6项任务的载体，低保审核确认减少1个环节。")
    _report(shared, on(30), 50, "办件数据已按周提供，一次性告知单样张已会签。")
    with clock.at(clock.moment_of(on(20), 10)):
        extension.ask_extension(
            _fresh(item),
            by=finding.who("liaison"),
            reason="低保审核确认系统升级推迟到本月，压减用时的数据要等升级后才能取得。",
            new_limit=workdays.next_working(story.today + timedelta(days=24)),
            progress="10项任务的载体已全部补写，流程压减1个环节。",
        )
    with clock.at(clock.moment_of(on(20), 16)):
        extension.sign_extension(_fresh(item), by=finding.who("head"), words="情况属实，同意申请延期。")
    with clock.at(clock.moment_of(on(19), 10)):
        asked = item.extensions.latest("id")
        extension.grant_extension(
            _fresh(item), by=finding.clerk, limit=asked.new_limit, words="同意延期，届时须有用时对比数据。"
        )
    _finish(shared, on(13), "办件数据接口已开通，一次性告知单已上墙。")
    _finish(own, on(10), "10项任务全部写明载体，低保审核确认用时已下降。")
    _apply(item, finding, on(9))
    with clock.at(clock.moment_of(on(7), 15)):
        item = _fresh(item)
        returning.return_item(
            item,
            by=finding.clerk,
            reason="佐证不足：只有任务清单，没有低保审核确认用时的前后对比数据，请补充后再报。",
            lines=[own.line],
            stage=item.stage,
        )
    _finish(
        own, on(3), "已补充上年、本年同期低保审核确认用时对比表，压减23%。", proof="低保审核确认用时对比表"
    )
    _apply(item, finding, on(2), head_on=on(1))


# --- 区政务服务办: 已销号后回头看发现反弹, 重新整改 ------------------------------------------------------
def _slogans(finding: Finding) -> None:
    story = finding.story

    def on(back: int) -> date:
        return story.day(40 + back)

    item = _given(finding, visited=on(51), due=on(5), source=VisitSource.SUPERVISION, matter=True)
    first = _measure(
        item,
        finding,
        on(46),
        place=1,
        text="每周公布窗口平均等候时长，在大厅显示屏公示",
        standard="每周一公布上周数据，连续公布4周",
    )
    second = _measure(
        item,
        finding,
        on(46),
        place=0,
        text="取消迎检专门材料，检查一律看系统数据",
        standard="建立台账共用制度，抽查3次均无新增迎检材料",
    )
    _report(first, on(36), 25, "首周等候时长已公布，平均18分钟。")
    _finish(second, on(25), "台账共用制度已印发，抽查3次均无新增迎检材料。")
    _finish(first, on(18), "已连续公布4周，平均等候时长降到14分钟。")
    _apply(item, finding, on(13))
    _accepted(item, finding, on, fact="大厅显示屏有数据，连续4周等候时长记录完整。")
    with clock.at(clock.moment_of(story.day(12), 15)):
        look_back.record_look_back(
            _fresh(item),
            by=finding.clerk,
            result=LookBackResult.POOR,
            words="回头看到大厅3次，近4周没有再公布等候时长，显示屏改放宣传片，属半截子整改，问题反弹。",
            relapsed=True,
            new_limit=workdays.add(story.today, 2).date,  # yellow on any day
            lines=[first.line],
        )
    _report(first, story.day(4), 45, "已恢复公布上周等候时长，责任落到窗口管理科，本周数据正在汇总。")


# --- steps they have in common --------------------------------------------------------------------------
def _given(
    finding: Finding, *, visited: date, due: date, source=VisitSource.RESEARCH, matter=False, **fields
):
    """走访, its lines, the 反馈单, and the problem given out and signed for."""
    story, clerk, row = finding.story, finding.clerk, finding.row
    unit = finding.who("liaison").unit
    with clock.at(clock.moment_of(visited, 9)):
        visit = research.begin_visit(
            unit,
            by=clerk,
            title=f"{unit.short_name}模范机关创建情况{source.label}",
            visited_on=visited,
            people=[story.people.office["office_head"]],
            source=source,
        )
        line = _line(visit, clerk, LineKind.PROBLEM, row["问题描述"], advice=row["意见建议"])
        if matter:
            asked = _line(
                visit,
                clerk,
                LineKind.COMMITTEE,
                "窗口等候时长数据在市级叫号系统里，区里取不到（样例）。",
                advice="请工委协调市级系统每周导出一次数据。",
            )
    with clock.at(clock.moment_of(workdays.add(visited, 1).date, 10)):
        item = research_lines.give_out(
            line,
            Problem(
                source=Source.objects.get(kind=source),
                unit=unit,
                problem=row["问题描述"],
                title=row["标题"],
                source_document=f"{visit.title}反馈单（样例）",
                source_date=visited,
                category=row["问题类别"],
                goal=row["整改目标"],
                standard=row["完成标准"],
                due=due,
                **fields,
            ),
            by=clerk,
        )
        if matter:
            matters.assign(
                research_lines.raise_matter(asked, by=clerk),
                by=clerk,
                holder=holders.post(Post.OFFICE_HEAD, clerk.unit_id),
                limit_days=60,
            )
        research.tell(type(visit).objects.get(pk=visit.pk), by=clerk)
    with clock.at(clock.moment_of(workdays.add(visited, 2).date, 9, 30)):
        issuing.receive(_fresh(item), by=finding.who("liaison"))
    return item


def _line(visit, clerk: Person, kind: str, text: str, *, advice: str):
    line = research.add_line(visit, by=clerk, kind=kind)
    research.save_line(line, by=clerk, revision=line.revision, text=text, advice=advice)
    line.refresh_from_db()
    return line


def _measure(item: Item, finding: Finding, on: date, *, place: int, text: str, standard: str) -> Measure:
    """A measure of the unit itself; its person answers for a section."""
    person, section = _lead_of(finding, place)
    planned = Planned(
        text=text,
        standard=standard,
        unit=finding.who("liaison").unit,
        leader=finding.who("deputy"),
        section=section,
        person=person,
        due=_fresh(item).limit,
    )
    with clock.at(clock.moment_of(on, 10 + place)):
        return measures.add_measure(_fresh(item), by=finding.who("liaison"), planned=planned)


def _lead_of(finding: Finding, place: int):
    """Who answers for the section at that place."""
    sections: dict[str, tuple] = {}
    for person, section in finding.story.people.staff(finding.code):
        if person != finding.who("liaison"):
            sections.setdefault(section.name, (person, section))
    return list(sections.values())[place]


def _partners_measure(item: Item, finding: Finding, on: date, *, partner: str) -> Measure:
    """A measure of a 配合单位, which signs for it and names its own people."""
    other = Finding(finding.story, partner, finding.row)
    planned = Planned(
        text="提供窗口办件数据，共同编印一次性告知单",
        standard="办件数据每周提供1次，一次性告知单上墙公布",
        unit=other.who("liaison").unit,
        due=_fresh(item).limit,
    )
    with clock.at(clock.moment_of(on, 10)):
        measure = measures.add_measure(_fresh(item), by=finding.who("liaison"), planned=planned)
    person, section = _lead_of(other, 1)
    with clock.at(clock.moment_of(on, 15)):
        partners.receive_measure(
            _of(measure), by=other.who("liaison"), leader=other.who("deputy"), section=section, person=person
        )
    return measure


def _report(measure: Measure, on: date, percent: int, words: str) -> None:
    measure = _of(measure)
    with clock.at(clock.moment_of(on, 11)):
        progress.report(measure, by=measure.person, on=on, percent=percent, words=words)


def _finish(measure: Measure, on: date, words: str, *, cause: str = "", proof: str = "") -> None:
    """100 %, with a file that shows it, confirmed by the responsible leader."""
    _report(measure, on, 100, words)
    measure = _of(measure)
    with clock.at(clock.moment_of(on, 14)):
        name = proof or f"措施{measure.order}完成情况"
        about = sheet(measure.person, name=f"{name}（样例）.xlsx", lines=[measure.text, words])
        progress.link_evidence(measure, by=measure.person, evidence=about)
    with clock.at(clock.moment_of(on, 16)):
        progress.confirm(_of(measure), by=measure.leader, cause=cause)


def _apply(item: Item, finding: Finding, on: date, *, head_on: date | None = None, cause: str = "") -> None:
    """申请销号 with the statement of truth, and the head's 同意."""
    with clock.at(clock.moment_of(on, 9, 40)):
        closing.apply_for_closing(
            _fresh(item),
            by=finding.who("liaison"),
            self_conclusion=f"对照完成标准逐条核对，已达到：{finding.row['完成标准']}。",
            mechanism="已写入党组工作规则，每季度由党组会听取一次情况。",
            truthful=True,
            late_cause=cause,
        )
    with clock.at(clock.moment_of(head_on or on, 16)):
        closing.pass_on(_fresh(item), by=finding.who("head"), words="情况属实，同意申请销号。")


def _accepted(item: Item, finding: Finding, on, *, fact: str) -> None:
    """初审, 验收 by people of other units, 审定; closed on day 0 of `on`."""
    people = finding.story.people
    with clock.at(clock.moment_of(on(11), 10)):
        closing.pass_on(_fresh(item), by=finding.clerk, words="材料齐全，佐证对应，同意转验收。")
    leader, member = people.post("FG", "deputy"), people.post("JY", "deputy")
    with clock.at(clock.moment_of(on(10), 10)):
        acceptance.compose_group(
            _fresh(item),
            by=finding.clerk,
            leader=leader,
            members=[member],
            visit_on=on(7),
            methods=["查资料", "看现场", "访谈"],
        )
    lines = ["", *item.measures.values_list("line", flat=True)]
    with clock.at(clock.moment_of(on(7), 15)):
        for line in lines:
            acceptance.record_finding(_fresh(item), line, by=member, result=FindingResult.MET, fact=fact)
    with clock.at(clock.moment_of(on(6), 10)):
        acceptance.conclude(_fresh(item), by=leader, conclusion=Outcome.ACCEPTED, problems="")
    with clock.at(clock.moment_of(on(0), 10)):
        closing.pass_on(_fresh(item), by=people.office["deputy"], words="同意销号。")


def _fresh(item: Item) -> Item:
    return Item.objects.select_related("unit", "source").get(pk=item.pk)


def _of(measure: Measure) -> Measure:
    return Measure.objects.select_related("item__unit", "unit", "leader", "person").get(pk=measure.pk)
