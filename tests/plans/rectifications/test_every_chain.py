"""销号链条, walked: each chain that 整改类型, importance, 抽查 and the rules of a source can give, from 申请销号 to its end."""

from contextlib import contextmanager
from itertools import product

import pytest
from django.db import transaction

from plans.rectifications.chain import Switches, closing_chain
from plans.rectifications.enums import Authority, Kind, SourceKind, Status
from plans.rectifications.models import Item
from records import trail
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import item_at
from tests.plans.rectifications.test_chain import ALL
from workflows.models import Round

CLOSED, LASTS = Status.CLOSED, Status.LONG_TERM


def every_chain() -> dict[tuple, tuple]:
    """(the stages, how it ends) → the first that leads there: type, importance, drawn or not, the rules of the source."""
    found = {}
    for kind, major, drawn, switches in product(Kind.values, (False, True), (False, True), ALL):
        taken = closing_chain(kind, major=major, switches=switches, drawn=drawn)
        end = LASTS if kind == Kind.LONG_TERM else CLOSED
        found.setdefault((taken, end), (kind, major, drawn, switches))
    return found


def test_so_many_chains_there_are():
    """Counted by hand. In the middle: 4 of 初审、验收 with 上会 (major); 15 of 初审、复核、验收、审定, or the 审核 alone where all
    are off. Each with or without 公示, closed here or at the source; and the unit's own. 立行立改 adds the drawn one."""
    middles = {LASTS: 4 + 15 + 1, CLOSED: 4 + 15 + 2}
    chains = every_chain()
    for end, middle in middles.items():
        assert sum(ends == end for _taken, ends in chains) == middle * 4 + 1


@contextmanager
def undone():
    """What is done inside is as if it had not been."""
    block = transaction.atomic()
    block._from_testcase = True  # the acts inside may be durable, as inside any test
    with block:
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.timeout(600)
@pytest.mark.parametrize("end", [CLOSED, LASTS])
@pytest.mark.parametrize("closes", Authority.values)
def test_every_chain_is_walked_to_its_end(closes, end):
    item = item_at("confirmed")
    world = item.world
    ways.group(world)
    chains = {key: how for key, how in every_chain().items() if (how[-1].closes, key[1]) == (closes, end)}
    assert chains
    for (taken, _end), (kind, major, drawn, switches) in chains.items():
        with undone():
            ways.source(SourceKind.RESEARCH, drawn_percent=100 if drawn else 0, **rules_of(switches))
            Item.objects.filter(pk=item.pk).update(kind=kind, major=major)
            ways.apply(world, fresh(item))
            ended = ways.walk(world, item)
            sat = Round.objects.filter(process_id=item.process_id).order_by("id")
            assert tuple(sat.values_list("stage__code", flat=True)) == taken
            assert (ended.status, ended.stage) == (end, "")
            assert ended.closings.get().outcome == end
            assert bool(ended.closings.get().source_number) == (closes == Authority.SOURCE)
            assert (ended.closed_on is None) == (end == LASTS)
            assert trail.verify(item.key) == []


def rules_of(switches: Switches) -> dict:
    return {name: getattr(switches, name) for name in Switches.__dataclass_fields__}
