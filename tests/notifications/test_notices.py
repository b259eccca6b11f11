import pytest
from django.urls import reverse

from notifications import notify
from notifications.models import Notice
from records.enums import Circle
from tests.factories import make_office, make_person
from units.enums import Post

pytestmark = pytest.mark.django_db


def tell(*people, text="样例方案：已签收", url="/plans/1/"):
    return notify.notify_many(people, event="plan.received", text=text, url=url, subject="plan:1")


@pytest.mark.parametrize("n", [1, 3])
def test_notify_many_is_one_statement_for_any_number(n, django_assert_num_queries):
    people = [make_person() for _each in range(n)]
    with django_assert_num_queries(1):
        tell(*people)
    assert Notice.objects.filter(circle=Circle.FEEDBACK).count() == n


def test_notify_nobody_makes_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert tell() == []


@pytest.mark.parametrize("n", [1, 3])
def test_the_page_costs_the_same_for_any_number(client, n, django_assert_num_queries):
    person = make_person(Post.LIAISON)
    tell(*[person] * n)
    client.force_login(person)
    with django_assert_num_queries(7):
        page = client.get(reverse("notices"))
    assert page.content.decode().count("已签收") == n
    assert page.context["unread"] == n


def test_opening_a_notice_is_a_post_that_marks_it_read_and_leads_on(client):
    person = make_person(Post.LIAISON)
    (notice,) = tell(person)
    client.force_login(person)
    assert client.get(reverse("notice_open", args=[notice.pk])).status_code == 405
    assert client.post(reverse("notice_open", args=[notice.pk])).url == "/plans/1/"
    notice.refresh_from_db()
    assert notice.read_at
    assert "已签收" not in client.get(reverse("notices")).content.decode()
    assert "已签收" in client.get(reverse("notices"), {"read": 1}).content.decode()


def test_a_notice_of_somebody_else_is_not_found(client):
    (notice,) = tell(make_person())
    client.force_login(make_person())
    assert client.post(reverse("notice_open", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_read_all_reads_only_own_notices(client):
    person, other = make_person(), make_person()
    tell(person, other)
    client.force_login(person)
    client.post(reverse("notices_read"))
    assert Notice.objects.get(recipient=person).read_at and not Notice.objects.get(recipient=other).read_at


@pytest.mark.parametrize(
    ("post", "demo", "sees"),
    [
        (Post.BUSINESS_ADMIN, False, True),
        (Post.OFFICE_CLERK, False, False),
        (Post.OFFICE_CLERK, True, True),
    ],
)
def test_what_was_sent_is_for_the_business_administrator(client, settings, post, demo, sees):
    settings.DEMO = demo
    client.force_login(make_person(post, make_office()))
    assert (client.get(reverse("sent")).status_code == 200) is sees


def test_a_unit_does_not_see_what_was_sent(client, settings):
    settings.DEMO = True
    client.force_login(make_person(Post.LIAISON))
    assert client.get(reverse("sent")).status_code == 409
