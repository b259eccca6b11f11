"""Rows of the permission table: a visit, from the day it was arranged to its opinion."""

from tests.permission_places import answer
from workflows.models import Visit
from workflows.operations import visit_work, visits


def draft_visit_opinion(c, by):
    verdicts = {c.plan.key: visit_work.Verdict("accepted")}
    visit_work.draft_visit_opinion(Visit.objects.get(), by=by, verdicts=verdicts, statement="agreed")


def conclude_visit(c, by):
    verdicts = {c.plan.key: visit_work.Verdict("accepted")}
    visit_work.conclude_visit(Visit.objects.get(), by=by, verdicts=verdicts, statement="agreed")


BETWEEN = {}  # the places are those of the plan (permission_places.py)
TABLE = {
    "visit arranged": [
        (visits.begin_visit, lambda c, by: visits.begin_visit(Visit.objects.get(), by=by), {"leader"}),
        (
            visits.cancel_visit,
            lambda c, by: visits.cancel_visit(Visit.objects.get(), by=by, reason="改期"),
            {"clerk"},
        ),
        (
            visit_work.ask_check_sheet,
            lambda c, by: visit_work.ask_check_sheet(Visit.objects.get(), by=by),
            {"clerk", "leader", "group_member"},
        ),
    ],
    "visit begun": [
        (
            visit_work.record_answer,
            lambda c, by: answer(Visit.objects.get(), c.plan, c.task, by=by),
            {"leader", "group_member"},
        ),
        (
            visit_work.note_typed_in,
            lambda c, by: visit_work.note_typed_in(Visit.objects.get(), by=by, n=2),
            {"clerk", "leader", "group_member"},
        ),
    ],
    "visit checked": [
        (visit_work.draft_visit_opinion, draft_visit_opinion, {"leader"}),
        (visit_work.conclude_visit, conclude_visit, {"leader"}),
    ],
}  # fmt: skip
