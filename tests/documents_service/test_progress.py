"""A long paper says how far it has come while a worker prints it."""

import pytest
from django.template.loader import render_to_string

from documents import effects, printing
from documents.models import Document
from documents.papers import paging
from tests.documents.ledger_samples import inspection
from tests.factories import make_office, make_person
from units.enums import Post

pytestmark = pytest.mark.django_db


def test_the_page_shows_how_far_a_long_ledger_has_come(monkeypatch):
    clerk = make_person(Post.OFFICE_CLERK, make_office())
    paper = Document.objects.create(
        kind="ledger_inspection", subject=f"ledger:{clerk.pk}", title="台账", unit_id=clerk.unit_id, code="L1",
        facts=inspection(problems=30, measures=1).to_json(), asked_by=clerk, circle="unit",
        asked_at="2026-11-23T10:00:00+08:00", issued_at="2026-11-23T10:00:00+08:00",
    )  # fmt: skip
    monkeypatch.setattr(paging, "PIECE", 1)
    shown = []
    sound = printing.engine.render

    def render(*words, **more):
        kept = Document.objects.get(pk=paper.pk)
        shown.append((kept.progress, render_to_string("documents_pages/status.html", {"document": kept})))
        return sound(*words, **more)

    monkeypatch.setattr(printing.engine, "render", render)
    effects.render({"document": paper.pk})()
    percent = [each for each, _page in shown]
    assert len(percent) >= 3 and percent[0] == 0 and percent == sorted(set(percent))
    assert "<progress" not in shown[0][1] and f"{percent[1]}%" in shown[1][1]
    assert Document.objects.get(pk=paper.pk).state == "ready"
