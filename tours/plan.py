"""The main job: a plan from the first draft to the signed acceptance, each person logged in as themselves."""

import os

from launch.tour import Tour

from ._committee import amend, meeting, review, revise
from ._day import Day
from ._guide import renew
from ._lists import lists, login_page
from ._unit import draft, paper
from ._work import accept, certificate, execute, signed


def walk(tour: Tour) -> None:
    """The eight steps of the main job."""
    day = Day(tour)
    with tour.step("log-in page offers the accounts by role"):
        login_page(day)
    with tour.step("1 drafting: from Word, Excel and the page, with autosave"):
        draft(day)
    with tour.step("2 the unit: signed on paper and recorded by the clerk"):
        paper(day)
    with tour.step("3 the office: received, reviewed line by line, returned with everything at once"):
        review(day)
    with tour.step("3 the unit answers each point and reports again; the head agrees"):
        revise(day)
    with tour.step("4 the meeting: motion, ballots, the chair last, announced"):
        meeting(day)
    with tour.step("4 approved in principle: modifications made and confirmed by the chair"):
        amend(day)
    with tour.step("5 execution: reports by node, evidence, lights"):
        execute(day)
    with tour.step("6 acceptance: a group of other units, task by task"):
        accept(day)
    with tour.step("7 the PDF appears by itself, opens, its text and fonts are right"):
        certificate(day)
    with tour.step("6 the signed paper is registered, the plan is closed"):
        signed(day)
    with tour.step("8 lists, overview, trail within 知悉范围, what was sent"):
        lists(day)
    if os.environ.get("GUIDE") == "1":
        with tour.step("the pictures of the guide (docs/guide/pictures) are made anew"):
            renew(day.album.folder, "plan")
