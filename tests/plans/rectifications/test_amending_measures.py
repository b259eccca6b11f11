"""导入改动 of measures: the task list and the duty list come back through the operations their pages use."""

import pytest

from plans.rectifications.enums import Status
from plans.rectifications.models import Item, Measure
from plans.rectifications.operations import amending
from records import clock
from records.models import Entry
from tests import factories as people
from tests.plans.rectifications import factories
from tests.plans.rectifications.sheets import Sheet, export, told, written
from units.enums import Post
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return factories.make_rectifying()


@pytest.fixture
def item(world):
    return factories.item_at(Status.WORKING, world, category="作风建设", goal="一次办成")


def test_the_leading_unit_changes_measures_in_the_task_list_as_on_their_page(world, item):
    d = world.district
    mine, theirs = factories.add_measure(world, item), factories.add_partner_measure(world, item)
    sheet = Sheet(export(d.liaison, which="tasks", whole=False))
    sheet.put(4, "整改措施", "建立并公示清单")
    sheet.put(4, "整改目标", "不在这里改")
    sheet.put(5, "整改措施", "按月开放接口")
    found = sheet.compared(d.liaison)
    assert "整个事项" in told(found)["整改目标"]
    assert written(sheet, d.liaison).result["written"] == 2
    mine, theirs = factories.fresh_measure(mine), factories.fresh_measure(theirs)
    assert (mine.text, theirs.text) == ("建立并公示清单", "按月开放接口")
    assert theirs.received_on is None  # what a 配合单位 signed for is signed for again
    assert Entry.objects.filter(subject=item.key, code="item.measure_changed").count() == 2
    sheet = Sheet(export(d.liaison, which="tasks", whole=False))
    sheet.put(4, "整改措施", "")
    assert "不能为空" in told(sheet.compared(d.liaison))["整改措施"]


def test_a_unit_that_helps_names_its_own_people_and_nothing_else(world, item):
    d = world.district
    measure = factories.add_partner_measure(world, item)
    second = people.make_person(Post.MEMBER, d.other_unit, name="样例接手")
    sheet = Sheet(export(d.other_liaison, which="duties", whole=False))
    sheet.put(4, "责任人/电话", second.name)
    sheet.put(4, "整改措施", "改成别的")
    found = sheet.compared(d.other_liaison)
    assert "目前不能由您修改" in told(found)["整改措施"]
    written(sheet, d.other_liaison)
    measure = factories.fresh_measure(measure)
    assert (measure.person, measure.text) == (second, "开放共享接口（样例）")
    waiting = Assignment.objects.get(line=measure.line, done_at=None)
    assert waiting.holder == f"person:{second.pk}"  # what waited for the first waits for the second


def test_a_measure_somebody_saved_meanwhile_is_not_written_over(world, item):
    d = world.district
    measure = factories.add_measure(world, item)
    sheet = Sheet(export(d.liaison, which="tasks", whole=False))
    sheet.put(4, "措施完成标准", "抽查全部合格")
    (line,) = sheet.compared(d.liaison).lines
    Measure.objects.filter(pk=measure.pk).update(standard="别人刚写的")
    (bad,) = amending.amend_line(line, by=d.liaison)
    assert bad.stored == "别人刚写的" and factories.fresh_measure(measure).standard == "别人刚写的"


def test_a_confirmed_measure_and_one_that_is_gone_are_left_alone(world, item):
    d = world.district
    done = factories.add_measure(world, item)
    gone = factories.add_measure(world, item, text="另一项措施")
    sheet = Sheet(export(d.liaison, which="tasks", whole=False))
    Measure.objects.filter(pk=done.pk).update(confirmed_on=clock.today())
    gone.delete()
    for row in (4, 5):
        sheet.put(row, "整改措施", "改")
    sentences = [bad.sentence for bad in sheet.compared(d.liaison).bad]
    assert "目前不能由您修改" in sentences[0] and "已经删除" in sentences[1]


def test_an_item_is_never_left_without_the_people_it_must_have(world, item):
    d = world.district
    Item.objects.filter(pk=item.pk).update(leader=world.deputy, person=world.person)
    sheet = Sheet(export(d.liaison))
    sheet.put(4, "责任人/电话", None)
    job = written(sheet, d.liaison)
    item.refresh_from_db()
    assert item.person == world.person and "请明确责任人" in job.result["bad"][0]["sentence"]
