"""留存文字: kept in Chinese whoever acts, said in the reader's language."""

from django.utils import translation
from django.utils.translation import gettext_lazy

from plans.actions.operations import acceptance, facts_for, review
from records.stored import in_chinese, said


def test_sentence_is_stored_in_chinese_whoever_acts():
    with translation.override("en"):
        told = acceptance.CONCLUDED(title="样例方案", result=gettext_lazy("通过验收"))
    assert told == "样例方案：验收结论为通过验收"


def test_sentence_is_said_in_the_reader_s_language():
    told = acceptance.CONCLUDED(title="样例方案", result="通过验收")
    assert said(told) == told
    with translation.override("en"):
        assert said(told) == "样例方案: the acceptance conclusion is “Accepted”"


def test_sentence_with_numbers_is_said():
    told = review.RETURNED(title="甲：方案", n=2, points=3, date="2026-11-30")
    with translation.override("en"):
        assert said(told) == "甲：方案 (version 2) must be revised and resubmitted: 3 points, by 2026-11-30"


def test_words_of_people_stay_as_they_are():
    with translation.override("en"):
        assert said("责任人写到具体同志") == "责任人写到具体同志"
        assert said("") == ""


def test_label_of_a_stage_is_said():
    with translation.override("en"):
        assert said("待签收") == "Awaiting receipt"


def test_list_of_labels_is_said_one_by_one():
    told = facts_for.CHANGED_MANY(labels="总体要求、任务1.1 样例、领导小组", n=5)
    with translation.override("en"):
        assert said(told) == (
            "Changed in this round: General requirements, Task 1.1 样例, Leading group and others, 5 places in all"
        )


def test_decorated_function_is_gathered_in_chinese():
    @in_chinese()
    def label() -> str:
        return str(gettext_lazy("签收"))

    with translation.override("en"):
        assert label() == "签收"
        assert str(gettext_lazy("签收")) == "Receive"
