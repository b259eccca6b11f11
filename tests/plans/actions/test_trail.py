"""办理轨迹 of a whole life: each line names the version it concerns, and the task where it concerns one."""

import pytest

from records.models import Entry
from tests.plans.world import moved_to

pytestmark = pytest.mark.django_db

LIFE = (
    "submit agree receive return submit agree receive propose table approve_in_principle amend confirm "
    "finish_tasks request_acceptance compose accept sign"
)
OF_A_TASK = {"plan.reported", "plan.evidence_linked", "plan.task_finished", "plan.checked"}


def test_every_line_after_the_first_submission_names_its_version():
    moves = moved_to("drafting")
    for move in LIFE.split():
        moves.make(move)
    lines = list(Entry.objects.filter(subject=moves.plan.key).order_by("n"))
    submitted = next(each.n for each in lines if each.code == "plan.submitted")
    assert [each.code for each in lines if each.n > submitted and each.version is None] == []
    assert {each.version for each in lines if each.code in OF_A_TASK} == {moves.plan.approved_version}
    assert all(each.params.get("task") for each in lines if each.code in OF_A_TASK)
    assert OF_A_TASK <= {each.code for each in lines}
