"""A year of the district, told through the same operations people use, each at its own moment."""

import io
import random
from dataclasses import dataclass
from datetime import date, timedelta

import xlsxwriter

from documents import effects, engine
from plans.actions.enums import PlanKind
from plans.actions.models import Action
from plans.actions.operations import (
    acceptance,
    amending,
    drafting,
    execution,
    review,
    submission,
    templates,
)
from records import clock, files, workdays
from units.models import Committee, Unit
from workflows.enums import Choice, Criterion, FindingResult, Motion, Outcome, Presence
from workflows.models import Opinion
from workflows.operations import evidence as library
from workflows.operations import meetings, voting
from workflows.routes import current

from . import texts
from .people import People

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Story:
    """What the teller has in hand: today, the people, the two actions."""

    today: date
    people: People
    committee: Committee
    running: Action
    coming: Action
    chance: random.Random

    def day(self, back: int) -> date:
        """A working day `back` working days ago."""
        return workdays.back(workdays.next_working(self.today), back)


def tell(people: People, *, items) -> Story:
    """The whole story; `items` are those of the committee's own task list (plans.actions.tasklist)."""
    today = clock.today()
    committee = Committee.objects.get()
    chance = random.Random(20260101)  # noqa: S311 - a story, not a secret
    with clock.at(clock.moment_of(today - timedelta(days=345))):
        running = _action(
            people, items, "CJ1", "创建模范机关行动", today - timedelta(days=340), today + timedelta(days=15)
        )
    story = Story(today, people, committee, running, running, chance)
    _year(story)
    with clock.at(clock.moment_of(story.day(24))):
        story.coming = _action(
            people,
            items,
            "CJ2",
            "“三张图表”深化行动",
            today + timedelta(days=20),
            today + timedelta(days=380),
        )
    _autumn(story)
    return story


def _action(people, items, code: str, name: str, starts: date, ends: date) -> Action:
    admin = people.office["business_admin"]
    action = templates.create_action(
        code=code,
        name=f"{starts.year if starts.month < 12 else starts.year + 1}年{name}（样例）",
        year=starts.year,
        plan_kind=PlanKind.GENERAL,
        starts=starts,
        ends=ends,
        plans_due=workdays.add(clock.today(), 30).date,
        units=Unit.objects.filter(kind="unit"),
        by=admin,
    )
    template = templates.import_template(action, items, by=admin, source_name="tasklist-5x23.csv（样例）")
    templates.publish_template(template, by=admin)
    return action


# --- the running year: execution, acceptance, closed --------------------------------------------------
def _year(story: Story) -> None:
    stories = list(story.people.stories)
    plans = []
    for place, unit in enumerate(stories[:12]):
        only = "党委办公室" if unit.code == "DX" else None
        plans.append((unit, _proposed(story, unit, story.running, back=225 - place % 3, only=only)))
    with clock.at(clock.moment_of(story.day(212))):
        meeting = _meeting(story, absent=2)
        for _unit, plan in plans[:-1]:
            _decide(story, meeting, plan, agree=6)
        _decide(
            story,
            meeting,
            plans[-1][1],
            agree=3,
            outcome=Outcome.REJECTED,
            summary="任务与单位职责不符，会议不予通过。",
        )
        meetings.close_meeting(meeting, by=story.people.office["secretary"])
    ends = {
        "executing": plans[:6],
        "arrange": plans[6:7],
        "visit": plans[7:8],
        "signing": plans[8:9],
        "closed": plans[9:11],
    }
    for state, chosen in ends.items():
        for unit, plan in chosen:
            _execute(story, unit, plan, finish=state != "executing")
            if state != "executing":
                _accept(story, unit, plan, state)


