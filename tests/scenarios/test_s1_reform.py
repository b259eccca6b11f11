"""S1. 机构改革: 2026-07-01, 示委编〔2026〕9号: 区政务服务办 and 区大数据中心 become 区数据和政务服务局.

The office is renamed and the centre goes into it: what was one unit's stays with its number and its former name.
"""

from datetime import date, datetime, timedelta

import pytest

from documents.models import Document
from plans.actions.models import Plan, Task
from plans.actions.operations import drafting, review, submission
from plans.rectifications.ledger.filters import Filter
from plans.rectifications.ledger.page import LedgerPage
from plans.rectifications.models import Item
from plans.rectifications.operations import acceptance, closing
from records import clock
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.factories import issued, item_at, make_rectifying
from tests.test_addresses import signed_in
from units.enums import Post
from units.models import Person, Posting, Unit, UnitName
from units.queries import name_on, people_with, standing
from workflows.models import Assignment

pytestmark = pytest.mark.django_db
BASIS, NEW = "示委编〔2026〕9号", "区数据和政务服务局"
THE_DAY = datetime(2026, 7, 1, 9, 0, tzinfo=clock.SHANGHAI)
IN_JUNE = datetime(2026, 6, 15, 9, 0, tzinfo=clock.SHANGHAI)
NUMBERS = ("整改-2026-0031", "整改-2026-0044", "整改-2026-0058", "整改-2026-0060")


def again(row):
    return type(row).objects.get(pk=row.pk)


def everything() -> list:
    """What a merger moves."""
    people_and_units = list(Person.objects.order_by("pk").values_list("pk", "unit_id"))
    return [
        people_and_units,
        *(list(each.objects.order_by("pk").values_list()) for each in (Unit, Posting, Assignment)),
    ]


class Reform:
    """Both units on the eve: their plans, items, and the item 0044 in 验收 with 赵堃 of the centre in the group."""

    def __init__(self):
        with clock.at(IN_JUNE):
            self.d = d = factories.make_district(tasks=23)
            self.office, self.centre = d.unit, d.other_unit
            for unit, name in ((d.unit, "区政务服务办"), (d.other_unit, "区大数据中心")):
                Unit.objects.filter(pk=unit.pk).update(name=name, short_name=name)
                unit.name = unit.short_name = name
            self.world = make_rectifying(d)
            self.centre_head = self.world.other_head
            self.zhao = people.make_person(Post.MEMBER, self.centre, name="赵堃")
            leader = people.make_person(Post.MEMBER, name="样例组长")
            self.world.group = (leader, self.zhao)
            self.plan = factories.start(d)
            self.other_plan = drafting.start_plan(d.action, unit=self.centre, by=d.other_liaison)
            for task in self.other_plan.tasks.all()[18:]:
                drafting.remove_task(task, by=d.other_liaison)
            Task.objects.filter(pk__in=self.plan.tasks.values("pk")[:9]).update(done_on=clock.today())
            submission.submit(self.plan, by=d.liaison)
            self.in_acceptance = item_at("visit", self.world)
            self.items = [self.in_acceptance, *(issued(self.world) for _each in range(3))]
            for item, number in zip(self.items, (NUMBERS[1], NUMBERS[0], *NUMBERS[2:]), strict=True):
                Item.objects.filter(pk=item.pk).update(number=number)
            self.others = [issued(self.world, unit=self.centre) for _each in range(2)]
            people.delegate(self.centre_head, self.zhao)

    def change(self, unit, **sent):
        """On the page of 机构变动."""
        client = signed_in(again(self.d.business_admin))
        return client.post(f"/units/{unit.pk}/change/", {"basis": BASIS, **sent})

    def become_one(self):
        """What the reform is, on its day."""
        with clock.at(THE_DAY):
            assert self.change(self.office, kind="rename", name=NEW, short_name="数据局").status_code == 302
            merged = self.change(self.centre, kind="merge", into=self.office.pk, confirm="1")
            assert merged.status_code == 302, merged.content.decode()


@pytest.fixture
def r():
    return Reform()


def test_preview_lists_what_goes_along_and_nothing_moves_before_it_is_confirmed(r):
    """41 tasks, 6 items, open 待办 and delegations: of the office 23 (9 done) and 4, of the centre 18 and 2."""
    with clock.at(THE_DAY):
        client = signed_in(again(r.d.business_admin))
        own = client.get(f"/units/{r.office.pk}/change/").content.decode()
        assert "任务 23" in own and "已办结任务 9" in own and "整改事项 4" in own
        before = everything()
        preview = r.change(r.centre, kind="merge", into=r.office.pk).content.decode()
        assert "任务 18" in preview and "整改事项 2" in preview
        assert f"{r.centre_head.name} → 赵堃" in preview
        waiting = Assignment.objects.filter(unit=r.centre, done_at=None).count()
        assert waiting and f"{waiting}件待办" in preview
        assert "应当回避" in preview and "赵堃" in preview
        assert before == everything()


