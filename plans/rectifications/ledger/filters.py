"""筛选: which items of the ledger are wanted. An address, a saved filter, a file and a snapshot hold the same text of it."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self
from urllib.parse import parse_qs, urlencode

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import asked, search
from workflows.enums import Light

from ..enums import Kind, Scope, SourceKind, Status

MOST_UNITS = 60
LONGEST_WORDS = 60
# dimension in the address → what it may say
CHOICES = {"source": SourceKind, "kind": Kind, "scope": Scope, "light": Light, "status": Status}
LABELS = {
    "unit": gettext_lazy("单位"),
    "source": gettext_lazy("来源"),
    "kind": gettext_lazy("整改类型"),
    "scope": gettext_lazy("个性/共性"),
    "light": gettext_lazy("灯色"),
    "status": gettext_lazy("状态"),
}
LATE, MINE = gettext_lazy("逾期或曾逾期"), gettext_lazy("与我有关")


@lru_cache(1000)
def _part(name: str, value: str | int) -> str:
    """A value as an address says it: a page leads to sixty filters that say nearly the same."""
    return urlencode({name: value})


@dataclass(frozen=True)
class Filter:
    """Values of one dimension widen the list, dimensions narrow it. `words` must all stand in the item."""

    unit: tuple[int, ...] = ()
    source: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    light: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    late: bool = False
    mine: bool = False
    q: str = ""

    @classmethod
    def read(cls, query: str) -> Self:
        """From the text of an address; what it may not say is left out."""
        given = parse_qs(query, max_num_fields=500) if query.count("&") < 500 else {}
        chosen = {
            name: tuple(sorted({value for value in given.get(name, []) if value in choices.values}))
            for name, choices in CHOICES.items()
        }
        return cls(
            unit=tuple(sorted(set(asked.numbers(given.get("unit", []))))[:MOST_UNITS]),
            late="late" in given,
            mine="mine" in given,
            q=" ".join("".join(given.get("q", [])).replace("\x00", "")[:LONGEST_WORDS].split()),
            **chosen,
        )

    @property
    def query(self) -> str:
        """The one text of this filter, for an address; '' when nothing is filtered."""
        parts = [_part(name, value) for name in LABELS for value in getattr(self, name)]
        parts += [_part(name, "1") for name in ("late", "mine") if getattr(self, name)]
        return "&".join(parts + ([_part("q", self.q)] if self.q else []))

    @property
    def words(self) -> list[str]:
        """The words that are looked for."""
        return search.words(self.q)

    @property
    def by_counters(self) -> bool:
        """Can the items be counted without being looked at (models.Tally)?"""
        return not (self.late or self.mine or self.words)

    def toggled(self, name: str, value) -> Self:
        """With this value of a dimension, or without it when it is chosen already."""
        chosen = set(getattr(self, name))
        return replace(self, **{name: tuple(sorted(chosen ^ {value}))})

    def switched(self, name: str) -> Self:
        """With a switch the other way round."""
        return replace(self, **{name: not getattr(self, name)})

    def only(self, name: str, value) -> Self:
        """With this value alone in its dimension."""
        return replace(self, **{name: (value,)})

    def without(self, name: str) -> Self:
        """Without a dimension."""
        return replace(self, **{name: type(getattr(self, name))()})

    def told(self, unit_names: dict[int, str]) -> list[tuple[str, str, Self]]:
        """What is chosen: (dimension, value in words, the filter without it)."""
        parts = []
        for name, label in LABELS.items():
            for value in getattr(self, name):
                said = unit_names.get(value, str(value)) if name == "unit" else CHOICES[name](value).label
                parts.append((str(label), str(said), self.toggled(name, value)))
        parts += [
            (str(label), "", self.without(name))
            for name, label in (("late", LATE), ("mine", MINE))
            if getattr(self, name)
        ]
        if self.q:
            parts.append((_("查找"), self.q, self.without("q")))
        return parts

    def sentence(self, unit_names: dict[int, str]) -> str:
        """The filter as one line, for paper and files."""
        chosen: dict[str, list[str]] = {}
        for label, said, _rest in self.told(unit_names):
            chosen.setdefault(label, []).append(said)
        parts = [f"{label}：{'、'.join(said)}" if any(said) else label for label, said in chosen.items()]
        return "；".join(parts) or _("全部事项")