def _execute(story: Story, unit, plan, *, finish: bool) -> None:
    """Reports by node. In running plans one task is left overdue, one is finished late, one meets a difficulty."""
    proof = None
    for place, task in enumerate(
        plan.tasks.select_related("person").prefetch_related("milestones").order_by("order")
    ):
        person = task.person
        late = timedelta(days=8 if place == 2 else -3)
        done_on = task.due + late
        if finish:
            done_on = min(done_on, story.day(18))
        over = done_on < story.today and not (not finish and place == 4)
        begun = task.starts + timedelta(days=20)
        for milestone in task.milestones.all():
            moment = min(milestone.due, done_on) if over else milestone.due
            if moment >= story.today or (not over and milestone.order > 1):
                continue
            with clock.at(
                clock.moment_of(workdays.next_working(max(moment, begun if over is False else moment)), 15)
            ):
                if clock.today() > story.today:
                    continue
                execution.report(
                    task,
                    by=person,
                    kind="progress",
                    words=f"{milestone.name}：已按要求完成，情况已在科室会上通报。",
                    milestone=milestone,
                )
        if place == 4 and not finish:
            with clock.at(clock.moment_of(story.day(6), 10)):
                execution.report(
                    task, by=person, kind="trouble", words="涉及其他部门数据共享，对方尚未答复，需要协调。"
                )
        if over:
            with clock.at(
                clock.moment_of(
                    min(workdays.next_working(done_on), story.day(17) if finish else story.day(1)), 16
                )
            ):
                if proof is None:
                    proof = _evidence(unit, story, person)
                execution.link_evidence(task, by=person, evidence=proof)
                execution.finish_task(task, by=person, words=f"对照完成标准核对，已达到：{task.standard}")


def _accept(story: Story, unit, plan, state: str) -> None:
    liaison, office = story.people.post(unit.code, "liaison"), story.people.office
    with clock.at(clock.moment_of(story.day(15))):
        acceptance.request_acceptance(plan, by=liaison, words="任务已全部办结，佐证材料齐备，申请验收。")
    if state == "arrange":
        return
    others = [u for u in story.people.stories if u.code not in {unit.code, "DX"}][:3]
    leader, *members = [story.people.post(u.code, "deputy") for u in others]
    with clock.at(clock.moment_of(story.day(12))):
        acceptance.compose_group(
            plan,
            by=office["office_clerk"],
            leader=leader,
            members=members,
            visit_on=story.day(9),
            methods=["查资料", "看现场", "访谈"],
        )
    with clock.at(clock.moment_of(story.day(9), 15)):
        tasks = list(plan.tasks.order_by("order"))
        for place, task in enumerate(tasks[: 6 if state == "visit" else None]):
            result = FindingResult.MOSTLY if place == 3 else FindingResult.MET
            fact = "记录齐全，其中2次记录未注明解决结果，已当场补正。" if place == 3 else "资料与现场一致。"
            acceptance.record_finding(
                plan, task.line, by=members[place % len(members)], result=result, fact=fact
            )
    if state == "visit":
        return
    with clock.at(clock.moment_of(story.day(8), 16)):
        acceptance.conclude(
            plan, by=leader, conclusion="accepted", problems="个别支部活动记录不够完整，请继续规范。"
        )
    if state == "signing" or engine.available():
        return  # without PDF on this machine the paper cannot have been signed
    with clock.at(clock.moment_of(story.day(6), 10)):
        paper = acceptance.paper_of(plan)
        rendered = effects.render({"document": paper.pk})
        if rendered:
            rendered()
        paper.refresh_from_db()
        # 样例: the rendered paper itself stands for its signed scan.
        acceptance.register_signed(plan, by=office["records_clerk"], scan=paper.file, signed_on=clock.today())


