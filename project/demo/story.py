"""A year of the district, told through the same operations people use, each at its own moment."""

import random
from datetime import date, datetime, timedelta

from documents import effects, engine
from plans.actions.enums import PlanKind
from plans.actions.models import Action
from plans.actions.operations import (
    acceptance,
    execution,
    templates,
)
from plans.supervision.operations import reminding as supervision
from records import clock, workdays
from units.models import Committee, Unit
from workflows.enums import Choice, FindingResult, Motion, Outcome
from workflows.operations import meetings, voting
from workflows.routes import current

from . import findings
from .people import People
from .steps import (
    Story,
    agree,
    amend,
    convene,
    decide,
    evidence,
    points,
    propose,
    proposed,
    receive,
    submit,
    written,
)

FIRST_YEAR = 12  # units that took part in the running action


def tell(people: People, *, items) -> Story:
    """The whole story; `items` are those of the committee's own task list (plans.actions.tasklist)."""
    today = clock.today()
    committee = Committee.objects.get()
    chance = random.Random(20260101)  # noqa: S311 - a story, not a secret
    with clock.at(clock.moment_of(today - timedelta(days=345))):
        running = _action(
            people,
            items,
            "CJ1",
            "创建模范机关行动",
            today - timedelta(days=340),
            today + timedelta(days=15),
            only=[unit.code for unit in people.stories][:FIRST_YEAR],
        )
    story = Story(clock.now(), today, people, committee, running, running, chance)
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
    findings.tell(story)
    with clock.at(clock.moment_of(story.day(1), 9, 30)):
        supervision.scan(
            clock.now()
        )  # the reminders of the last working day, so that 发送记录 has something to show
    return story


def _action(people, items, code: str, name: str, starts: date, ends: date, only=None) -> Action:
    units = Unit.objects.filter(kind="unit")
    admin = people.office["business_admin"]
    action = templates.create_action(
        code=code,
        name=f"{starts.year if starts.month < 12 else starts.year + 1}年{name}（样例）",
        year=starts.year if starts.month < 12 else starts.year + 1,
        plan_kind=PlanKind.GENERAL,
        starts=starts,
        ends=ends,
        plans_due=workdays.add(clock.today(), 30).date,
        units=units.filter(code__in=only) if only else units,
        by=admin,
    )
    template = templates.import_template(action, items, by=admin, source_name="tasklist-5x23.csv（样例）")
    templates.publish_template(template, by=admin)
    return action


# --- the running year: execution, acceptance, closed --------------------------------------------------
def _year(story: Story) -> None:
    stories = list(story.people.stories)
    plans = []
    for place, unit in enumerate(stories[:FIRST_YEAR]):
        only = "党委办公室" if unit.code == "DX" else None
        plans.append((unit, proposed(story, unit, story.running, back=225 - place % 3, only=only)))
    with clock.at(clock.moment_of(story.day(212))):
        meeting = convene(story, absent=2)
        for _unit, plan in plans[:-1]:
            decide(story, meeting, plan, agree=6)
        decide(
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
                if clock.now() > story.now:
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
                    proof = evidence(unit, story, person)
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
        plan[code] = written(
            story, unit[code], story.coming, back=16 - place % 3, slogans=code == "ZF", bare=code == "MZ"
        )
    submit(story, unit["JY"], plan["JY"], back=1)
    for code in started[2:]:
        submit(story, unit[code], plan[code], back=11)
        agree(story, unit[code], plan[code], back=1 if code == "CZ" else 10)
        if code != "CZ":
            receive(story, plan[code], back=9 if code != "RS" else 2)
    points(story, plan["MZ"], issue=True)
    points(story, plan["ZF"], issue=False)
    for code in ("ZJ", "JT", "NY", "WJ", "SC", "SW"):
        propose(story, plan[code], back=7)
    with clock.at(clock.moment_of(story.day(5))):
        meeting = convene(story, absent=2)
        asked = [
            {
                "line": "",
                "wanted": "请把“{}”的完成标准写成可以核查的数据，并明确每季度的节点。".format("书记项目"),
            }
        ]
        for code in ("NY", "WJ"):
            decide(story, meeting, plan[code], agree=6, modifications=asked)
        decide(story, meeting, plan["SC"], agree=6)
        meetings.close_meeting(meeting, by=story.people.office["secretary"])
    amend(story, unit["WJ"], plan["WJ"])
    with clock.at(min(story.now, clock.moment_of(story.day(0), 9, 30))):
        meeting = convene(story, absent=1)
        for code in ("JT",):
            item = meetings.add_item(
                meeting, current(plan[code].process_id), by=story.people.office["secretary"]
            )
            voting.put_motion(item, by=story.people.chair, motion=Motion.APPROVE)
            for seat in story.people.members[:4]:
                voting.cast(item, by=seat.person, choice=Choice.AGREE, opinion="任务具体，同意。")


def _in_session() -> datetime:
    """When the meeting that is still going on began: this morning at half past nine, or a moment ago before that."""
    return min(clock.moment_of(clock.today(), 9, 30), clock.now() - timedelta(minutes=20))
