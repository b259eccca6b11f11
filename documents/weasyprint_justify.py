"""Chinese lines end flush: WeasyPrint 70.0 stretches only spaces, here the gaps between characters stretch too.

It replaces three private functions, so it is installed only into the version it was written for; with another version
the papers still print, with a ragged right edge.
"""

import re

from weasyprint.layout import inline
from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

# A gap may open after any of these; Latin words and numbers stay whole.
_STRETCHABLE = re.compile(
    "[ \u00a0\u2014\u2018\u2019\u201c\u201d\u2026\u2e80-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef"
    "\U00020000-\U0003ffff]+"
)
# A gap wider than this part of a character looks like a hole: leave the line short instead.
_WIDEST_GAP = 0.25


def install() -> None:
    """Replace justification."""
    boxes, without_gaps = inline.boxes, Layout.set_text

    def gaps(box) -> int:
        if isinstance(box, boxes.TextBox):
            return sum(len(run.group()) for run in _STRETCHABLE.finditer(box.text))
        if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
            return sum(gaps(child) for child in box.children)
        return 0

    def last_text(box) -> str:
        if isinstance(box, boxes.TextBox):
            return box.text
        if isinstance(box, (boxes.LineBox, boxes.InlineBox)):
            return next((text for child in reversed(box.children) if (text := last_text(child))), "")
        return ""

    def justify_line(context, line, extra_width) -> None:
        count = gaps(line)
        if _STRETCHABLE.fullmatch(last_text(line)[-1:]):
            count -= 1  # nothing opens after the last character of a line
        if count > 0:
            widest = _WIDEST_GAP * line.style["font_size"]
            inline.add_word_spacing(context, line, min(extra_width / count, widest), 0)

    def set_text(self, text, justify=False) -> None:
        spacing = self.justification_spacing
        if not (justify and spacing):
            without_gaps(self, text, justify)
            return
        self.justification_spacing = 0
        try:
            without_gaps(self, text, justify)
        finally:
            self.justification_spacing = spacing
        _open_gaps(self, spacing)

    inline.count_expandable_spaces = gaps
    inline.justify_line = justify_line
    Layout.set_text = set_text


def _open_gaps(layout, spacing: float) -> None:
    """Add `spacing` after every stretchable character of a Pango layout; one attribute a run keeps it fast."""
    own = layout.style["letter_spacing"]
    units = int(((0 if own == "normal" else own) + spacing) * TO_UNITS)
    attributes = pango.pango_layout_get_attributes(layout.layout)
    if attributes == ffi.NULL:
        attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    seen = offset = 0
    for run in _STRETCHABLE.finditer(layout.text):
        offset += len(layout.text[seen : run.start()].encode())
        end = offset + len(run.group().encode())
        attribute = pango.pango_attr_letter_spacing_new(units)
        attribute.start_index, attribute.end_index = offset, end
        pango.pango_attr_list_change(attributes, attribute)
        seen, offset = run.end(), end
    pango.pango_layout_set_attributes(layout.layout, attributes)
