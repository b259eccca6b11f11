"""The PDF library itself, with our patches, one font configuration and one parsed style sheet a process.

`documents.engine` loads it when the first paper is printed: the rest of the software must run where Pango is missing.
"""

import functools
import importlib.metadata
import logging
import re
from collections.abc import Mapping
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from . import weasyprint_justify, weasyprint_speed
from .fonts import FAMILIES, own_family

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
PATCHED_VERSIONS = {"weasyprint": "70.0", "pydyf": "0.13.0"}
logger = logging.getLogger(__name__)
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


class PaperFonts(URLFetcher):
    """For the style sheet: font:NAME is a file of documents/fonts, font:own/FACE one of `own`; nothing else exists."""

    def __init__(self, own: Mapping[str, Path]):
        super().__init__()
        self.own = own

    def fetch(self, url, headers=None):
        face = url.removeprefix("font:own/")
        if url.startswith("font:own/") and face in self.own:
            return URLFetcherResponse(url, self.own[face].read_bytes())
        path = FONTS / url.removeprefix("font:")
        if not url.startswith("font:") or path.parent != FONTS or path.suffix != ".ttf":
            raise ValueError(f"not one of the paper's fonts: {url}")
        return URLFetcherResponse(url, path.read_bytes())


def patch() -> None:
    """Justify Chinese and print faster, if these are the versions that the patches were written for."""
    installed = {name: importlib.metadata.version(name) for name in PATCHED_VERSIONS}
    if installed == PATCHED_VERSIONS:
        weasyprint_speed.install()
        weasyprint_justify.install()
    else:
        logger.warning("Papers print slower and with a ragged edge: patches are not for %s", installed)


patch()


@functools.lru_cache(1)
def sheet(own: tuple[tuple[str, Path], ...]) -> tuple[weasyprint.CSS, FontConfiguration]:
    """The parsed style sheet and its fonts, for one set of own fonts: made anew when an administrator changes it."""
    configuration = FontConfiguration()
    words = with_own((HERE / "paper.css").read_text(encoding="utf-8"), [face for face, _path in own])
    fetcher = PaperFonts(dict(own))
    return weasyprint.CSS(string=words, font_config=configuration, url_fetcher=fetcher), configuration


def with_own(css: str, faces: list[str]) -> str:
    """The style sheet with a unit's own fonts first in their families; what they lack is drawn by ours, as before."""
    for face in faces:
        ours, own = f'"{FAMILIES[face]}"', f'"{own_family(face)}"'
        css = re.sub(rf"(?m)^(?!@font-face)(.*){ours}", rf"\1{own}, {ours}", css)
        css = f"@font-face {{ font-family: {own}; src: url(font:own/{face}) }}\n{css}"
    return css


sheet(())  # before workers fork, so that they share the memory


def pdf(html: str, *, attachments: list[dict], fonts: Mapping[str, Path]) -> bytes:
    """The PDF/A-3u of `html`; each attachment is the arguments of an embedded file. Reads data: images only."""
    style, configuration = sheet(tuple(sorted(fonts.items())))
    return weasyprint.HTML(
        string=html, url_fetcher=URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    ).write_pdf(
        stylesheets=[style],
        font_config=configuration,
        # An attachment can be used once: it is made here, for this paper.
        attachments=[weasyprint.Attachment(**arguments) for arguments in attachments],
        pdf_variant="pdf/a-3u",
    )
