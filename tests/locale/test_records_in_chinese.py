"""What is written into the records is Chinese, also when everybody reads English."""

import json
import re

import pytest
from django.utils import translation

from documents.models import Document
from notifications.models import Notice
from tests.plans.world import moved_to
from workflows.models import Assignment, Opinion, Stage

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(600)]

ENGLISH = re.compile(r"[A-Za-z]{3,}(?: [a-z]+)+")


@pytest.mark.parametrize("place", ["revising", "tabled", "amending", "executing", "visit", "signing"])
def test_records_are_chinese_when_everybody_reads_english(place):
    with translation.override("en"):
        plan = moved_to(place).plan
    written = [plan.title, plan.stage_label]
    for model, names in (
        (Assignment, ("title", "what", "note")),
        (Notice, ("text",)),
        (Stage, ("label",)),
        (Opinion, ("line_label", "now")),
        (Document, ("title", "number")),
    ):
        for row in model.objects.values_list(*names):
            written += row
    written += [
        json.dumps(facts, ensure_ascii=False) for facts in Document.objects.values_list("facts", flat=True)
    ]
    assert len(written) > 10
    assert [text for text in written if ENGLISH.search(text or "")] == []
