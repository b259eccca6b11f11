"""Looking at a paper as a person with a printer, a phone and a ruler would."""

import json
from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import zxingcpp
from PIL import Image

from documents import engine, signature
from tests.documents import reading

SCALE = 2.0
PITCH, TOLERANCE = 28.99, 0.05
LINES, CHARACTERS = 22, 28


def look_at(day, name: str, pdf: bytes, *, record: dict | None = None, signed: bool = True) -> list[str]:
    """Each page as a picture beside the tour, and everything that must be true of every paper; its pages as text."""
    pages = reading.pages(pdf)
    for at, picture in enumerate(pictures(pdf), start=1):
        picture.save(day.tour.out / f"{name}-{at}.png")
    (day.tour.out / f"{name}.pdf").write_bytes(pdf)
    assert pages and all("本件由系统生成" in page for page in pages), f"{name}: a page without its origin"
    fonts = reading.fonts(pdf)
    assert fonts and all("Xianling" in font and data for font, data in fonts.items()), f"{name}: {set(fonts)}"
    inside = json.loads(reading.embedded(pdf)["facts.json"])
    assert inside, f"{name}: no record inside"
    if record is not None:
        assert inside["facts"] == record, f"{name}: another record than the one that is kept"
    if signed:
        with ThreadPoolExecutor(1) as other:  # the browser's event loop runs in this one
            seen = other.submit(signature.look, pdf).result()
        assert seen and seen["whole"] and seen["sample"], f"{name}: {seen}"
    return pages


def pictures(pdf: bytes) -> list[Image.Image]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[at].render(scale=SCALE).to_pil() for at in range(len(document))]


def code_on(pdf: bytes) -> str:
    """The address behind the QR code, read from the picture of the paper as a phone would."""
    found = {each.text for picture in pictures(pdf) for each in zxingcpp.read_barcodes(picture)}
    assert len(found) == 1, found
    return found.pop()


def measured_grid(fonts=None) -> tuple[int, set[int], list[float]]:
    """A page of 616 characters, read back from its PDF: lines, characters of each, distances between lines in points;
    `fonts`: the unit's own."""
    html = (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"></head><body><p class="flush">'
        + "国" * LINES * CHARACTERS
        + "</p></body></html>"
    )
    lines = reading.text_lines(engine.render(html, title="grid", record=None, fonts=fonts))
    middles = [line[0][2] for line in lines]
    pitches = [above - below for above, below in zip(middles, middles[1:], strict=False)]
    return len(lines), {len(line) for line in lines}, pitches
