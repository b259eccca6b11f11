"""台账页: one page of a list with its totals, as the template shows it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple, Self
from urllib.parse import parse_qs, parse_qsl, urlencode

from django.core.paginator import Page, Paginator
from django.utils.functional import SimpleLazyObject, cached_property
from django.utils.translation import gettext as _

from records.compiled import Compiled
from records.grid import shown
from units.mergers import mergers, unit_today
from units.models import Person
from workflows.enums import Light

from ..enums import ListKind, SourceKind
from ..models import LedgerView
from ..queries.ledger import LIGHTS, NEWEST, ORDERS, found_items
from ..queries.looking import Looked, look_through
from ..queries.totals import Counts, Totals, totals_of, unit_names
from . import columns as all_columns
from .cells import Row
from .columns import Column
from .filters import CHOICES, LABELS, LATE, MINE, Filter
from .rows import items_of, lines_of, rows_of, with_people

SIZE = 50
UNITS_SHOWN = 8
LONGEST_SHOWN, LONGEST_TOLD = 60, 400  # characters in a cell, and in what it says when pointed at
PICKED_FROM_A_MENU = ("kind", "scope", "status")
NUMBERS = frozenset(
    "number source_date issued_on received_on due extended_due renewed_due limit percent returns m_order m_starts m_due "
    "m_percent m_confirmed".split()
)
# What a card on a phone shows below its head.
ON_CARD = frozenset("light m_light state unit m_unit limit m_due m_text m_person person percent".split())


class Choice(NamedTuple):
    """One value of a filter: what it is called, where it leads, how many are there, and whether it is chosen."""

    value: str
    label: str
    url: str
    n: int = 0
    current: bool = False
    counts: Counts | None = None


class Cell(NamedTuple):
    """One cell: its text, all of it when that is longer, its light."""

    text: str
    told: str = ""
    light: str = ""


class Line(NamedTuple):
    """One line of the list; `first` of an item's lines can be ticked."""

    row: Row
    first: bool
    cells: list[Cell]


_VIEWS = Compiled(lambda person: LedgerView.objects.filter(person=person), person=int)


class Counted(Paginator):
    """Pages of a list whose length is known from its totals; each page with the people its lines name. A page that was
    `looked` at along with the totals is not looked for again."""

    def __init__(self, items, per_page: int, n: int, looked: Looked | None, order):
        super().__init__(items, per_page)
        self.n, self.looked, self.order = n, looked, order

    @cached_property
    def count(self) -> int:
        return self.n

    def page(self, number) -> Page:
        number = self.validate_number(number)
        if self.looked and self.looked.start == (number - 1) * self.per_page:
            return self._get_page(self.looked.ids, number, self)
        return super().page(number)

    def _get_page(self, cut, number: int, paginator) -> Page:
        items = items_of(cut) if isinstance(cut, list) else with_people(cut, self.order)
        return super()._get_page(items, number, paginator)

    def _check_object_list_is_ordered(self):
        """It is: each of ORDERS ends in the key. To ask would build the list, even where it was looked at already."""


