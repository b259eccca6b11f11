"""Heads of an exported ledger in the language of whoever asked for it; the import understands each of them."""

import pytest
from django.conf import settings
from django.utils import translation

from plans.rectifications.enums import ListKind, Status
from plans.rectifications.ledger.columns import ITEM, OFFERED, columns
from tests.plans.rectifications import factories
from tests.plans.rectifications.sheets import Sheet, export, written

LANGUAGES = [code for code, _name in settings.LANGUAGES]


@pytest.mark.django_db
def test_a_ledger_exported_in_english_has_english_heads_and_comes_back():
    item = factories.item_at(Status.WORKING)
    clerk = item.world.district.clerk
    with translation.override("en"):
        sheet = Sheet(export(clerk))
        heads = {column.key: str(column.head) for column in ITEM}
        assert set(sheet.heads) == set(heads.values())
    assert not set(sheet.heads) & {"备注", "编号", "问题描述（原文）"}
    sheet.put(4, heads["remark"], "已约谈")
    job = written(sheet, clerk)  # read by a worker, and by somebody whose pages are Chinese
    item.refresh_from_db()
    assert job.result == {"written": 1, "refused": 0, "bad": []}
    assert item.remark == "已约谈"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", list(ListKind))
def test_no_two_columns_of_a_list_have_one_head(which, language):
    """Else the import could not tell them apart."""
    shown = list(ITEM) if which == ListKind.LEDGER else columns(which, OFFERED[which])
    with translation.override(language):
        heads = [str(column.head) for column in shown]
    assert len(set(heads)) == len(heads), sorted(each for each in heads if heads.count(each) > 1)


@pytest.mark.parametrize("which", list(ListKind))
def test_a_head_of_one_language_never_names_another_column_in_the_other(which):
    """The import reads a head without knowing in which language the file was made."""
    shown = list(ITEM) if which == ListKind.LEDGER else columns(which, OFFERED[which])
    named: dict[str, set[str]] = {}
    for language in LANGUAGES:
        with translation.override(language):
            for column in shown:
                named.setdefault(str(column.head), set()).add(column.key)
    assert [head for head, keys in named.items() if len(keys) > 1] == []
