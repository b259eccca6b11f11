"""From HTML to PDF: the only door to the PDF library. It reads nothing but the paper's own fonts and data: images."""

import ctypes.util
import html as markup
import importlib
import importlib.util
import json
import threading
from collections.abc import Mapping
from pathlib import Path

from records import clock
from records.stored import sentence

FONTS = Path(__file__).resolve().parent / "fonts"
FONT_FILES = 6
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
NO_WEASYPRINT = sentence("无法生成PDF：未安装 weasyprint。")
NO_LIBRARY = sentence("无法生成PDF：系统缺少 %(names)s。")
NO_FONTS = sentence("无法生成PDF：documents/fonts 中的字体不全。")
# The font configuration is one per process and C code works on it: one paper at a time.
_PRINTING = threading.Lock()
_LOADED: set[str] = set()  # libraries that this process has found once


def available() -> str:
    """Why PDF cannot be made on this machine, in one sentence; empty when it can."""
    if importlib.util.find_spec("weasyprint") is None:
        return NO_WEASYPRINT()
    missing = [package for library, package in LIBRARIES.items() if not _found(library)]
    if missing:
        return NO_LIBRARY(names="、".join(missing))
    if len(list(FONTS.glob("*.ttf"))) < FONT_FILES:
        return NO_FONTS()
    return ""


def render(html: str, *, title: str, record: dict | None, fonts: Mapping[str, Path] | None = None) -> bytes:
    """The PDF/A-3u of `html` with `record` embedded as facts.json, so that the facts travel with the paper. `fonts`: the
    files of the unit's own fonts by face (documents.own_fonts.in_use)."""
    page = html.replace("<head>", f"<head><title>{markup.escape(title)}</title>", 1)
    attachments = []
    if record is not None:
        moment = clock.now()
        attachments.append(
            {
                "string": json.dumps(record, ensure_ascii=False, indent=1, sort_keys=True),
                "name": "facts.json",
                "description": "本件所依据的数据",
                "created": moment,
                "modified": moment,
                "relationship": "Data",
            }
        )
    with _PRINTING:
        return _press().pdf(page, attachments=attachments, fonts=fonts or {})


def warm_up() -> None:
    """Load the library and the fonts before workers fork, so that they share the memory."""
    _press()


def _press():
    """`documents.press`, loaded when the first paper is printed; raises the sentence of `available()` when it cannot."""
    reason = available()
    if reason:
        raise RuntimeError(reason)
    return importlib.import_module("documents.press")


def _found(library: str) -> bool:
    """Whether the dynamic linker can load a library; its cache alone does not know LD_LIBRARY_PATH."""
    if library in _LOADED:  # asking costs a process each time, and a paper asks
        return True
    for name in filter(None, (f"lib{library}.so.0", ctypes.util.find_library(library))):
        try:
            ctypes.CDLL(name)
        except OSError:
            continue
        _LOADED.add(library)
        return True
    return False
