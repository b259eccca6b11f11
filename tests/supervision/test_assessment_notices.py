"""考评结果通报: written by the office, never computed; a 样稿 only the office sees; issued by 文书, then read by the units in it."""

import io
from decimal import Decimal

import docx
import pytest
from django.urls import reverse

from documents import effects, word
from documents.enums import DocumentState
from documents.models import Document
from notifications.models import Notice
from plans.supervision.enums import Grade
from plans.supervision.models import AssessmentNotice
from plans.supervision.operations import assessment_notices as operations
from plans.supervision.operations.assessment_notices import Decided, parts_of
from plans.supervision.queries.assessment_notices import paper_of, visible_notices
from records.errors import Refused, Stale
from tests.factories import make_office, make_person, make_unit
from tests.test_addresses import signed_in
from units import holders
from units.enums import Post
from workflows.models import Assignment
from workflows.operations import papers

pytestmark = pytest.mark.django_db

WORDS = {
    "period": "2026年度创建模范机关行动",
    "addressed_to": "各有关单位",
    "opening": "现将考评结果通报如下。",
    "body": "一、总体情况\n各单位按方案推进。\n二、存在的问题\n有的单位佐证不够及时。\n有的措施针对性不强。",
    "closing": "请对照整改。",
    "snapshot": "",
    "contact": "样例经办",
    "phone": "0000",
    "copies": "区委办公室（样例）、区纪委监委机关（样例）",
}


class Office:
    """The office that writes, and two units of which one stands in the notice."""

    def __init__(self):
        self.office = make_office()
        self.clerk = make_person(Post.OFFICE_CLERK, self.office)
        self.records = make_person(Post.RECORDS_CLERK, self.office)
        self.unit, self.other = make_unit("样例甲局"), make_unit("样例乙局")
        self.liaison = make_person(Post.LIAISON, self.unit)
        self.head = make_person(Post.HEAD, self.unit)
        self.stranger = make_person(Post.LIAISON, self.other)

    def begun(self, **changes) -> AssessmentNotice:
        decided = [Decided(self.unit.pk, Grade.GOOD, Decimal("84.0"), "延期1项")]
        return operations.begin_notice(by=self.clerk, decided=decided, **WORDS | changes)

    def sample(self, notice=None) -> Document:
        made = operations.draft_notice(notice or self.begun(), by=self.clerk)
        effects.render({"document": made.pk})()
        return Document.objects.get(pk=made.pk)

    def issued(self) -> AssessmentNotice:
        papers.issue_paper(self.sample(), by=self.records)
        return AssessmentNotice.objects.get()


@pytest.fixture
def world():
    return Office()


def posted(notice: AssessmentNotice | None, unit, **changes) -> dict:
    """What the page sends."""
    sent = WORDS | {f"grade_{unit.pk}": "good", f"score_{unit.pk}": "84", f"remark_{unit.pk}": ""}
    return sent | ({"revision": notice.revision} if notice else {}) | changes


def test_the_paper_says_what_was_decided_and_nothing_more(world):
    second = Decided(world.other.pk, Grade.EXCELLENT, None, "")
    first = Decided(world.unit.pk, Grade.GOOD, Decimal("84.0"), "延期1项")
    notice = operations.begin_notice(by=world.clerk, decided=[second, first], **WORDS)
    facts = operations.draft_notice(notice, by=world.clerk).facts
    # In the order of the directory, whatever the points are: nobody is ranked.
    assert [(row["unit"], row["score"], row["grade"]) for row in facts["results"]] == [
        ("样例甲局", "84.0", "良好"),
        ("样例乙局", "", "优秀"),
    ]
    assert [part["heading"] for part in facts["parts"]] == ["总体情况", "存在的问题"]
    assert facts["parts"][1]["paragraphs"] == ["有的单位佐证不够及时。", "有的措施针对性不强。"]
    assert facts["copies"] == ["区委办公室（样例）", "区纪委监委机关（样例）"]
    assert facts["number"] == ""


def test_a_sample_is_the_offices_until_it_is_issued(world):
    sample = world.sample()
    notice = AssessmentNotice.objects.get()
    assert sample.state == DocumentState.DRAFT
    assert visible_notices(world.clerk).count() == 1
    assert not visible_notices(world.liaison).exists()
    assert signed_in(world.liaison).get(reverse("paper", args=[sample.pk])).status_code == 404
    waiting = Assignment.objects.get(subject=notice.key, done_at=None)
    assert waiting.holder == holders.post(Post.RECORDS_CLERK, world.office.pk)


def test_issuing_numbers_it_and_tells_the_units_that_stand_in_it(world):
    notice = world.issued()
    paper = paper_of(notice)
    assert paper.number.startswith("通报〔20") and paper.facts["number"] == paper.number
    assert not Assignment.objects.filter(subject=notice.key, done_at=None).exists()
    told = set(Notice.objects.filter(event="paper.issued").values_list("recipient_id", flat=True))
    assert told == {world.liaison.pk, world.head.pk}
    assert visible_notices(world.liaison).get() == notice
    assert not visible_notices(world.stranger).exists()
    assert signed_in(world.liaison).get(reverse("assessment_notice", args=[notice.pk])).status_code == 200
    assert signed_in(world.stranger).get(reverse("assessment_notice", args=[notice.pk])).status_code == 404


