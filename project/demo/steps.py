"""What happens to one plan of the story: written, submitted, received, returned, decided. Each by its own operation."""

import io
import random
from dataclasses import dataclass
from datetime import date, datetime

import xlsxwriter

from plans.actions.models import Action
from plans.actions.operations import (
    amending,
    drafting,
    review,
    submission,
)
from records import clock, files, workdays
from units.models import Committee
from workflows import rules
from workflows.enums import Choice, Criterion, Motion, Presence
from workflows.models import Opinion
from workflows.operations import evidence as library
from workflows.operations import meetings, voting
from workflows.routes import current

from . import texts
from .people import People

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass
class Story:
    """What the teller has in hand: the present, which nothing is told beyond, the people, the two actions."""

    now: datetime
    today: date
    people: People
    committee: Committee
    running: Action
    coming: Action
    chance: random.Random

    def day(self, back: int) -> date:
        """A working day `back` working days ago."""
        return workdays.back(workdays.next_working(self.today), back)


def proposed(story: Story, unit, action, *, back: int, only=None):
    plan = written(story, unit, action, back=back, only=only)
    submit(story, unit, plan, back=back - 2)
    agree(story, unit, plan, back=back - 3)
    receive(story, plan, back=back - 4)
    propose(story, plan, back=back - 6)
    return plan


def written(story: Story, unit, action, *, back: int, only=None, slogans=False, bare=False):
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
                {
                    "role": "leader",
                    "name": people.post(unit.code, "head").name,
                    "post": "党组书记、主要负责人",
                },
                {
                    "role": "vice",
                    "name": people.post(unit.code, "deputy").name,
                    "post": "党组成员、分管负责人",
                },
                {"role": "member", "name": liaison.name, "post": "机关党委专职副书记"},
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


def submit(story, unit, plan, *, back):
    with clock.at(clock.moment_of(story.day(back), 10)):
        submission.submit(
            plan, by=story.people.post(unit.code, "liaison"), words="方案已经党组会研究通过，请审核。"
        )


def agree(story, unit, plan, *, back):
    with clock.at(clock.moment_of(story.day(back), 11)):
        submission.agree(plan, by=story.people.post(unit.code, "head"), words="同意报送。")


def receive(story, plan, *, back):
    with clock.at(clock.moment_of(story.day(back), 14)):
        review.receive(plan, by=story.people.office["office_clerk"])


def propose(story, plan, *, back):
    with clock.at(clock.moment_of(story.day(back), 15)):
        review.propose_to_meeting(
            plan,
            by=story.people.office["office_clerk"],
            words="措施具体、责任到人、时限合理，建议提请会议审议通过。",
        )


def points(story, plan, *, issue: bool) -> None:
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


def amend(story, unit, plan) -> None:
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
def convene(story: Story, *, absent: int):
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


def decide(story: Story, meeting, plan, *, agree: int, outcome="", summary="", modifications=()) -> None:
    people = story.people
    item = meetings.add_item(meeting, current(plan.process_id), by=people.office["secretary"])
    motion = Motion.APPROVE_IN_PRINCIPLE if modifications else Motion.APPROVE
    voting.put_motion(item, by=people.chair, motion=motion, modifications=list(modifications))
    places = meeting.attendances.select_related("seat__person").filter(seat__in=rules.voting_seats(item))
    members = [place.seat for place in places if place.seat.person_id != people.chair.pk]
    for place, seat in enumerate(members):
        choice = Choice.AGREE if place < agree - 1 else Choice.ABSTAIN
        voting.cast(item, by=seat.person, choice=choice)
    voting.cast(item, by=people.chair, choice=Choice.AGREE)
    voting.announce(item, by=people.chair, outcome=outcome, summary=summary)


def evidence(unit, story, person):
    """A unit's figures before and after, in its library."""
    return sheet(
        person,
        name=f"{unit.short}业务数据对比表（样例）.xlsx",
        lines=[f"{unit.name}业务数据对比表", "上年平均办理时间（天）", 12, "本年平均办理时间（天）", 9],
        about="与上年同期对比",
    )


def sheet(person, *, name: str, lines: list, about: str = ""):
    """A spreadsheet that says it is a sample, in the library of the person's unit."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("样例").write_column(0, 0, ["样例：本表数据为虚构。", *lines])
    out.seek(0)
    stored = files.put(out, media_type=XLSX)
    return library.add_evidence(
        person.unit, by=person, file=stored, name=name, dated=clock.today(), about=about
    )
