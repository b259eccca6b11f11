"""GB/T 9704 read back from the pages, for every kind of paper: what must stand where, and that a paper can be printed again."""

import importlib.metadata
import subprocess
import sys

import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from documents import engine, press, weasyprint_justify, weasyprint_speed
from documents.papers import PAPERS
from documents.printing import printed

from . import reading
from .samples import SAMPLES

MILLIMETRE = 72 / 25.4
SEAL = 45 * MILLIMETRE
SEALED = {
    "acceptance_opinion",
    "assessment_notice",
    "certificate",
    "closing_approval",
    "closing_confirmation",
    "consultation_table",
    "minutes_extract",
    "naming_certificate",
    "publicity_notice",
    "research_feedback",
    "review_opinion",
    "supervision_order",
    "task_sheet",
    "visit_opinion",
}


def stored(kind: str) -> dict:
    return SAMPLES[kind]().to_json()


def pdf_of(kind: str) -> bytes:
    return printed(kind=kind, facts=stored(kind), draft=False)


# --- the same facts, the same paper ---------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", PAPERS)
def test_stored_facts_give_the_same_words_and_record_again(kind):
    first, second = pdf_of(kind), pdf_of(kind)
    assert reading.pages(first) == reading.pages(second)
    assert reading.embedded(first)["facts.json"] == reading.embedded(second)["facts.json"]


SLOWLY = """
import documents.weasyprint_speed as patch; patch.install = lambda: None
import sys
from pathlib import Path
from django.conf import settings
import django; django.setup()
from documents.printing import printed
from tests.documents.samples import SAMPLES
for kind in SAMPLES:
    pdf = printed(kind=kind, facts=SAMPLES[kind]().to_json(), draft=False)
    (Path(sys.argv[1]) / kind).write_bytes(pdf)
"""