def test_the_issued_notice_is_given_as_word_too(world):
    notice = world.issued()
    content = word.rendered(paper_of(notice))
    words = "".join(docx.Document(io.BytesIO(content)).element.body.itertext())
    assert "一、总体情况" in words and "样例甲局" in words and paper_of(notice).number in words


def test_what_is_issued_is_not_changed_and_after_voiding_it_is_written_anew(world):
    notice = world.issued()
    old = paper_of(notice)
    with pytest.raises(Refused, match="已经出具"):
        operations.save_notice(notice, by=world.clerk, revision=notice.revision, **WORDS)
    Document.objects.filter(pk=old.pk).update(state=DocumentState.READY)
    papers.void_paper(old, by=world.records, reason="得分有误")
    operations.save_notice(notice, by=world.clerk, revision=notice.revision, **WORDS | {"closing": "更正。"})
    new = operations.draft_notice(notice, by=world.clerk)
    assert new.replaces_id == old.pk
    assert Document.objects.get(pk=old.pk).state == DocumentState.VOID


def test_a_change_takes_the_sample_away(world):
    sample = world.sample()
    notice = AssessmentNotice.objects.get()
    operations.save_notice(notice, by=world.clerk, revision=notice.revision, **WORDS)
    assert not Document.objects.filter(pk=sample.pk).exists()
    with pytest.raises(Refused, match="已经删除或重新生成"):
        papers.issue_paper(sample, by=world.records)


def test_two_clerks_at_once_lose_nothing(world):
    notice = world.begun()
    other = make_person(Post.OFFICE_CLERK, world.office, name="另一经办")
    operations.save_notice(notice, by=other, revision=1, **WORDS | {"closing": "另一人写的。"})
    with pytest.raises(Stale):
        operations.save_notice(notice, by=world.clerk, revision=1, **WORDS)
    page = signed_in(world.clerk)
    address = reverse("assessment_notice", args=[notice.pk])
    answer = page.post(address, posted(None, world.unit, revision=1, closing="我写的。"))
    shown = answer.content.decode()
    assert answer.status_code == 422 and "另一经办已修改过" in shown and "我写的。" in shown
    assert page.post(address, posted(None, world.unit, revision=2, closing="我写的。")).status_code == 302
    assert AssessmentNotice.objects.get().closing == "我写的。"


def test_the_second_press_begins_no_second_notice(world):
    world.begun()
    with pytest.raises(Refused, match="正在拟写"):
        world.begun()
    assert AssessmentNotice.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"body": "没有小标题的一段。"}, "正文第一行请写小标题"),
        ({"body": "一、总体情况\n二、问题\n有。"}, "小标题“总体情况”下面还没有内容"),
        ({"opening": ""}, ">开头语："),
        ({"opening": "秘密★10年"}, "密"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(world, changes, sentence):
    answer = signed_in(world.clerk).post(
        reverse("assessment_notice_new"), posted(None, world.unit, **changes)
    )
    shown = answer.content.decode()
    assert answer.status_code == 422 and sentence in shown and "请对照整改。" in shown
    assert not AssessmentNotice.objects.exists()


@pytest.mark.parametrize(("field", "value"), [("score", "良好"), ("score", "130"), ("score", "84.25")])
def test_points_are_a_number(world, field, value):
    sent = posted(None, world.unit, **{f"{field}_{world.unit.pk}": value})
    assert signed_in(world.clerk).post(reverse("assessment_notice_new"), sent).status_code == 422


def test_points_without_a_grade_are_asked_about(world):
    sent = posted(None, world.unit, **{f"grade_{world.unit.pk}": ""})
    answer = signed_in(world.clerk).post(reverse("assessment_notice_new"), sent)
    assert answer.status_code == 422 and "请选择等次" in answer.content.decode()


def test_the_page_writes_drafts_and_shows(world):
    page = signed_in(world.clerk)
    answer = page.post(reverse("assessment_notice_new"), posted(None, world.unit, draft="1"))
    notice = AssessmentNotice.objects.get()
    assert answer.url == reverse("assessment_notice", args=[notice.pk])
    assert paper_of(notice).state == DocumentState.DRAFT
    shown = page.get(answer.url).content.decode()
    assert "样稿待出具" in shown and "84.0" in shown
    assert "样稿待出具" in page.get(reverse("assessment_notices")).content.decode()


@pytest.mark.parametrize("n", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(world, n, django_assert_num_queries):
    for at in range(n):
        world.sample(world.begun(period=f"{2026 + at}年度"))
    page = signed_in(world.clerk)
    page.get(reverse("assessment_notices"))
    with django_assert_num_queries(LIST_STATEMENTS):
        page.get(reverse("assessment_notices"))


LIST_STATEMENTS = 6


def test_headings_are_short_lines_and_paragraphs_may_begin_like_one():
    found = parts_of("一、总体情况\n一、二季度推进有力。\n")
    assert [(part.heading, part.paragraphs) for part in found] == [("总体情况", ("一、二季度推进有力。",))]
