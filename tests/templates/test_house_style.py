"""The look stays in one place: colours in tokens.css, nothing inline, vendored files as published, the first page small."""

import gzip
import re
import runpy
from pathlib import Path

import pytest
from django.conf import settings
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

BASE = Path(settings.BASE if hasattr(settings, "BASE") else Path(__file__).parents[2])
TEMPLATES = sorted((BASE / "templates").rglob("*.html"))
STYLES = sorted((BASE / "static" / "css").glob("*.css"))
SCRIPTS = sorted((BASE / "static" / "js").glob("*.js"))
PAPERS = ("templates/documents/",)
COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|lab)\(|:\s*(?:white|black|red|blue|green|grey|gray|yellow)\b"
)


def name_of(path):
    return str(path.relative_to(BASE))


def is_paper(path):
    """Papers are WeasyPrint's, not the browser's."""
    return name_of(path).startswith(PAPERS)


@pytest.mark.parametrize("path", [p for p in STYLES if p.name != "tokens.css"], ids=name_of)
def test_colours_are_literal_in_tokens_only(path):
    words = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    assert COLOUR.findall(words) == []


@pytest.mark.parametrize("path", STYLES, ids=name_of)
def test_every_token_used_is_defined(path):
    defined = set(re.findall(r"(--[\w-]+)\s*:", "".join(p.read_text() for p in STYLES)))
    assert set(re.findall(r"var\((--[\w-]+)", path.read_text())) <= defined


@pytest.mark.parametrize("path", [p for p in TEMPLATES if not is_paper(p)], ids=name_of)
def test_template_has_no_inline_style_or_script(path):
    text = path.read_text()
    assert not re.search(r"\sstyle\s*=", text)
    assert not re.search(r"<style\b", text)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", text)
    assert not re.search(r"javascript:", text)
    for tag in re.findall(r"<script\b[^>]*>", text):
        assert "src=" in tag
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_template_compiles(path):
    get_template(str(path.relative_to(BASE / "templates")))


def test_a_component_that_does_not_exist_is_noticed():
    with pytest.raises(TemplateDoesNotExist):
        get_template("components/no_such_thing.html")


@pytest.mark.parametrize("path", TEMPLATES, ids=name_of)
def test_components_called_exist(path):
    text = re.sub(r"\{#.*?#\}", "", path.read_text())
    called = set(re.findall(r"<c-([a-z-]+)", text)) - {"vars", "slot"}
    missing = [
        c for c in called if not (BASE / "templates" / "components" / f"{c.replace('-', '_')}.html").exists()
    ]
    assert missing == []


@pytest.mark.parametrize("path", SCRIPTS, ids=name_of)
def test_scripts_write_no_inline_style(path):
    text = path.read_text()
    assert ".style." not in text and "eval(" not in text and 'setAttribute("style"' not in text


def test_first_page_is_under_100_kilobytes():
    files = [*STYLES, *SCRIPTS, BASE / "static" / "vendor" / "htmx.min.js"]
    assert sum(len(gzip.compress(p.read_bytes())) for p in files) < 100_000


def test_vendored_files_are_as_published():
    vendor = runpy.run_path(str(BASE / "static" / "vendor" / "vendor.py"))
    assert vendor["problems"]() == []


def test_every_component_is_in_the_gallery():
    gallery = (BASE / "templates" / "ui.html").read_text()
    parts = {p.stem.replace("_", "-") for p in (BASE / "templates" / "components").glob("*.html")}
    missing = [name for name in sorted(parts) if f"<c-{name}" not in gallery]
    assert missing == []


def test_where_files_and_opinions_come_in_the_banner_says_what_must_not():
    """非涉密: at every upload and where opinions are written, beside the log-in and the foot of each page."""
    doors = [path for path in TEMPLATES if "multipart/form-data" in path.read_text() and not is_paper(path)]
    doors.append(BASE / "templates" / "actions" / "plan" / "point_form.html")
    assert len(doors) > 7
    assert [name_of(path) for path in doors if "<c-banner />" not in path.read_text()] == []
