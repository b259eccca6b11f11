"""征求意见: every unit is asked at once, answers once, and reads what became of its own opinions and of no others."""

from datetime import timedelta

import pytest
from django.urls import reverse

from documents.models import Document
from documents.papers import PAPERS
from records import clock
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.statements import statements
from workflows.models import Assignment, Consultation, ConsultationOpinion
from workflows.operations import consultations

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return factories.make_district()


def started(d, units=None, **given):
    fields = {"title": "考评细则", "text": "第一条　总则", "due": clock.today(), "by": d.clerk} | given
    return consultations.start_consultation(units=units or [d.unit, d.other_unit], **fields)


def reply_of(consultation, unit):
    return consultation.replies.select_related("consultation", "unit").get(unit=unit)


def test_all_units_are_asked_in_a_number_of_statements_that_does_not_grow(district):
    few, many = ([people.make_unit() for _each in range(number)] for number in (3, 30))
    started(district, title="预备")  # what is read once a process has been read
    with statements() as of_few:
        started(district, few)
    with statements() as of_many:
        started(district, many, title="行动方案")
    assert len(of_many) == len(of_few)
    assert Assignment.objects.filter(kind="consultation", done_at=None).count() == 35


def test_unit_answers_once_clause_by_clause_or_without_opinion(district):
    consultation = started(district)
    own, other = (reply_of(consultation, unit) for unit in (district.unit, district.other_unit))
    for stranger in (district.other_liaison, district.clerk, district.chair):
        with pytest.raises(Refused, match="联络员或负责人"):
            consultations.answer_consultation(own, by=stranger, opinions=[])
    consultations.answer_consultation(
        own,
        by=district.liaison,
        opinions=[{"clause": "第一条", "text": "建议放宽"}, {"clause": "", "text": " "}],
    )
    with pytest.raises(Refused, match="已经答复"):
        consultations.answer_consultation(own, by=district.head, opinions=[])
    consultations.answer_consultation(other, by=district.other_liaison, opinions=[])
    assert list(ConsultationOpinion.objects.values_list("n", "clause", "text")) == [(1, "第一条", "建议放宽")]
    assert not Assignment.objects.filter(kind="consultation", done_at=None).exists()


def test_what_is_not_adopted_is_explained_and_the_table_says_all(district, clock_at):
    consultation = started(district)
    consultations.answer_consultation(
        reply_of(consultation, district.unit),
        by=district.liaison,
        opinions=[{"clause": "第一条", "text": "建议放宽"}, {"text": "增加附则"}],
    )
    first, second = ConsultationOpinion.objects.select_related("reply__consultation__unit", "reply__unit")
    with pytest.raises(Refused, match="说明理由"):
        consultations.decide_opinion(first, by=district.clerk, decision="declined")
    with pytest.raises(Refused, match="请选择"):
        consultations.decide_opinion(first, by=district.clerk, decision="")
    consultations.decide_opinion(first, by=district.clerk, decision="declined", reason="上级已有规定")
    with pytest.raises(Refused, match="1条意见没有处理"):
        consultations.close_consultation(consultation, by=district.clerk)
    consultations.decide_opinion(second, by=district.clerk, decision="adopted")
    with pytest.raises(Refused, match="时限未到"):
        consultations.close_consultation(consultation, by=district.clerk)
    clock_at(clock.now() + timedelta(days=1))
    consultations.close_consultation(consultation, by=district.clerk)
    with pytest.raises(Refused, match="已经结束"):
        consultations.close_consultation(Consultation.objects.get(), by=district.clerk)
    facts = Document.objects.get(kind="consultation_table").facts
    module = PAPERS["consultation_table"]
    page = module.html(module.Facts.from_json(facts), draft=False)
    for words in ("建议放宽", "上级已有规定", "增加附则", f"截止未答复：</span>{district.other_unit.name}"):
        assert words in page
    assert (facts["asked"], facts["adopted"], facts["declined"]) == (2, 1, 1)


def test_unit_reads_its_own_opinions_and_nobody_elses(district, client):
    consultation = started(district)
    for unit, liaison, words in (
        (district.unit, district.liaison, "甲的意见"),
        (district.other_unit, district.other_liaison, "乙的意见"),
    ):
        consultations.answer_consultation(
            reply_of(consultation, unit), by=liaison, opinions=[{"text": words}]
        )
    for opinion in ConsultationOpinion.objects.select_related("reply__consultation__unit", "reply__unit"):
        consultations.decide_opinion(
            opinion, by=district.clerk, decision="partly", reason=f"答{opinion.text}"
        )
    address = reverse("consultation", args=[consultation.pk])

    def page(person):
        client.force_login(person)
        return client.get(address).content.decode()

    assert "甲的意见" in page(district.liaison) and "乙的意见" not in page(district.liaison)
    assert "答甲的意见" not in page(district.liaison)  # told with the table, not before
    consultations.close_consultation(consultation, by=district.clerk)
    assert "答甲的意见" in page(district.liaison) and "答乙的意见" not in page(district.liaison)
    assert "汇总处理表" not in page(district.liaison)
    assert "答乙的意见" in page(district.clerk)
    stranger = people.make_person("liaison", people.make_unit())
    client.force_login(stranger)
    assert client.get(address).status_code == 404


def test_page_keeps_what_was_typed_and_says_at_the_field_what_is_missing(district, client):
    consultation = started(district)
    client.force_login(district.liaison)
    address = reverse("consultation_answer", args=[consultation.pk])
    for typed, field in (
        ({"answer": "some"}, "text_1"),
        ({"answer": "none", "text_1": "有话说"}, "answer"),
        ({"answer": "some", "text_1": "一", "clause_2": "第二条"}, "text_2"),
    ):
        refused = client.post(address, typed)
        assert refused.status_code == 422
        assert field in refused.context["answer_form"].errors
    assert 'value="第二条"' in refused.content.decode()
    assert client.post(address, {"answer": "some", "text_1": "一"}).status_code == 302


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"title": " "}, "名称"),
        ({"text": ""}, "征求意见稿"),
        ({"due": clock.today() - timedelta(days=1)}, "今天"),
    ],
)
def test_consultation_that_is_not_whole_is_not_started(district, given, words):
    with pytest.raises(Refused, match=words):
        started(district, **given)
    for person in (district.secretary, district.chair, district.liaison):
        with pytest.raises(Refused, match="征求意见"):
            started(district, by=person)
    assert not Consultation.objects.exists()


def test_trail_of_a_consultation_is_in_its_circles(district):
    consultation = started(district)
    consultations.answer_consultation(reply_of(consultation, district.unit), by=district.liaison, opinions=[])
    codes = dict(Entry.objects.filter(subject=consultation.key).values_list("code", "circle"))
    assert codes == {"consultation.started": "feedback", "consultation.answered": "internal"}
