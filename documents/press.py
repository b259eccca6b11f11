"""The PDF library itself, with our patches, one font configuration and one parsed style sheet a process.

`documents.engine` loads it when the first paper is printed: the rest of the software must run where Pango is missing.
"""

import importlib.metadata
import logging
from pathlib import Path

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from . import weasyprint_justify, weasyprint_speed

HERE = Path(__file__).resolve().parent
FONTS = HERE / "fonts"
PATCHED_VERSIONS = {"weasyprint": "70.0", "pydyf": "0.13.0"}
logger = logging.getLogger(__name__)
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


class OwnFonts(URLFetcher):
    """For the style sheet: font:NAME is a file of documents/fonts; nothing else exists."""

    def fetch(self, url, headers=None):
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
font_configuration = FontConfiguration()
style = weasyprint.CSS(
    string=(HERE / "paper.css").read_text(encoding="utf-8"),
    font_config=font_configuration,
    url_fetcher=OwnFonts(),
)


def pdf(html: str, *, attachments: list[dict]) -> bytes:
    """The PDF/A-3u of `html`; each attachment is the arguments of an embedded file. Reads data: images only."""
    return weasyprint.HTML(
        string=html, url_fetcher=URLFetcher(allowed_protocols={"data"}, allow_redirects=False)
    ).write_pdf(
        stylesheets=[style],
        font_config=font_configuration,
        # An attachment can be used once: it is made here, for this paper.
        attachments=[weasyprint.Attachment(**arguments) for arguments in attachments],
        pdf_variant="pdf/a-3u",
    )