def test_speed_patches_change_neither_words_nor_picture_of_any_kind(tmp_path):
    done = subprocess.run([sys.executable, "-c", SLOWLY, str(tmp_path)], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    for kind in SAMPLES:
        plain, ours = (tmp_path / kind).read_bytes(), pdf_of(kind)
        assert reading.pages(plain) == reading.pages(ours), kind
        assert reading.pictures(plain) == reading.pictures(ours), kind


def test_with_another_version_of_the_library_nothing_is_patched_and_it_is_said(monkeypatch, caplog):
    done = []
    for module in (weasyprint_speed, weasyprint_justify):
        monkeypatch.setattr(module, "install", lambda: done.append("patched"))
    press.patch()
    assert done == ["patched", "patched"]
    sound = importlib.metadata.version
    monkeypatch.setattr(
        importlib.metadata, "version", lambda name: "71.0" if name == "weasyprint" else sound(name)
    )
    press.patch()
    assert done == ["patched", "patched"] and "71.0" in caplog.text


# --- fonts -----------------------------------------------------------------------------------------------------------
def test_the_yen_that_is_drawn_as_a_dollar_is_not_in_our_fang():
    with TTFont(engine.FONTS / "XianlingFang.ttf", lazy=True) as font:
        assert 0xFFE5 not in font.getBestCmap()


@pytest.mark.parametrize("name", ["Fang", "Hei", "Kai", "Song"])
def test_fonts_squeeze_punctuation(name):
    with TTFont(engine.FONTS / f"Xianling{name}.ttf", lazy=True) as font:
        tables = [font[tag].table for tag in ("GSUB", "GPOS") if tag in font]
        features = {each.FeatureTag for table in tables for each in table.FeatureList.FeatureRecord}
    assert "chws" in features


# --- places ----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["assessment_notice", "review_opinion", "meeting_minutes"])
def test_page_numbers_stand_7_mm_below_the_text_outside_and_one_character_in(kind):
    pdf = pdf_of(kind)
    width, height = reading.sizes(pdf)[0]
    for at, page in enumerate(reading.pages(pdf)):
        if f"—{at + 1}—" not in page:
            assert kind == "review_opinion" and at == 0  # a letter's first page has none
            continue
        dashes = [box for box in reading.boxes(pdf, at) if box[0] == "—" and box[2] < 35 * MILLIMETRE]
        edge = (28 if at % 2 == 0 else 26) * MILLIMETRE, width - (26 if at % 2 == 0 else 28) * MILLIMETRE
        if at % 2 == 0:
            assert max(box[3] for box in dashes) == pytest.approx(edge[1] - 14, abs=1.5)
        else:
            assert min(box[1] for box in dashes) == pytest.approx(edge[0] + 14, abs=1.5)
        top = (35 - 7) * MILLIMETRE
        assert all(top - 18 <= box[2] <= top - 12 for box in dashes)


def rows(pdf: bytes, at: int) -> list[tuple[float, tuple[int, int, int]]]:
    """The rules across the whole text area, from the top: (points from the upper edge, colour)."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[at].render(scale=4).to_pil().convert("RGB")
    left, right = round(29 * MILLIMETRE * 4), round(182 * MILLIMETRE * 4)
    found = []
    for y in range(picture.height):
        colours = picture.crop((left, y, right, y + 1)).getcolors(4)
        if colours and len(colours) == 1 and colours[0][1] != (255, 255, 255):
            found.append((y / 4, colours[0][1]))
    return found


def test_the_red_line_lies_4_mm_below_the_number_and_the_imprint_on_the_bottom_of_the_text():
    pdf = pdf_of("assessment_notice")
    red = [y for y, colour in rows(pdf, 0) if colour[0] > 200 > colour[1]]
    _width, height = reading.sizes(pdf)[0]
    number = min(box[2] for box in reading.boxes(pdf, 0) if box[0] in "〔〕")
    assert min(red) - (height - number) == pytest.approx(
        4 * MILLIMETRE, abs=9
    )  # the line box is taller than its signs
    last = len(reading.pages(pdf)) - 1
    black = [y for y, colour in rows(pdf, last) if max(colour) < 90]
    assert max(black) == pytest.approx(height - 35 * MILLIMETRE, abs=1.5)


def _html(kind: str) -> str:
    paper, facts = PAPERS[kind], SAMPLES[kind]()
    if hasattr(paper, "pieces"):
        return "".join(piece() for piece in paper.pieces(facts, draft=False))
    return paper.html(facts, draft=False)


def test_which_kinds_have_a_place_for_the_seal():
    assert {kind for kind in PAPERS if 'class="seal-place"' in _html(kind)} == SEALED


@pytest.mark.parametrize("kind", sorted(SEALED))
def test_the_place_of_the_seal_is_45_mm_wide_and_free(kind):
    pdf, facts = pdf_of(kind), SAMPLES[kind]()
    day = f"{facts.issued_on.year}年{facts.issued_on.month}月{facts.issued_on.day}日"
    for at in range(len(reading.pages(pdf))):
        boxes = reading.boxes(pdf, at)
        begins = "".join(box[0] for box in boxes).find(facts.issuer + day)
        if begins >= 0:
            break
    ends = begins + len(facts.issuer + day)
    signed = boxes[begins:ends]
    assert len(signed) == len(facts.issuer + day)
    across = (min(box[1] for box in signed) + max(box[3] for box in signed)) / 2
    upwards = (min(box[2] for box in signed) + max(box[2] for box in signed) + 16) / 2
    with pypdfium2.PdfDocument(pdf) as document:
        height = document[at].get_height()
        picture = document[at].render(scale=2).to_pil().convert("L")
    for _sign, left, bottom, right in signed:
        picture.paste(255, _pixels(left - 1, height - bottom - 20, right + 1, height - bottom + 4))
    half = (SEAL - MILLIMETRE) / 2
    seal = _pixels(across - half, height - upwards - half, across + half, height - upwards + half)
    assert picture.crop(seal).getextrema() == (255, 255)


def _pixels(left: float, top: float, right: float, bottom: float) -> tuple[int, int, int, int]:
    return round(left * 2), round(top * 2), round(right * 2), round(bottom * 2)
