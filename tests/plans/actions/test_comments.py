"""批注: who of the unit is told what, once; who settles; nobody outside the unit reads them; nothing after the plan has left."""

import pytest
from django.urls import reverse

from notifications.models import Notice
from plans.actions.models import Comment
from plans.actions.operations import comments
from records.errors import Refused
from tests.plans.world import World, moved_to
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def page_of(world, person, **typed):
    url = reverse("plan_comments", args=[world.plan.pk])
    client = signed_in(person)
    return client.post(url, typed) if typed else client.get(url)


def test_comment_stands_at_its_line_and_the_liaison_is_told_once(world):
    task = world.plan.tasks.first()
    for _twice in range(2):
        assert page_of(world, world.responsible, line=task.line, text="时限太紧").status_code == 302
    assert [(each.line, each.text, each.by) for each in Comment.objects.all()] == [
        (task.line, "时限太紧", world.responsible)
    ]
    (notice,) = Notice.objects.filter(event="plan.commented")
    assert notice.recipient == world.district.liaison and "时限太紧" in notice.text
    assert "时限太紧" in page_of(world, world.district.head).content.decode()


def test_settled_comment_tells_its_writer_and_can_be_written_anew(world):
    written = comments.write_comment(world.plan, by=world.responsible, line="targets", text="写实")
    comments.settle_comment(written, by=world.district.liaison)
    assert Notice.objects.get(event="plan.comment_settled").recipient == world.responsible
    with pytest.raises(Refused):
        comments.settle_comment(written, by=world.district.liaison)
    again = comments.write_comment(world.plan, by=world.responsible, line="targets", text="写实")
    assert again.pk != written.pk


@pytest.mark.parametrize("text", [" ", "长" * 501, "机密★1年"])
def test_bad_comment_stays_with_its_reason_at_its_place(world, text):
    task = world.plan.tasks.first()
    answer = page_of(world, world.responsible, line=task.line, text=text)
    page = answer.content.decode()
    assert answer.status_code == 422 and text in page and not Comment.objects.exists()
    place = page.split(f'id="at-{task.line}"')[1].split("</section>")[0]
    assert "error-summary" in place and page.count("error-summary") == place.count("error-summary")


def test_line_that_was_removed_meanwhile_is_said(world):
    with pytest.raises(Refused, match="已不在方案中"):
        comments.write_comment(world.plan, by=world.responsible, line="t-gone", text="写实")


def test_nobody_outside_the_unit_reads_or_writes_them():
    moves = moved_to("revising")
    comments.write_comment(moves.plan, by=moves.world.responsible, line="", text="内部商量")
    moves.world.plan = moves.plan
    assert page_of(moves.world, moves.d.liaison).status_code == 200
    for person in (moves.d.clerk, moves.d.chair, moves.d.other_liaison):
        assert page_of(moves.world, person).status_code == 404
    page = signed_in(moves.d.clerk).get(reverse("plan", args=[moves.plan.pk])).content.decode()
    assert "内部商量" not in page and "批注" not in page


def test_after_the_plan_has_left_comments_are_read_only():
    moves = moved_to("receive")
    with pytest.raises(Refused, match="已报送"):
        comments.write_comment(moves.plan, by=moves.world.responsible, line="", text="写实")
    page = page_of(moves.world, moves.d.liaison).content.decode()
    assert "写批注" not in page