# --- the autumn: everything from draft to confirmed ---------------------------------------------------
def _autumn(story: Story) -> None:
    unit = {u.code: u for u in story.people.stories}
    started = ("FG", "JY", "CZ", "RS", "ZJ", "JT", "NY", "WJ", "SC", "MZ", "ZF", "SW")
    plan = {}
    for place, code in enumerate(started):
        plan[code] = _written(
            story, unit[code], story.coming, back=16 - place % 3, slogans=code == "ZF", bare=code == "MZ"
        )
    _submit(story, unit["JY"], plan["JY"], back=1)
    for code in started[2:]:
        _submit(story, unit[code], plan[code], back=11)
        _agree(story, unit[code], plan[code], back=1 if code == "CZ" else 10)
        if code != "CZ":
            _receive(story, plan[code], back=9 if code != "RS" else 2)
    _points(story, plan["MZ"], issue=True)
    _points(story, plan["ZF"], issue=False)
    for code in ("ZJ", "JT", "NY", "WJ", "SC", "SW"):
        _propose(story, plan[code], back=7)
    with clock.at(clock.moment_of(story.day(5))):
        meeting = _meeting(story, absent=2)
        asked = [
            {
                "line": "",
                "wanted": "请把“{}”的完成标准写成可以核查的数据，并明确每季度的节点。".format("书记项目"),
            }
        ]
        for code in ("NY", "WJ"):
            _decide(story, meeting, plan[code], agree=6, modifications=asked)
        _decide(story, meeting, plan["SC"], agree=6)
        meetings.close_meeting(meeting, by=story.people.office["secretary"])
    _amend(story, unit["WJ"], plan["WJ"])
    with clock.at(clock.moment_of(story.day(0), 9, 30)):
        meeting = _meeting(story, absent=1)
        for code in ("JT",):
            item = meetings.add_item(
                meeting, current(plan[code].process_id), by=story.people.office["secretary"]
            )
            voting.put_motion(item, by=story.people.chair, motion=Motion.APPROVE)
            for seat in story.people.members[:4]:
                voting.cast(item, by=seat.person, choice=Choice.AGREE, opinion="任务具体，同意。")


def _proposed(story: Story, unit, action, *, back: int, only=None):
    plan = _written(story, unit, action, back=back, only=only)
    _submit(story, unit, plan, back=back - 2)
    _agree(story, unit, plan, back=back - 3)
    _receive(story, plan, back=back - 4)
    _propose(story, plan, back=back - 6)
    return plan


def _written(story: Story, unit, action, *, back: int, only=None, slogans=False, bare=False):
    """A plan with its text, group and tasks. `bare`: nobody in particular, nothing to check."""
    people = story.people
    liaison = people.post(unit.code, "liaison")
    with clock.at(clock.moment_of(story.day(back), 9, 20)):
        plan = drafting.start_plan(action, unit=liaison.unit, by=liaison)
        for key, text in texts.sections(unit, slogans=slogans).items():
            drafting.save_section(plan, key, by=liaison, text=text, revision=1)
        revision = drafting.save_head(
            plan,
            by=liaison,
            revision=1,
            meeting_name=f"党组会（{clock.today().year}年第{3 + back % 4}次）",
            meeting_on=clock.today(),
        )
        drafting.save_group(
            plan,
            by=liaison,
            revision=revision,
            entries=[
                {"role": "leader", "name": people.post(unit.code, "head").name, "post": "党组书记、局长"},
                {"role": "vice", "name": people.post(unit.code, "deputy").name, "post": "党组成员、副局长"},
                {"role": "member", "name": liaison.name, "post": "办公室副主任"},
            ],
        )
        template = {item.code: item for item in plan.template.items.all()}
        rows = texts.tasks(
            unit, people.staff(unit.code), {}, template, starts=action.starts, ends=action.ends, only=only
        )
        if bare:
            for row in rows:
                row["standard"] = "按要求完成。"
                row["carrier"] = ""
        drafting.import_tasks(plan, by=liaison, rows=rows, replace=True)
    return plan


def _submit(story, unit, plan, *, back):
    with clock.at(clock.moment_of(story.day(back), 10)):
        submission.submit(
            plan, by=story.people.post(unit.code, "liaison"), words="方案已经党组会研究通过，请审核。"
        )


def _agree(story, unit, plan, *, back):
    with clock.at(clock.moment_of(story.day(back), 11)):
        submission.agree(plan, by=story.people.post(unit.code, "head"), words="同意报送。")


def _receive(story, plan, *, back):
    with clock.at(clock.moment_of(story.day(back), 14)):
        review.receive(plan, by=story.people.office["office_clerk"])


def _propose(story, plan, *, back):
    with clock.at(clock.moment_of(story.day(back), 15)):
        review.propose_to_meeting(
            plan,
            by=story.people.office["office_clerk"],
            words="措施具体、责任到人、时限合理，建议提请会议审议通过。",
        )


