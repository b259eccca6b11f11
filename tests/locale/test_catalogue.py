"""The English catalogue is complete and compiled, and what is wrong in one is said."""

import shutil

import pytest
from django.utils import translation
from django.utils.translation import gettext, ngettext

from project import catalogue

OLD = "django.mo is not what django.po says"


@pytest.fixture
def copy(tmp_path, monkeypatch):
    """The catalogue in a folder of its own, free to be spoiled."""
    for name in ("PO", "MO"):
        kept = getattr(catalogue, name)
        shutil.copy(kept, tmp_path)
        monkeypatch.setattr(catalogue, name, tmp_path / kept.name)
    # Reading the whole source takes seconds; here the code asks for what the catalogue has.
    monkeypatch.setattr(catalogue, "wanted", catalogue.kept)
    return tmp_path


def spoil(before: str, after: str) -> list[str]:
    """Change the .po and say what is wrong with it now that was not before."""
    text, known = catalogue.PO.read_text(encoding="utf-8"), catalogue.faults()
    assert before in text
    catalogue.PO.write_text(text.replace(before, after, 1), encoding="utf-8")
    return [fault for fault in catalogue.faults() if fault not in known]


def test_catalogue_is_complete_and_compiled():
    assert catalogue.faults() == []


def test_catalogue_without_a_translation_is_refused(copy):
    assert spoil('msgid "签收"\nmsgstr "Receive"', 'msgid "签收"\nmsgstr ""') == ["not translated: 签收", OLD]


def test_fuzzy_translation_is_refused(copy):
    assert spoil('msgid "签收"\n', '#, fuzzy\nmsgid "签收"\n')[0] == "fuzzy: 签收"


def test_translation_with_another_placeholder_is_refused(copy):
    assert spoil('msgstr "Round %(n)s"', 'msgstr "Round"') == ["other placeholders: 第%(n)s轮", OLD]


def test_translation_that_is_chinese_is_refused(copy):
    assert spoil('msgid "签收"\nmsgstr "Receive"', 'msgid "签收"\nmsgstr "签收"') == [
        "Chinese in the English: 签收",
        OLD,
    ]


def test_compiled_catalogue_of_another_day_is_refused(copy):
    assert spoil('msgstr "Receive"', 'msgstr "Take"') == [OLD]


def test_sentence_the_code_does_not_ask_for_is_named(copy, monkeypatch):
    less = catalogue.kept()
    less.delete("签收")
    monkeypatch.setattr(catalogue, "wanted", lambda: less)
    assert "no longer asked for: 签收" in catalogue.faults()


def test_sentence_that_is_not_in_the_catalogue_is_named(copy, monkeypatch):
    more = catalogue.kept()
    more.add("样例句子", locations=[("plans/actions/rules.py", None)])
    monkeypatch.setattr(catalogue, "wanted", lambda: more)
    assert "not in the catalogue (plans/actions/rules.py): 样例句子" in catalogue.faults()


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ("{% trans '报送' %}", ["报送"]),
        ("<c-submit label=\"{% trans '报送' %}\" />", ["报送"]),
        (
            "  {% blocktrans trimmed with n=1 %}\n   第{{ n }}版，\n   共一项\n{% endblocktrans %}",
            ["第%(n)s版， 共一项"],
        ),
        (
            "{% blocktrans count n=x %}{{ n }}项{% plural %}{{ n }}项{% endblocktrans %}",
            [("%(n)s项", "%(n)s项")],
        ),
        ('{{ a|default:_("系统") }}', ["系统"]),
    ],
)
def test_sentences_of_a_template_are_found_as_they_are_asked_for(template, found):
    assert [msgid for msgid, _comments, _context in catalogue.sentences(template, python=False)] == found


def test_sentences_of_a_module_are_found():
    text = 'A = sentence("已阅")\nB = gettext_lazy("待" "阅")\nC = other("无")\n'
    assert [msgid for msgid, _comments, _context in catalogue.sentences(text, python=True)] == [
        "已阅",
        "待阅",
    ]


def test_english_is_found_at_run_time():
    with translation.override("en"):
        assert gettext("退回修改") == "Return for revision"
        assert ngettext("%(n)s项", "%(n)s项", 1) % {"n": 1} == "1 task"
        assert ngettext("%(n)s项", "%(n)s项", 2) % {"n": 2} == "2 tasks"
    with translation.override("zh-hans"):
        assert gettext("退回修改") == "退回修改"
