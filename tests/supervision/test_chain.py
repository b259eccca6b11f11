"""全程记录: of one subject, what was sent, over which channel, read, acted on; within 知悉范围; as a file."""

import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from notifications import notify
from notifications.models import Delivery, Notice
from plans.rectifications.operations.urging import urge_items
from plans.supervision.operations.drafting import draft_orders
from plans.supervision.operations.reminding import scan
from plans.supervision.queries.chain import chain_of
from records import clock
from records.models import Entry
from tests.plans.rectifications.factories import item_at
from tests.supervision.test_reminders import at
from tests.test_addresses import signed_in
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(clock_at):
    clock_at(at(date(2026, 10, 12)))
    item = item_at("working", due=date(2026, 11, 20))
    clock_at(at(date(2026, 11, 23)))
    return item


def test_the_chain_says_sent_read_and_acted_on(item, clock_at):
    d = item.world.district
    assert scan(clock.now()) > 0
    link = next(each for each in chain_of(item, d.liaison) if each.channel == "email")
    assert (link.state, link.due, link.read_at, link.acted_at) == ("due", date(2026, 11, 20), None, None)
    notify.mark_read(d.liaison)
    Assignment.objects.filter(subject=item.key, done_at=None).update(done_at=clock.now())
    link = chain_of(item, d.liaison)[0]
    assert link.read_at and link.acted_at


def test_a_word_by_hand_leaves_the_page_and_says_when_its_matter_was_done(item):
    d = item.world.district
    urge_items([item], by=d.clerk)
    told = Delivery.objects.filter(notice__event="item.urged")
    assert set(told.values_list("channel", flat=True)) == {"in_app", "email"}
    links = [each for each in chain_of(item, d.clerk) if each.why == "item.urged"]
    assert links and all((each.due, each.acted_at) == (date(2026, 11, 20), None) for each in links)
    assert "2026-11-20" in signed_in(d.clerk).get(reverse("chain", args=[item.key])).content.decode()
    now = clock.now()
    Assignment.objects.filter(subject=item.key, done_at=None).update(done_at=now)
    assert [each.acted_at for each in chain_of(item, d.clerk) if each.why == "item.urged"] == [now] * len(
        links
    )


def test_the_page_says_that_there_is_nothing_only_where_there_is_nothing(item):
    clerk, nothing = signed_in(item.world.district.clerk), "还没有提醒或督办"
    address = reverse("chain", args=[item.key])
    assert nothing in clerk.get(address).content.decode()
    draft_orders(clock.now())
    page = clerk.get(address).content.decode()
    assert nothing not in page and "督办条件" in page


def test_the_unit_reads_nothing_that_stayed_within_the_office(item):
    d = item.world.district
    scan(clock.now())
    Notice.objects.filter(subject=item.key).update(circle="internal")
    assert chain_of(item, d.liaison) == []
    assert chain_of(item, d.clerk) != []


def test_pages_show_the_chain_and_the_file_is_logged(item):
    d = item.world.district
    scan(clock.now())
    draft_orders(clock.now())
    client = signed_in(d.clerk)
    page = client.get(reverse("item", args=[item.pk])).content.decode()
    assert "提醒和督办" in page and "拟发</a> 已逾期1个工作日" in page
    assert "拟发" not in signed_in(d.liaison).get(reverse("item", args=[item.pk])).content.decode()
    address = reverse("chain", args=[item.key])
    assert "已逾期" in client.get(address).content.decode()
    answer = client.post(reverse("chain_export", args=[item.key]))
    rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert rows[1][:3] == ["时间", "内容", "收件人"] and len(rows) > 2
    assert Entry.objects.filter(subject="access", code="chain.exported").count() == 1
    assert signed_in(d.other_liaison).get(address).status_code == 404
    for odd in ("item:abc", "nothing:1", "item:99999999999999999999"):
        assert client.get(reverse("chain", args=[odd])).status_code == 404
