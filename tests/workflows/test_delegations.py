"""委托: given and ended on one's own page, for some errands and some days; both names are printed; conflicts follow the person."""

from datetime import timedelta

import pytest

from plans.actions.operations import submission
from plans.rectifications.operations import extension
from plans.rectifications.rules import extension as extension_rules
from records import clock
from records.errors import Refused, allows
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.plans.rectifications.factories import item_at
from tests.test_addresses import signed_in
from units.enums import Errand, Post
from units.models import Delegation, Person
from units.queries import standing
from workflows.operations import delegations
from workflows.queries.inbox import open_assignments

pytestmark = pytest.mark.django_db
ADDRESS = "/delegations/"


def again(row):
    return type(row).objects.get(pk=row.pk)


def give(by, to, *errands, since=0, until=5, **given):
    today = clock.today()
    told = {
        "errands": list(errands or Errand.values),
        "since": today + timedelta(days=since),
        "until": today + timedelta(days=until),
        "reason": "出差",
    } | given
    return delegations.delegate(by=again(by), to=again(to), **told)


@pytest.fixture
def d():
    district = factories.make_district()
    district.deputy = people.make_person(Post.DEPUTY, district.unit, name="样例副局长")
    return district


def test_delegate_signs_in_both_names_until_the_last_day_is_over(d):
    plan = factories.plan_at("unit_review", d)
    give(d.head, d.deputy, Errand.REPORTING, until=2)
    assert list(open_assignments(again(d.deputy)).values_list("subject", flat=True)) == [plan.key]
    with clock.at(clock.now() + timedelta(days=3)), pytest.raises(Refused, match="只有本单位负责人"):
        submission.agree(plan, by=again(d.deputy))
    submission.agree(plan, by=again(d.deputy))
    entry = Entry.objects.get(subject=plan.key, code="plan.agreed")
    assert (entry.by, entry.on_behalf_of) == (d.deputy, d.head)


def test_what_was_not_delegated_waits_for_the_principal_alone(d):
    plan = factories.plan_at("unit_review", d)
    give(d.head, d.deputy, Errand.EXTENSION)
    assert not open_assignments(again(d.deputy)).exists()
    with pytest.raises(Refused, match="只有本单位负责人"):
        submission.agree(plan, by=again(d.deputy))
    give(d.head, d.deputy, Errand.REPORTING)  # a second one adds to the first
    assert standing(again(d.deputy)).authority(Post.HEAD, d.unit.pk, Errand.EXTENSION)
    submission.agree(plan, by=again(d.deputy))


def test_extension_is_signed_by_whom_it_was_delegated_to():
    item = item_at("planned")
    d = item.world.district
    other = people.make_person(Post.SECTION_LEAD, d.unit)
    extension.ask_extension(
        item, by=d.liaison, new_limit=item.limit + timedelta(days=9), reason="材料未齐", progress="一半"
    )
    item = again(item)
    assert not allows(extension_rules.check_can_sign, item, again(other))
    give(d.head, other, Errand.CLOSING)
    assert not allows(extension_rules.check_can_sign, item, again(other))
    give(d.head, other, Errand.EXTENSION)
    assert allows(extension_rules.check_can_sign, item, again(other))


def test_only_somebody_of_the_unit_who_does_not_write_what_is_signed_is_chosen(d):
    stranger = people.make_person(Post.MEMBER)
    auditor = people.make_person(Post.AUDITOR, d.unit)
    for to, sentence in (
        (stranger, "不是您任岗单位的人员"),
        (auditor, "系统管理岗位"),
        (d.liaison, "起草和审核不能由同一人办理"),
        (d.head, "不能委托本人"),
    ):
        with pytest.raises(Refused, match=sentence):
            give(d.head, to)
    with pytest.raises(Refused, match="没有任岗"):
        give(d.chair, d.members[0])
    assert not Delegation.objects.exists()


