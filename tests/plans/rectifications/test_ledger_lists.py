"""台账: what is found, how it is counted, what is kept beside items."""


import pytest

from plans.rectifications.enums import Status
from plans.rectifications.ledger import columns, rows
from plans.rectifications.ledger.filters import Filter
from plans.rectifications.models import Measure
from plans.rectifications.operations import keeping
from plans.rectifications.queries.ledger import found_items
from plans.rectifications.queries.totals import totals_of
from records import clock
from tests.plans.rectifications import factories

pytestmark = pytest.mark.django_db

def test_quick():
    world = factories.make_rectifying()
    d = world.district
    a = factories.item_at(Status.WORKING, world)
    b = factories.issued(world, unit=d.other_unit, problem="台账记录不完整（样例）")
    Measure.objects.create(item=b, line="m1", text="建立清单", unit=d.unit, due=b.due)
    today = clock.today()
    def found(person, query=""):
        return [i.number[-4:] for i in found_items(person, Filter.read(query), today)]
    assert found(d.clerk) == ["0002", "0001"]
    assert found(d.liaison) == ["0002", "0001"]
    assert found(d.other_liaison) == ["0002"]
    assert found(d.clerk, "q=窗口一次") == ["0001"]
    assert found(d.clerk, "q=%E7%AA%97%E5%8F%A3&light=grey") == ["0001"]
    keeping.keep([b.pk])
    assert found(d.clerk, "q=建立清单") == ["0002"]
    for q in ("", f"unit={d.unit.pk}", "light=grey&light=red", "mine=1", "q=样例"):
        t = totals_of(d.clerk, Filter.read(q), today)
        assert t.n == len(found(d.clerk, q)), q
    print(t)
    cols = columns.columns("ledger", [c.key for c in columns.ITEM])
    r = rows.rows_of(list(found_items(d.clerk, Filter(), today)), cols, today)
    for row in r:
        print([str(c.head) + "=" + str(c.value(row)) for c in cols])
    for which in ("problems", "tasks", "duties"):
        for line in rows.lines_of(r, which):
            print([str(c.head) + "=" + str(c.value(line)) for c in columns.columns(which)])
    assert keeping.recount() == 2
