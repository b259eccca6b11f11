"""What an application to close says beside its words: of 群众反映 what was found true, of 立行立改 whether it was drawn."""

import pytest

from documents.models import Document
from plans.rectifications import chain, lookback
from records.errors import Refused
from records.models import Entry
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import item_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("field", ["truth", "liability"])
def test_a_complaint_is_not_closed_without_what_was_found_true_and_who_answers_for_it(field):
    item = item_at("confirmed", source="public")
    with pytest.raises(Refused, match="请选择") as refused:
        ways.apply(item.world, item, **{field: ""})
    assert refused.value.field == field
    ways.apply(item.world, item, truth="partly", liability="shared")
    now = fresh(item)
    content = now.closings.get().version.content["closing"]
    assert (content["truth"], content["liability"]) == ("部分属实", "共同")
    ways.walk(item.world, now)
    facts = Document.objects.get(subject=item.key, kind="closing_approval").facts
    assert (facts["truth"], facts["liability"]) == ("部分属实", "共同")


def test_of_other_sources_it_is_not_asked():
    item = item_at("confirmed")
    ways.apply(item.world, item, truth="", liability="")
    assert fresh(item).truth == ""


@pytest.mark.parametrize(("percent", "drawn"), [(100, "抽中"), (0, "未抽中")])
def test_the_draw_of_an_immediate_item_is_told_on_the_trail_and_on_the_paper(percent, drawn):
    item = item_at("confirmed", kind="immediate")
    ways.source("research", drawn_percent=percent)
    ways.apply(item.world, fresh(item))
    row = item.closings.get()
    seed = lookback.seed_of(row.version.digest)
    assert row.draw == f"验收抽查：按{percent}％抽取，种子{seed}，{drawn}"
    assert Entry.objects.get(subject=item.key, code="item.applied").params["draw"] == row.draw
    now = ways.walk(item.world, item)
    assert (chain.VISIT in now.chain) == (percent == 100)
    assert Document.objects.get(subject=item.key, kind="closing_approval").facts["draw"] == row.draw


def test_what_is_not_drawn_says_nothing_of_a_draw():
    item = item_at("confirmed")
    ways.apply(item.world, item)
    assert item.closings.get().draw == ""