def test_numbers_stay_and_the_former_unit_is_printed(r):
    numbers = set(Item.objects.values_list("number", flat=True))
    r.become_one()
    assert set(Item.objects.values_list("number", flat=True)) == numbers >= set(NUMBERS)
    assert {again(item).unit_id for item in r.others} == {r.centre.pk}
    with clock.at(THE_DAY):
        page = signed_in(again(r.d.clerk)).get(f"/items/{r.others[0].pk}/").content.decode()
    assert "区大数据中心" in page


def test_papers_of_june_keep_the_old_names(r):
    slip = Document.objects.get(subject=r.plan.key)
    r.become_one()
    assert slip.facts == again(slip).facts and "区政务服务办" in str(again(slip).facts)
    assert name_on(r.office, IN_JUNE.date()) == "区政务服务办"
    assert name_on(again(r.office), THE_DAY.date()) == NEW
    former = UnitName.objects.get(unit=r.office)
    assert (former.until, former.basis) == (date(2026, 6, 30), BASIS)


def test_zhao_is_of_the_same_unit_now_and_the_group_is_changed_before_0044_goes_on(r):
    item, (leader, zhao) = r.in_acceptance, r.world.group
    with clock.at(IN_JUNE):
        acceptance.record_finding(item, "", by=zhao, result="mostly", fact="赵堃六月查看窗口")
    r.become_one()
    with clock.at(THE_DAY):
        with pytest.raises(Refused, match="应当回避"):
            acceptance.record_finding(again(item), "", by=again(zhao), result="met", fact="")
        new = people.make_person(Post.MEMBER, name="样例接替")
        acceptance.change_group(
            again(item),
            by=again(r.d.clerk),
            leader=again(leader),
            members=[new],
            visit_on=clock.today(),
            methods=["查资料"],
        )
        page = signed_in(again(leader)).get(f"/items/{item.pk}/check/").content.decode()
        assert "赵堃六月查看窗口" in page and "赵堃核查，已不在验收组；原记录保留" in page
        r.world.group = (again(leader), new)
        ways.check(r.world, again(item))
        ways.conclude(r.world, again(item))
    assert again(item).stage != "visit"


def test_two_plans_run_on_side_by_side_and_the_new_head_signs_for_both(r):
    r.become_one()
    assert Plan.objects.filter(action=r.d.action, unit__in=(r.office, r.centre)).count() == 2
    head = again(r.d.head)
    assert list(people_with(Post.HEAD, r.centre.pk, THE_DAY.date())) == [head]
    with clock.at(THE_DAY):
        submission.agree(again(r.plan), by=head)
        assert standing(again(r.d.other_liaison)).holds(Post.LIAISON, r.centre.pk)
        clerk = people.make_person(Post.OFFICE_CLERK, r.d.office)
        people.give_post(clerk, Post.MEMBER, r.centre)
        with pytest.raises(Refused, match="不能审核本单位的方案"):
            review.receive(again(r.plan), by=again(clerk))


def test_by_former_and_by_present_unit_add_up_to_the_same_total(r):
    r.become_one()
    with clock.at(THE_DAY):
        answer = signed_in(again(r.d.clerk)).get("/items/totals/")
        page = answer.context["page"]
        assert isinstance(page, LedgerPage)
        tables = dict(page.summary)
        former, present = tables["单位"], tables["现单位（合并以后）"]
        numbers = {choice.label: choice.n for choice, _url, _lights in former}
        assert numbers == {"数据局": 4, "区大数据中心": 2}
        assert [(choice.label, choice.n) for choice, _url, _lights in present] == [("数据局", 6)]
        assert sum(numbers.values()) == page.totals.n == Item.objects.count()
        _choice, url, lights = present[0]
        assert sum(n for _light, n, _url in lights) == 6
        both = Filter(unit=tuple(sorted((r.office.pk, r.centre.pk))))
        assert all(f"unit={pk}" in url for pk in both.unit)


def test_both_units_were_told_and_their_trails_say_it(r):
    r.become_one()
    for unit in (r.office, r.centre):
        entry = Entry.objects.get(subject=f"unit:{unit.pk}", code="unit.merged")
        assert entry.params["basis"] == BASIS
    assert r.d.other_liaison.notices.filter(event="unit.merged").exists()


def test_later_merger_of_the_new_bureau_takes_the_centre_along(r):
    r.become_one()
    with clock.at(THE_DAY + timedelta(days=40)):
        last = people.make_unit("样例综合局")
        people.make_person(Post.HEAD, last)
        assert r.change(again(r.office), kind="merge", into=last.pk, confirm="1").status_code == 302
        present = dict(signed_in(again(r.d.clerk)).get("/items/totals/").context["page"].summary)[
            "现单位（合并以后）"
        ]
        assert [(choice.label, choice.n) for choice, _url, _lights in present] == [("样例综合局", 6)]
        other = people.make_person(Post.OFFICE_CLERK, r.d.office)
        people.give_post(other, Post.MEMBER, last)
        with pytest.raises(Refused):
            closing.pass_on(again(r.others[0]), by=again(other))
