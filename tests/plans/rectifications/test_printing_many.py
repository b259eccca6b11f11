"""批量打印销号文书: of ticked items or of the whole list; an item that is not closed is named with its state."""

import pytest
from django.urls import reverse

from documents.enums import JobState, Shape
from documents.models import Document, PrintJob
from plans.rectifications.enums import Status
from plans.rectifications.operations.printing_many import print_papers
from records.errors import Refused
from tests.factories import make_person
from tests.plans.rectifications import factories
from tests.test_addresses import signed_in
from units.enums import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return factories.make_rectifying()


@pytest.fixture
def items(world):
    return [factories.item_at(Status.CLOSED, world), factories.item_at(Status.WORKING, world)]


def post(person, **data):
    return signed_in(person).post(reverse("items_print_many"), data)


def test_the_newest_papers_in_the_order_of_the_items_and_what_is_missing_by_name(world, items):
    closed, working = items
    job = print_papers(
        items, ["closing_approval", "closing_confirmation"], Shape.MERGED, by=world.district.clerk
    )
    parts = list(job.parts.order_by("place"))
    assert [part.document and part.document.kind for part in parts] == [
        "closing_confirmation",
        "closing_approval",
        None,
        None,
    ]
    assert parts[0].label.startswith(f"{closed.number} ") and "销号〔" in parts[0].label
    assert parts[2].label.startswith(working.number) and "整改中，没有整改销号确认单" in parts[2].error


def test_a_void_paper_is_not_printed(world, items):
    Document.objects.filter(kind="closing_confirmation").update(state="void")
    with pytest.raises(Refused, match="没有可以打印"):
        print_papers(items, ["closing_confirmation"], Shape.MERGED, by=world.district.clerk)


def test_the_page_tells_what_will_come_of_it_and_begins_the_job(world, items):
    clerk, chosen = world.district.clerk, [item.pk for item in items]
    first = post(clerk, item=chosen)
    assert "所选2项中，1项有销号文书" in first.content.decode() and not PrintJob.objects.exists()
    refused = post(clerk, item=chosen, ready="1", shape="merged")
    assert refused.status_code == 422 and "请选择要打印的文书" in refused.content.decode()
    begun = post(clerk, item=chosen, ready="1", shape="zip", kinds=["closing_confirmation"])
    job = PrintJob.objects.get()
    assert begun["Location"] == reverse("print_job", args=[job.pk])
    assert (job.state, job.total, job.shape) == (JobState.WAITING, 2, Shape.ZIP)


def test_the_whole_list_follows_its_filter(world, items):
    post(
        world.district.clerk,
        back="?status=closed",
        whole="1",
        ready="1",
        shape="merged",
        kinds=["closing_confirmation"],
    )
    assert PrintJob.objects.get().total == 1


def test_nobody_prints_what_they_do_not_see(items):
    stranger = make_person(Post.LIAISON)
    answer = post(stranger, item=[item.pk for item in items], ready="1", shape="zip")
    assert answer.status_code == 302 and not PrintJob.objects.exists()
    with pytest.raises(Refused, match="您不能查看"):  # whichever page asks
        print_papers(items, ["closing_confirmation"], Shape.ZIP, by=stranger)
    assert not PrintJob.objects.exists()