def test_days_and_errands_that_cannot_be_meant_are_refused_at_their_field(d):
    for field, sentence, given in (
        ("since", "过去的日期", {"since": -1}),
        ("until", "不能早于起日", {"since": 3, "until": 2}),
        ("until", "最长一年", {"until": 400}),
        ("errands", "请选择委托哪些事项", {"errands": ["ballots"]}),
        ("reason", "请填写委托事由", {"reason": " "}),
    ):
        with pytest.raises(Refused, match=sentence) as refused:
            give(d.head, d.deputy, **given)
        assert refused.value.field == field
    give(d.head, d.deputy)
    with pytest.raises(Refused, match="已经委托"):
        give(d.head, d.deputy, Errand.CLOSING, since=5, until=9)
    give(d.head, d.deputy, since=6, until=9)


def test_whoever_acts_for_somebody_cannot_let_a_third_person_do_so(d):
    plan = factories.plan_at("unit_review", d)
    third = people.make_person(Post.MEMBER, d.unit)
    give(d.head, d.deputy)
    give(d.deputy, third)
    with pytest.raises(Refused):
        submission.agree(plan, by=again(third))


def test_the_principal_alone_ends_it_and_at_once(d):
    plan = factories.plan_at("unit_review", d)
    given = give(d.head, d.deputy)
    with pytest.raises(Refused, match="由委托人本人终止"):
        delegations.end_delegation(given, by=again(d.deputy))
    delegations.end_delegation(given, by=again(d.head))
    with pytest.raises(Refused):
        submission.agree(plan, by=again(d.deputy))
    with pytest.raises(Refused, match="已经终止"):
        delegations.end_delegation(given, by=again(d.head))
    trail = Entry.objects.filter(subject=f"delegations:{d.head.pk}").order_by("n")
    assert [each.code for each in trail] == ["delegation.given", "delegation.ended"]
    assert trail[0].params["delegate"] == "样例副局长"
    assert d.deputy.notices.filter(event="delegation.ended").count() == 1


def test_page_gives_shows_and_ends(d):
    client, today = signed_in(d.head), clock.today()
    assert "没有正在生效的委托" in client.get(ADDRESS).content.decode()
    data = {"to": d.deputy.pk, "errands": ["extension"], "since": today.isoformat(), "reason": "出差"}
    short = client.post(ADDRESS, data)
    assert short.status_code == 422 and 'value="出差"' in short.content.decode()
    late = client.post(ADDRESS, data | {"until": (today - timedelta(days=1)).isoformat()})
    assert late.status_code == 422 and "止日不能早于起日" in late.content.decode()
    assert client.post(ADDRESS, data | {"until": today.isoformat()}).status_code == 302
    page = client.get(ADDRESS).content.decode()
    assert "样例副局长" in page and "延期" in page
    assert "委托我的" in signed_in(d.deputy).get(ADDRESS).content.decode()
    given = Delegation.objects.get()
    assert signed_in(d.deputy).post(f"{ADDRESS}{given.pk}/end/").status_code == 404
    assert client.post(f"{ADDRESS}{given.pk}/end/").status_code == 302
    assert "本人终止" in client.get(ADDRESS).content.decode()


def test_leaders_see_whose_delegation_is_in_force_each_as_far_as_theirs_goes(d):
    office_head = people.make_person(Post.OFFICE_HEAD, d.office)
    other_head = people.make_person(Post.HEAD, d.other_unit)
    staff = people.make_person(Post.MEMBER, d.unit)
    give(d.deputy, staff)
    give(d.liaison, staff, since=3)  # not yet in force
    seen = {
        who.pk: "正在生效的委托（其他同志）" in signed_in(who).get(ADDRESS).content.decode()
        for who in (d.head, office_head, d.business_admin, other_head, d.liaison)
    }
    assert seen == {
        d.head.pk: True,
        office_head.pk: True,
        d.business_admin.pk: True,
        other_head.pk: False,
        d.liaison.pk: False,
    }
    assert d.liaison.name not in signed_in(office_head).get(ADDRESS).content.decode()


def test_page_costs_the_same_with_one_and_with_three(d, django_assert_max_num_queries):
    client = signed_in(d.business_admin)
    counts = []
    for n in (1, 2):
        for _each in range(n):
            give(people.make_person(Post.DEPUTY, d.unit), people.make_person(Post.MEMBER, d.unit))
        with django_assert_max_num_queries(100) as sent:
            client.get(ADDRESS)
        counts.append(len(sent))
    assert counts[0] == counts[1] and Person.objects.exists()
