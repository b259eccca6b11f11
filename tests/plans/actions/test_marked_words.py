"""密级标志 in what people type while a plan runs: refused at its field, nothing written."""

import pytest
from django.test import Client

from plans.actions.forms.execution import AnswerForm, FinishForm, ReportForm
from plans.actions.models import Report
from tests.plans.world import moved_to
from workflows.forms.acceptance import ConclusionForm, FindingForm
from workflows.forms.evidence import EvidenceForm
from workflows.forms.meetings import AnnounceForm, BallotForm, MotionForm, ReasonForm

MARKED = "绝密★启用前"


@pytest.mark.parametrize(
    ("form", "field", "typed"),
    [
        (FinishForm, "words", {}),
        (AnswerForm, "answer", {}),
        (EvidenceForm, "about", {}),
        (FindingForm, "fact", {"result": "met"}),
        (ConclusionForm, "problems", {"conclusion": "accepted"}),
        (MotionForm, "modifications", {"motion": "approve"}),
        (BallotForm, "opinion", {"choice": "agree"}),
        (AnnounceForm, "summary", {}),
        (ReasonForm, "reason", {}),
    ],
)
def test_marking_is_refused_at_its_field(form, field, typed):
    assert "疑似密级标志" in form({**typed, field: MARKED}).errors[field][0]
    assert field not in form({**typed, field: "按期推进，效果良好"}).errors


@pytest.mark.django_db
def test_marked_report_is_not_written():
    assert "words" in ReportForm([], {"kind": "progress", "words": MARKED}).errors
    moves = moved_to("executing")
    client = Client()
    client.force_login(moves.d.liaison)
    task = moves.tasks().first()
    answer = client.post(f"/tasks/{task.pk}/report/", {"kind": "progress", "words": MARKED})
    assert answer.status_code == 422
    assert not Report.objects.exists()


@pytest.mark.django_db
def test_application_with_too_many_words_is_not_sent_without_them():
    moves = moved_to("finished")
    client = Client()
    client.force_login(moves.d.liaison)
    refused = client.post(f"/plans/{moves.plan.pk}/request-acceptance/", {"words": "字" * 2001})
    assert (refused.status_code, moves.plan.status) == (422, "executing")
    assert "字" * 2001 in refused.content.decode()
    client.post(f"/plans/{moves.plan.pk}/request-acceptance/", {"words": "字" * 2000})
    assert moves.plan.status == "accepting"
