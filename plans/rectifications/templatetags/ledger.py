"""What the ledger has hundreds of, written by hand: a template asks four questions of each cell and of each box."""

from collections.abc import Iterator
from html import escape

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from ..ledger.page import Cell, LedgerPage, Line, css_of

register = template.Library()


@register.simple_tag
def list_lines(page: LedgerPage, lights: dict[str, SafeString], ticks: bool) -> SafeString:
    """The lines of the list: a box to tick on the first line of an item where there are `ticks`, 编号, 问题 with the link to
    the item, then the others; `lights` as they are drawn, by their names."""
    return mark_safe("".join(_lines(page, lights, ticks)))  # noqa: S308 - everything people wrote is escaped below


def _lines(page: LedgerPage, lights: dict[str, SafeString], ticks: bool) -> Iterator[str]:
    before, _pk, after = reverse("item", args=[0]).rpartition(
        "0"
    )  # what the addresses of all items have alike
    heads = [escape(str(column.head)) for column in page.columns]
    begun = [
        f'<td class="{css_of(column)}" data-label="{head}"'
        for column, head in zip(page.columns[2:], heads[2:], strict=True)
    ]
    tick = _("选择%(number)s")
    for line in page.lines:
        number, title, *others = line.cells
        yield "<tr>" if line.first else '<tr class="more">'
        if ticks:
            yield f'<td class="tick">{_tick(line, tick) if line.first else ""}</td>'
        yield f'<td class="still-number num" data-label="{heads[0]}">{escape(number.text)}</td>'
        yield (
            f'<th scope="row" class="still-title"{_told(title)}><a data-row-link href="{before}{line.row.item.pk}{after}">'
            f"{escape(title.text)}</a></th>"
        )
        for cell, cell_begun in zip(others, begun, strict=True):
            inside = lights.get(cell.light, "") if cell.light else escape(cell.text)
            yield f"{cell_begun}{_told(cell)}>{inside}</td>"
        yield "</tr>\n"


def _tick(line: Line, words: str) -> str:
    item = line.row.item
    label = escape(words % {"number": item.number})
    return f'<input type="checkbox" name="item" value="{item.pk}" form="urge" data-tick aria-label="{label}">'


def _told(cell: Cell) -> str:
    return f' title="{escape(cell.told)}"' if cell.told else ""


@register.simple_tag
def column_boxes(page: LedgerPage) -> SafeString:
    """选择列: a box for every column that can be left out."""
    return mark_safe(  # noqa: S308 - keys and heads are ours, and heads are escaped
        "".join(
            f'<label><input type="checkbox" name="column" value="{column.key}"{" checked" if shown else ""}>'
            f"<span>{escape(str(column.head))}</span></label>"
            for column, shown in page.column_choice
        )
    )
