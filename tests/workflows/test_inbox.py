"""待办 and 已办: rows that say everything, heads in order, true counts, one price for any number of rows."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from notifications import notify
from records import clock, workdays
from tests import factories
from units import holders
from units.enums import Post
from workflows.enums import Outcome
from workflows.models import Assignment, Copy
from workflows.queries import inbox
from workflows.queries.rows import open_row, step

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def head(clock_at):
    clock_at(MONDAY)
    return factories.make_person(Post.HEAD, factories.make_unit("样例民政局"), title="局长")


def waiting(person, *, due: date | None = None, holder: str = "", **fields) -> Assignment:
    fields = {"title": "样例方案", "what": "请审核并同意报送", "kind": "unit_review"} | fields
    return Assignment.objects.create(
        subject="plan:1",
        holder=holder or holders.person(person.pk),
        unit=person.unit,
        url="/plans/1/",
        sent_by=person,
        since=clock.now(),
        due=due,
        red_on=due and due + timedelta(days=1),
        **fields,
    )


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_days_counted_into_a_year_without_a_calendar_are_marked(client, head):
    waiting(head, due=date(2026, 12, 31), title="甲今年")
    client.force_login(head)
    assert "暂按双休日推算" not in words_of(client.get("/"))
    waiting(head, due=date(2027, 1, 8), title="乙明年")
    assert words_of(client.get("/")).count("暂按双休日推算") == 1


def test_inbox_groups_by_overdue_today_this_week_later(client, head):
    today = clock.today()
    waiting(head, due=today + timedelta(days=30), title="丁以后")
    waiting(head, due=today - timedelta(days=3), title="甲逾期")
    waiting(head, due=today + timedelta(days=3), title="丙本周")
    waiting(head, due=today, title="乙今天")
    waiting(head, title="戊无期限")
    client.force_login(head)
    words = words_of(client.get("/"))
    order = [words.index(each) for each in ("甲逾期", "乙今天", "丙本周", "丁以后", "戊无期限")]
    assert order == sorted(order)
    assert "已逾期2个工作日" in words  # Saturday 28 February was a working day (调休)


def test_inbox_holds_own_posts_and_those_of_principals_only(client, head):
    delegate = factories.make_person(Post.DEPUTY, head.unit)
    factories.delegate(head, delegate)
    waiting(head, holder=holders.post(Post.HEAD, head.unit_id), title="岗位待办")
    client.force_login(delegate)
    assert "岗位待办" in words_of(client.get("/"))
    client.force_login(factories.make_person(Post.HEAD))
    assert "岗位待办" not in words_of(client.get("/"))


def test_inbox_filters_by_head_and_by_words(client, head):
    waiting(head, due=clock.today() - timedelta(days=3), title="甲逾期")
    waiting(head, due=clock.today(), title="乙今天")
    client.force_login(head)
    assert "乙今天" not in words_of(client.get("/?group=overdue"))
    found = words_of(client.get("/?q=乙"))
    assert "乙今天" in found
    assert "甲逾期" not in found
    assert "没有符合条件的待办" in words_of(client.get("/?q=没有这个词"))


def test_inbox_without_rows_says_what_will_appear(client, head):
    client.force_login(head)
    assert "现在没有待办" in words_of(client.get("/"))


def test_counts_are_true_and_stop_at_a_thousand(head):
    today = clock.today()
    waiting(head, due=today - timedelta(days=1))
    waiting(head, due=today)
    waiting(head)
    assert inbox.counts(head) == {"open": 3, "overdue": 1, "today": 1, "week": 0, "later": 1}
    Assignment.objects.bulk_create(
        Assignment(
            subject="plan:1",
            holder=holders.person(head.pk),
            unit=head.unit,
            kind="x",
            what="x",
            since=clock.now(),
        )
        for _each in range(1100)
    )
    assert inbox.counts(head) == {"open": 1000, "overdue": 1, "today": 1, "week": 0, "later": 1000}


def test_inbox_shows_999_plus(client, head, monkeypatch):
    monkeypatch.setattr(
        inbox, "counts", lambda person: {"open": 1000, "overdue": 0, "today": 0, "week": 0, "later": 1000}
    )
    waiting(head)
    client.force_login(head)
    assert "999+" in words_of(client.get("/"))


def test_open_row_says_step_round_change_sender_and_days_left(head):
    row = open_row(
        waiting(
            head,
            due=date(2026, 3, 4),
            kind="stage",
            what="初审",
            round=2,
            note="上轮退回：佐证不足\n本轮变化：任务3.2 窗口一次性告知",
        ),
        clock.today(),
    )
    assert row.step == "待您初审（第2轮）"
    assert row.notes == ["上轮退回：佐证不足", "本轮变化：任务3.2 窗口一次性告知"]
    assert row.sender == f"局长 {head.name}"
    assert row.days_left == 2


@pytest.mark.parametrize(
    ("kind", "what", "n", "said"),
    [
        ("stage", "待签收", 1, "待您签收"),
        ("stage", "请核查并作出验收结论", 1, "请核查并作出验收结论"),
        ("unit_review", "请审核并同意报送", 2, "请审核并同意报送（第2版）"),
        ("draft", "退回修改，请修改后重报", 1, "退回修改，请修改后重报"),
    ],
)
def test_step_reads_as_a_sentence(kind, what, n, said):
    assert step(Assignment(kind=kind, what=what, round=n)) == said


def test_done_lists_what_the_person_finished_and_for_whom(client, head):
    mine = waiting(head, title="我办的")
    Assignment.objects.filter(pk=mine.pk).update(
        done_at=clock.now(),
        done_by=head,
        on_behalf_of=factories.make_person(name="样例委托人"),
        outcome=Outcome.AGREED,
    )
    other = factories.make_person(Post.HEAD, head.unit)
    theirs = waiting(head, title="别人办的")
    Assignment.objects.filter(pk=theirs.pk).update(done_at=clock.now(), done_by=other)
    client.force_login(head)
    words = words_of(client.get("/done/"))
    assert "我办的" in words
    assert "同意（代样例委托人办理）" in words
    assert "别人办的" not in words


@pytest.mark.parametrize(("page", "price"), [("/", 7), ("/done/", 6)])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_any_number_of_rows(
    client, head, page, price, rows, django_assert_num_queries
):
    workdays.is_working(clock.today())  # read once a minute per process
    for _each in range(rows):
        row = waiting(head, due=clock.today())
        if page == "/done/":
            Assignment.objects.filter(pk=row.pk).update(done_at=clock.now(), done_by=head)
    client.force_login(head)
    with django_assert_num_queries(price):
        client.get(page)


@pytest.mark.parametrize(
    ("post", "sentence"), [(Post.AUDITOR, "不接触业务数据"), (Post.HEAD, "在右上角“通知”里")]
)
def test_an_empty_inbox_says_what_would_be_there_and_for_whom_nothing_ever_is(client, post, sentence):
    client.force_login(factories.make_person(post))
    assert sentence in client.get("/").content.decode()


def test_boxes_count_what_is_to_do_to_read_and_copied(client):
    """办件箱: each number is that of the page behind it."""
    unit = factories.make_unit()
    head, other = (factories.make_person(Post.HEAD, unit) for _each in range(2))
    copy = {
        "subject": "plan:1",
        "unit": unit,
        "title": "样例",
        "url": "/",
        "sent_by": other,
        "at": clock.now(),
    }
    Copy.objects.create(recipient=head, **copy)
    Copy.objects.create(recipient=head, **copy | {"subject": "plan:2"}, read_at=clock.now())
    Copy.objects.create(recipient=other, **copy)
    notify.notify_many([head], event="plan.received", text="样例")
    assert inbox.boxes(head) == {"open": 0, "unread": 1, "done": 0, "read": 0, "copied": 1}
    client.force_login(head)
    assert "抄送我的" in client.get("/").content.decode()
