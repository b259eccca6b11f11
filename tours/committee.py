"""Committee review: a route is built, and a plan goes its whole way through dissent, added and absent people, to the confirmation."""

from launch.tour import Tour

from ._committee import amend
from ._day import Day
from ._sitting import hand_over, listen, papers_of_plan, read_copy, receive_and_review, report, type_in, widen
from ._sitting_meeting import agenda, convene, minutes, vote
from ._sitting_route import build, publish
from ._unit import draft


def walk(tour: Tour) -> None:
    """From the first stage drawn to the 审批表."""
    day = Day(tour)
    with tour.step("the administrator builds a 会签 into the route without code"):
        build(day)
    with tour.step("the simulation finds nothing that strands; the new version is published"):
        publish(day)
    with tour.step("a unit drafts its plan, which keeps the new version of the route"):
        draft(day)
    with tour.step("with a delegation in force the deputy reports it: both names stand, the drafter may not"):
        report(day)
    with tour.step("初审: the office receives it and passes it on to the 会签 with its proposal"):
        receive_and_review(day)
    with tour.step("会签: one agrees, one dissents, one is added, one hands on; the unit sees nobody"):
        listen(day)
    with tour.step("会签人 are added and spared, a question is handed on; urged once a day"):
        widen(day)
    with tour.step("a slip is printed, signed by pen and typed in with its scan"):
        type_in(day)
    with tour.step("the clerk leaves in the middle: a colleague goes on, nothing is lost"):
        hand_over(day)
    with tour.step("a copy is read and marked 已阅"):
        read_copy(day)
    with tour.step("the agenda is sent out with its papers, one member is away, one recuses themselves"):
        agenda(day)
    with tour.step("the meeting opens: the absent member's written opinion is read out and is no vote"):
        convene(day)
    with tour.step("原则通过: the chair votes last and announces; the unit reads the conclusion alone"):
        vote(day)
    with tour.step("minutes: drafted, sent, confirmed by the chair; record and minutes as PDF"):
        minutes(day)
    with tour.step("modifications are made and confirmed by the chair"):
        amend(day)
    with tour.step("the 审批表 names everybody: dissent, added, handed on, by pen, on behalf"):
        papers_of_plan(day)
