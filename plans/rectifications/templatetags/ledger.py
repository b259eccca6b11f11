"""The cells of one line of the ledger, written by hand: a page has hundreds, and a template asks four questions of each."""

from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..ledger.page import Cell, Line

register = template.Library()


@register.simple_tag
def line_cells(line: Line, lights: dict[str, SafeString], ticks: bool) -> SafeString:
    """A box to tick on the first line of an item where there are `ticks`, 编号, 问题 with the link to the item, then the
    others; `lights` as they are drawn, by their names."""
    number, title, *others = line.cells
    drawn = [_tick(line) if ticks else ""]
    drawn += [
        f'<td class="still-number num" data-label="{escape(number.head)}">{escape(number.text)}</td>',
        f'<th scope="row" class="still-title"{_told(title)}><a data-row-link href="{reverse("item", args=[line.row.item.pk])}">'
        f"{escape(title.text)}</a></th>",
    ]
    for cell in others:
        inside = lights.get(cell.light, "") if cell.light else escape(cell.text)
        drawn.append(f'<td class="{cell.css}" data-label="{escape(cell.head)}"{_told(cell)}>{inside}</td>')
    return mark_safe("".join(drawn))  # noqa: S308 - everything people wrote is escaped above


def _tick(line: Line) -> str:
    item = line.row.item
    label = escape(_("选择%(number)s") % {"number": item.number})
    box = f'<input type="checkbox" name="item" value="{item.pk}" form="urge" data-tick aria-label="{label}">'
    return f'<td class="tick">{box if line.first else ""}</td>'


def _told(cell: Cell) -> str:
    return f' title="{escape(cell.told)}"' if cell.told else ""
