"""来源规则: kept by the 工委业务管理员, on the trail of settings; a running closing keeps what it began with."""

import pytest
from django.core.exceptions import ValidationError

from plans.rectifications.models import Source
from plans.rectifications.operations import sources
from records import trail
from records.models import Entry
from tests.plans.rectifications.factories import make_rectifying

pytestmark = pytest.mark.django_db


def test_a_change_stands_on_the_trail_of_settings_with_what_it_was_before():
    world = make_rectifying()
    source = Source.objects.get(kind="audit")
    sources.save_source(source, by=world.district.business_admin, publicity=True, closes="committee")
    source.refresh_from_db()
    assert (source.publicity, source.closes) == (True, "committee")
    entry = Entry.objects.get(subject="settings", code="source.changed")
    assert entry.params == {
        "source": "audit",
        "changed": {"publicity": [False, True], "closes": ["source", "committee"]},
    }
    assert trail.verify("settings") == []


def test_saving_what_is_there_leaves_no_trace():
    world = make_rectifying()
    source = Source.objects.get(kind="audit")
    sources.save_source(source, by=world.district.business_admin, publicity=source.publicity)
    assert not Entry.objects.filter(subject="settings", code="source.changed").exists()


@pytest.mark.parametrize("fields", [{"drawn_percent": 101}, {"closes": "nobody"}])
def test_what_cannot_be_is_refused_and_nothing_written(fields):
    world = make_rectifying()
    source = Source.objects.get(kind="audit")
    with pytest.raises(ValidationError):
        sources.save_source(source, by=world.district.business_admin, **fields)
    assert not Entry.objects.filter(subject="settings", code="source.changed").exists()
