"""What the documents point at is there: links, pictures, the paths of the "Where is…?" table."""

import re
from pathlib import Path

import pytest
from PIL import Image

from tours import _guide

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md"])
LINK = re.compile(r"\]\(\s*<?([^)\s>]+)")
PICTURES_TOGETHER = 3_000_000  # of two tours


def targets(page: Path) -> list[str]:
    """What the page links to in this repository; code blocks and `code` are no links."""
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    return [link for link in LINK.findall(text) if not re.match(r"[a-z]+:|#", link)]


def named_places() -> list[str]:
    """Every path in the right column of README's table."""
    table = (ROOT / "README.md").read_text(encoding="utf-8").split("## Where is…?")[1].split("\n## ")[0]
    rows = [line.split("|") for line in table.splitlines() if line.startswith("|")][2:]
    found = [word for row in rows for word in re.findall(r"`([^`]+)`", row[2])]
    return [word for word in found if re.fullmatch(r"[\w./-]+", word) and ("/" in word or "." in word)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_document_links_lead_somewhere(page):
    missing = [link for link in targets(page) if not (page.parent / link.split("#")[0]).exists()]
    assert not missing, f"{page.relative_to(ROOT)} points at what is not there: {missing}"


def test_readme_table_names_places_that_exist():
    places = named_places()
    assert len(places) >= 25
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_guide_index_lists_every_page():
    folder = ROOT / "docs" / "guide"
    listed = set(targets(folder / "README.md"))
    assert listed >= {page.name for page in folder.glob("*.md")} - {"README.md"}


def test_guide_shows_exactly_the_pictures_the_tour_makes():
    pages = (ROOT / "docs" / "guide").glob("*.md")
    shown = {
        link.removeprefix("pictures/") for page in pages for link in targets(page) if "pictures/" in link
    }
    kept = {path.name for path in _guide.GUIDE.iterdir()}
    assert shown == kept == {cut.file for tour in _guide.PICTURES.values() for cut in tour.values()}


def test_guide_pictures_stay_small_together():
    assert sum(path.stat().st_size for path in _guide.GUIDE.iterdir()) < PICTURES_TOGETHER


def test_renew_says_which_picture_was_not_taken(tmp_path):
    with pytest.raises(AssertionError, match="no picture named login"):
        _guide.renew(tmp_path, "plan", into=tmp_path / "guide")
    assert not (tmp_path / "guide").exists()


def test_renew_cuts_and_shrinks_what_the_tour_took(tmp_path, monkeypatch):
    Image.new("RGB", (1440, 3000), "white").save(tmp_path / "07-word-1440.png")
    Image.new("RGB", (390, 3000), "white").save(tmp_path / "07-word-390.png")
    monkeypatch.setattr(_guide, "PICTURES", {"plan": {"word": _guide.Cut("word.png", top=2900)}})
    _guide.renew(tmp_path, "plan", into=tmp_path / "guide")
    with Image.open(tmp_path / "guide" / "word.png") as made:
        assert made.size == (1080, 675)