def _points(story, plan, *, issue: bool) -> None:
    clerk = story.people.office["office_clerk"]
    tasks = list(plan.tasks.order_by("order"))
    with clock.at(clock.moment_of(story.day(8), 16)):
        for task, criterion, wrong, wanted in (
            (tasks[0], Criterion.TARGETED, "完成标准不可核验", "写明做到什么程度、用什么数据或材料核查"),
            (
                tasks[4],
                Criterion.RESPONSIBLE,
                "没有具体抓手载体，责任未到人",
                "明确载体名称，责任写到具体同志",
            ),
            (
                tasks[6],
                Criterion.ANSWERED,
                "群众反映的窗口一次性告知不到位没有回应",
                "增加一次性告知的具体措施和节点",
            ),
        ):
            review.add_point(
                plan,
                by=clerk,
                line=task.line,
                criterion=criterion,
                now=task.standard,
                wrong=wrong,
                wanted=wanted,
            )
        if issue:
            review.return_for_revision(plan, by=clerk, words="请对照逐条修改，答复写在每条意见下面。")


def _amend(story, unit, plan) -> None:
    liaison = story.people.post(unit.code, "liaison")
    task = plan.tasks.order_by("order")[4]
    with clock.at(clock.moment_of(story.day(2), 10)):
        for point in plan_modifications(plan):
            review.answer_point(point, plan, by=liaison, answer="已按要求写明数据口径，并增加每季度节点。")
        drafting.save_task(
            task, by=liaison, revision=task.revision, standard=f"{task.standard}；每季度末报一次数据对比表"
        )
        amending.submit_amendments(plan, by=liaison, words="修改稿已按会议要求完成。")


def plan_modifications(plan):
    """The open modifications asked of a plan."""
    return list(Opinion.objects.filter(round__process_id=plan.process_id, kind="modification"))


# --- the meeting ---------------------------------------------------------------------------------------
def _meeting(story: Story, *, absent: int):
    secretary = story.people.office["secretary"]
    meeting = meetings.plan_meeting(
        story.committee, by=secretary, held_on=clock.today(), place="机关二楼会议室"
    )
    gone = story.people.members[-absent:]
    meetings.register_attendance(
        meeting, by=secretary, presences={seat.pk: (Presence.LEAVE, "外出参加会议") for seat in gone}
    )
    meetings.open_meeting(meeting, by=secretary)
    meeting.refresh_from_db()
    return meeting


def _decide(story: Story, meeting, plan, *, agree: int, outcome="", summary="", modifications=()) -> None:
    people = story.people
    item = meetings.add_item(meeting, current(plan.process_id), by=people.office["secretary"])
    motion = Motion.APPROVE_IN_PRINCIPLE if modifications else Motion.APPROVE
    voting.put_motion(item, by=people.chair, motion=motion, modifications=list(modifications))
    present = [
        row.seat
        for row in meeting.attendances.select_related("seat__person").filter(presence=Presence.PRESENT)
    ]
    members = [seat for seat in present if seat.person_id != people.chair.pk]
    for place, seat in enumerate(members):
        choice = Choice.AGREE if place < agree - 1 else Choice.ABSTAIN
        voting.cast(item, by=seat.person, choice=choice)
    voting.cast(item, by=people.chair, choice=Choice.AGREE)
    voting.announce(item, by=people.chair, outcome=outcome, summary=summary)


def _evidence(unit, story, person):
    """A spreadsheet that says it is a sample, in the unit's library."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("样例")
        sheet.write_column(
            0,
            0,
            [
                f"{unit.name}业务数据对比表",
                "样例：本表数据为虚构。",
                "上年平均办理时间（天）",
                12,
                "本年平均办理时间（天）",
                9,
            ],
        )
    out.seek(0)
    stored = files.put(out, media_type=XLSX)
    return library.add_evidence(
        person.unit,
        by=person,
        file=stored,
        name=f"{unit.short}业务数据对比表（样例）.xlsx",
        dated=clock.today(),
        about="与上年同期对比",
    )
