"""选人: who is offered, by unit; who may not be chosen is refused by name."""

import pytest
from django import forms
from django.http import QueryDict

from units.choosing import Offered, by_unit
from units.forms import PeopleField, PersonField
from units.models import Person, Unit

ONE, TWO = (Unit(pk=pk, name=f"样例单位{pk}", short_name=f"单位{pk}") for pk in (1, 2))
OFFERED = [
    Offered(Person(pk=1, name="样例甲", unit=ONE), "本单位人员"),
    Offered(Person(pk=2, name="样例乙", unit=TWO)),
    Offered(Person(pk=3, name="样例丙", unit=TWO), "承办人"),
    Offered(Person(pk=4, name="样例丁", unit=TWO)),
]


class GroupForm(forms.Form):
    members = PeopleField(offered=OFFERED)
    leader = PersonField(offered=OFFERED)


def filled(query: str) -> GroupForm:
    form = GroupForm(QueryDict(query))
    form.is_valid()
    return form


def test_by_unit_puts_a_unit_that_recuses_itself_altogether_last():
    units = by_unit(OFFERED, {"2"})
    assert [(each.unit, each.free, each.has_chosen) for each in units] == [(TWO, 2, True), (ONE, 0, False)]
    assert [chosen for _offered, chosen in units[0].rows] == [True, False, False]


def test_fields_give_people_each_once():
    form = filled("members=4&members=2&members=4&leader=2")
    assert [each.name for each in form.cleaned_data["members"]] == ["样例丁", "样例乙"]
    assert form.cleaned_data["leader"].name == "样例乙"


@pytest.mark.parametrize(
    ("query", "field", "sentence"),
    [
        ("members=1&leader=2", "members", "样例甲应当回避（本单位人员）。"),
        ("members=2&leader=3", "leader", "样例丙应当回避（承办人）。"),
        ("members=9&leader=2", "members", "所选人员不在名单中，请重新选择。"),
        ("members=x&leader=2", "members", "所选人员不在名单中，请重新选择。"),
        ("leader=2", "members", "请填写。"),
        ("members=2", "leader", "请填写。"),
    ],
)
def test_fields_say_what_is_wrong(query, field, sentence):
    assert filled(query).errors[field] == [sentence]


def test_what_was_ticked_stays_ticked_when_the_form_is_refused():
    units = filled("members=2&members=4")["members"].units
    assert [offered.person.name for offered, chosen in units[0].rows if chosen] == ["样例乙", "样例丁"]
