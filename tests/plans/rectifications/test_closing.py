"""销号: from the application through its chain to the end, step by step by those whose turn it is."""

import pytest

from tests.plans.rectifications.closing_ways import WAYS
from tests.plans.rectifications.factories import item_at

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("place", WAYS)
def test_every_place_is_reached_by_the_real_operations(place):
    item = item_at(place)
    assert place in {item.status, item.stage, "applied", "extension unsigned", "extended", "relapsed"}
