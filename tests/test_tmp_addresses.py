import pytest
from tests import test_addresses as t
from tests.workflows import addresses_meetings
pytestmark = pytest.mark.django_db
OURS = addresses_meetings.table(unit=t.UNIT, office=t.OFFICE, committee=t.COMMITTEE, meeting=t.SEES_MEETING, everybody=t.EVERYBODY)
OURS |= {k: v for k, v in t.TABLE.items() if k.startswith(("meeting", "item_a", "item_d", "item_m", "item_n", "item_v"))}

def test_all():
    place = t.Place()
    clients = {role: t.signed_in(place.people[role]) for role in t.EVERYBODY}
    wrong = []
    for method, column in (("get", 0), ("post", 1)):
        for name, route in t.routes().items():
            if name not in OURS: continue
            address, should = place.address(name, route), t.expected(OURS[name][column])
            found = {}
            for role in set().union(*should.values()):
                found.setdefault(t.answer(clients[role], method, address, place.data(name)), set()).add(role)
            if found != should:
                wrong.append(f"{method} {name}: {found}, not {should}")
    assert not wrong, "\n".join(wrong)
