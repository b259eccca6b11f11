"""From HTML to PDF: the only door to the PDF library. It reads nothing but the paper's own fonts and data: images."""


def available() -> str:
    """Why PDF cannot be made on this machine, in one sentence; empty when it can."""
    raise NotImplementedError


def render(html: str, *, title: str, record: dict | None) -> bytes:
    """The PDF/A-3u of `html` with `record` embedded as a JSON file, so that the facts travel with the paper."""
    raise NotImplementedError