@dataclass
class LedgerPage:
    """What one person sees of one list under one filter. Nothing is read before it is asked for."""

    person: Person
    which: str
    wanted: Filter
    order: str
    number: str
    today: date

    @classmethod
    def read(cls, query: str, *, person: Person, today: date) -> Self:
        """The list that the text of an address asks for; what it may not ask is left out."""
        given = parse_qs(query, max_num_fields=500) if query.count("&") < 500 else {}
        which, order, number = (given.get(name, [""])[-1] for name in ("list", "order", "page"))
        return cls(
            person=person,
            which=which if which in ListKind.values else ListKind.LEDGER.value,
            wanted=Filter.read(query),
            order=order if order in ORDERS else NEWEST,
            number=number,
            today=today,
        )

    def url(self, wanted: Filter | None = None, *, which: str = "", order: str = "") -> str:
        """The address of the list, with something of it changed; page one again."""
        which, order = which or self.which, order or self.order
        own = [("list", which)] if which != ListKind.LEDGER else []
        own += [("order", order)] if order != NEWEST else []
        query = (self.wanted if wanted is None else wanted).query
        return "?" + "&".join(filter(None, [query, urlencode(own)]))

    # --- what is kept of the person
    @cached_property
    def _views(self) -> list[LedgerView]:
        return _VIEWS.objects(person=self.person.pk)

    @cached_property
    def columns(self) -> list[Column]:
        own = next((view for view in self._views if view.which == self.which and not view.name), None)
        return all_columns.columns(self.which, own.columns if own else ())

    @property
    def column_choice(self) -> list[tuple[Column, bool]]:
        """Every column the list offers beside the first ones, and whether it is shown."""
        fixed, present = all_columns.FIXED[self.which], {column.key for column in self.columns}
        keys = [key for key in all_columns.OFFERED[self.which] if key not in fixed]
        return [(all_columns.BY_KEY[key], key in present) for key in keys]

    @property
    def saved(self) -> list[tuple[LedgerView, str, bool]]:
        """我的筛选."""
        named = [view for view in self._views if view.name]
        here = (self.which, self.wanted.query)
        return [
            (view, self.url(Filter.read(view.query), which=view.which), (view.which, view.query) == here)
            for view in named
        ]

    # --- the list
    @cached_property
    def _looked(self) -> Looked | None:
        """The totals and the page of a list that has to be looked through."""
        if self.wanted.by_counters:
            return None
        start = (int(self.number) - 1) * SIZE if re.fullmatch("[1-9][0-9]{0,5}", self.number) else 0
        return look_through(self.person, self.wanted, self.today, order=self.order, start=start, size=SIZE)

    @cached_property
    def totals(self) -> Totals:
        return totals_of(self.person, self.wanted, self.today, looked=self._looked)

    @cached_property
    def page_obj(self) -> Page:
        # Not asked for where the page was looked at along with the totals.
        items = SimpleLazyObject(lambda: found_items(self.person, self.wanted, self.today, order=self.order))
        return Counted(items, SIZE, self.totals.n, self._looked, ORDERS[self.order]).get_page(self.number)

    @cached_property
    def rows(self) -> list[Row]:
        return rows_of(list(self.page_obj.object_list), self.columns, self.today)

    @property
    def lines(self) -> Iterator[Line]:
        before = None
        for row in lines_of(self.rows, self.which):
            yield Line(row, row.item.pk != before, [cell_of(row, column) for column in self.columns])
            before = row.item.pk

    @property
    def heads(self) -> list[tuple[Column, str, str, str]]:
        """(column, where its head sorts to, how it is sorted now, classes)."""
        return [(column, *self._sorting(column), css_of(column)) for column in self.columns]

    def _sorting(self, column: Column) -> tuple[str, str]:
        if not column.order:
            return "", ""
        up, down = column.order, f"-{column.order}"
        now = {up: "ascending", down: "descending"}.get(self.order, "")
        return self.url(order=down if self.order == up else up), now

    # --- filters and totals
    @property
    def hidden_fields(self) -> list[tuple[str, str]]:
        """What the search box sends along, so that a search keeps the other conditions."""
        return parse_qsl(self.url(self.wanted.without("q")).removeprefix("?"))

    @property
    def tabs(self) -> list[Choice]:
        return [
            Choice(kind, kind.label, self.url(which=kind), current=kind == self.which) for kind in ListKind
        ]

    @property
    def of_measures(self) -> bool:
        """Is each line a measure with a light of its own? The filter still asks for the light of the item."""
        return "m_light" in all_columns.OFFERED[self.which]

    @property
    def lights(self) -> list[Choice]:
        return [
            Choice(
                light,
                Light(light).label,
                self.url(self.wanted.toggled("light", str(light))),
                self.totals.lights[light],
                light in self.wanted.light,
            )
            for light in LIGHTS
        ]

    @property
    def menus(self) -> list[tuple[str, list[Choice]]]:
        """整改类型、个性/共性、状态."""
        return [
            (
                LABELS[name],
                [
                    Choice(
                        value,
                        label,
                        self.url(self.wanted.toggled(name, value)),
                        current=value in getattr(self.wanted, name),
                    )
                    for value, label in CHOICES[name].choices
                ],
            )
            for name in PICKED_FROM_A_MENU
        ]

    @property
    def switches(self) -> list[Choice]:
        """逾期或曾逾期, 与我有关."""
        from_words = {"late": LATE, "mine": MINE}
        return [
            Choice(name, label, self.url(self.wanted.switched(name)), current=getattr(self.wanted, name))
            for name, label in from_words.items()
        ]

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """What is chosen: (dimension, value, the address without it)."""
        called = {str(LABELS["light"]): _("事项灯色")} if self.of_measures else {}
        return [
            (called.get(label, label), said, self.url(rest))
            for label, said, rest in self.wanted.told(self.unit_names)
        ]

    @property
    def clear_url(self) -> str:
        return self.url(Filter())

    @cached_property
    def unit_names(self) -> dict[int, str]:
        """Of the units the page names."""
        urgent = [pk for pk, _counts in self._urgent_units[:UNITS_SHOWN]]
        return unit_names({*urgent, *self.wanted.unit})

    @property
    def sources(self) -> list[Choice]:
        return [
            Choice(
                kind,
                SourceKind(kind).label,
                self.url(self.wanted.toggled("source", kind)),
                counts.n,
                kind in self.wanted.source,
                counts,
            )
            for kind in SourceKind.values
            if (counts := self.totals.by_source.get(kind))
        ]

    @cached_property
    def _urgent_units(self) -> list[tuple[int, Counts]]:
        return self.totals.units_by_urgency()

    @property
    def n_units(self) -> int:
        return len(self._urgent_units)

    @property
    def units(self) -> list[Choice]:
        """The units with most that is overdue."""
        return [self._unit(*row, self.unit_names) for row in self._urgent_units[:UNITS_SHOWN]]

    @property
    def every_unit(self) -> list[Choice]:
        names = unit_names([pk for pk, _counts in self._urgent_units])
        return [self._unit(*row, names) for row in self._urgent_units]

    @property
    def by_unit_today(self) -> list[tuple[Choice, str, list[tuple[str, int, str]]]]:
        """按现单位: what was merged counts for the unit it went into. Nothing where no unit of the list was merged: the table
        of units says it already."""
        merged = mergers()
        now: dict[int, list[tuple[int, Counts]]] = {}
        for pk, counts in self._urgent_units:
            now.setdefault(unit_today(pk, merged), []).append((pk, counts))
        if all(own == [pk] for pk, own in ((pk, [each for each, _n in rows]) for pk, rows in now.items())):
            return []
        names, rows = unit_names(now), []
        for pk, parts in now.items():
            counts = Counts(map(sum, zip(*(each.numbers for _pk, each in parts), strict=True)))
            here = replace(self.wanted, unit=tuple(sorted(each for each, _n in parts)))
            choice = Choice(str(pk), names[pk], self.url(here), counts.n, counts=counts)
            rows.append((choice, self.url(here), self._in_each_light(here, counts)))
        return rows

    def _unit(self, pk: int, counts: Counts, names: dict[int, str]) -> Choice:
        url = self.url(self.wanted.toggled("unit", pk))
        return Choice(str(pk), names[pk], url, counts.n, pk in self.wanted.unit, counts)

    def counted(
        self, name: str, choices: list[Choice]
    ) -> list[tuple[Choice, str, list[tuple[str, int, str]]]]:
        """汇总表: a dimension's values, where each leads, and for each light how many and where they are."""
        rows = []
        for choice in choices:
            here = self.wanted.only(name, int(choice.value) if name == "unit" else choice.value)
            rows.append((choice, self.url(here), self._in_each_light(here, choice.counts)))
        return rows

    def _in_each_light(self, here: Filter, counts: Counts) -> list[tuple[str, int, str]]:
        return [(str(light), counts[light], self.url(here.only("light", str(light)))) for light in LIGHTS]

    @property
    def summary(self) -> list[tuple[str, list]]:
        """汇总表 by source, by unit, and by the unit that answers for it today."""
        return [
            (_("来源"), self.counted("source", self.sources)),
            (_("单位"), self.counted("unit", self.every_unit)),
            (_("现单位（合并以后）"), self.by_unit_today),
        ]


def cell_of(row: Row, column: Column) -> Cell:
    """One cell as the page shows it: one line, cut; all of it when pointed at."""
    if column.key in {"light", "m_light"}:
        light = row.measure_shade if column.key == "m_light" else row.shade
        return Cell("", light=str(light))
    text = shown(column.value(row)).replace("\n", " ")
    if column.key == "percent" or (column.key == "m_percent" and text):
        text += "%"
    if len(text) <= 12:
        return Cell(text)
    return Cell(text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…", text[:LONGEST_TOLD])


def css_of(column: Column) -> str:
    """The classes of a column's cells."""
    words = [f"w-{'s' if column.width <= 12 else 'm' if column.width <= 20 else 'l'}"]
    words += ["num"] if column.key in NUMBERS else []
    words += [] if column.key in ON_CARD else ["off-card"]
    return " ".join(words)
