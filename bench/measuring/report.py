"""The table a bench prints, the object it prints with --json, and its exit code."""

import argparse
import json
import sys
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Row:
    """One figure. `goal` is what was promised in words, '' when nothing was; `ok` is None when it is not judged."""

    what: str
    value: float | str
    unit: str = ""
    goal: str = ""
    ok: bool | None = None


@dataclass
class Report:
    """The figures of one bench. Goals are judged at full size only."""

    bench: str
    full_size: bool
    rows: list[Row] = field(default_factory=list)

    def say(self, what: str, value: float | str, unit: str = "") -> None:
        """A figure without a goal."""
        self._add(Row(what, value, unit))

    def at_most(self, what: str, value: float, limit: float, unit: str = "") -> None:
        """A figure that must not be larger than `limit`."""
        self._add(Row(what, value, unit, f"≤ {limit:g}", value <= limit if self.full_size else None))

    def at_least(self, what: str, value: float, limit: float, unit: str = "") -> None:
        """A figure that must not be smaller than `limit`."""
        self._add(Row(what, value, unit, f"≥ {limit:g}", value >= limit if self.full_size else None))

    def missed(self, what: str, value: str) -> None:
        """What should have been measured and could not be."""
        self._add(Row(what, value, goal="measured", ok=False))

    def _add(self, row: Row) -> None:
        """Said at once as well: a bench that breaks later has not measured in vain."""
        self.rows.append(row)
        progress(f"  {row.what}: {row.value} {row.unit}".rstrip())

    @property
    def ok(self) -> bool:
        return all(row.ok is not False for row in self.rows)

    def finish(self, *, as_json: bool) -> int:
        """Print the figures; 1 when a goal is missed."""
        if as_json:
            print(
                json.dumps(
                    {"bench": self.bench, "rows": [asdict(row) for row in self.rows], "ok": self.ok},
                    ensure_ascii=False,
                )
            )
        else:
            self._print_table()
        return 0 if self.ok else 1

    def _print_table(self) -> None:
        width = max(len(row.what) for row in self.rows)
        for row in self.rows:
            value = row.value if isinstance(row.value, str) else f"{row.value:,.2f}".rstrip("0").rstrip(".")
            verdict = {True: "met", False: "MISSED", None: "not judged (small)" if row.goal else ""}[row.ok]
            print(f"{row.what:<{width}}  {value:>10} {row.unit:<10} {row.goal:<8} {verdict}".rstrip())


def options(name: str, arguments: list[str], **sizes: tuple[int, int]) -> argparse.Namespace:
    """The options every bench has; `sizes` are the full and the small value of what can be made smaller."""
    parser = argparse.ArgumentParser(prog=f"./run bench {name}")
    parser.add_argument("--json", action="store_true", help="print one JSON object and nothing else")
    parser.add_argument("--small", action="store_true", help="a quick run; goals are not judged")
    for size, (full, small) in sizes.items():
        parser.add_argument(
            f"--{size}",
            type=int,
            help=f"default {full}, with --small {small}; goals are judged from {full} on",
        )
    chosen = parser.parse_args(arguments)
    for size, (full, small) in sizes.items():
        if getattr(chosen, size) is None:
            setattr(chosen, size, small if chosen.small else full)
    chosen.full_size = all(getattr(chosen, size) >= full for size, (full, _small) in sizes.items())
    return chosen


def progress(text: str) -> None:
    """What is going on, for the person who waits."""
    print(text, file=sys.stderr, flush=True)
