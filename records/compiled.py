"""Statements that every act or every page needs: written with the ORM, compiled once, then only filled in.

The ORM takes longer to build such a statement than the database to answer it. What `rows` gives are the
plain values of the columns (on SQLite a truth value is 0 or 1), so no dates and no JSON; `objects` gives all.
"""

from collections.abc import Callable
from datetime import date, timedelta

from django.db import connection
from django.db.models import Model, QuerySet

# Values that no row has; each stands for one parameter while the statement is compiled.
_FIRST_NUMBER, _FIRST_DAY = 9_000_000_000_000_000_000, date(1001, 1, 1)


class Compiled:
    """`Compiled(build, person=int, day=date)`: `build` gives the queryset for stand-ins; `rows(person=7, day=…)` asks."""

    def __init__(self, build: Callable[..., QuerySet], **kinds: type):
        self._build, self._kinds = build, kinds
        self._statements: dict[str, tuple[str, list]] = {}

    def rows(self, **values) -> list[tuple]:
        """The rows for these values."""
        with connection.cursor() as cursor:
            cursor.execute(*self._filled_in(values))
            return cursor.fetchall()

    def objects(self, model: type[Model], **values) -> list:
        """The rows as objects of `model`, whose columns come with them as they are; further columns are attributes."""
        return list(model._base_manager.raw(*self._filled_in(values)))

    def _filled_in(self, values: dict) -> tuple[str, list]:
        sql, places = self._statement()
        return sql, [values[place[0]] if place[0] else place[1] for place in places]

    def _statement(self) -> tuple[str, list]:
        """The text, and for each parameter its name, or ('', its constant)."""
        vendor = connection.vendor
        if vendor not in self._statements:
            stand_ins = {name: _stand_in(kind, n) for n, (name, kind) in enumerate(self._kinds.items())}
            names = {str(value): name for name, value in stand_ins.items()}
            sql, parameters = self._build(**stand_ins).query.sql_with_params()
            places = [(names.get(str(each), ""), each) for each in parameters]
            missing = set(stand_ins) - {name for name, _constant in places}
            if missing:
                raise ValueError(f"not in the statement: {missing}")
            self._statements[vendor] = sql, places
        return self._statements[vendor]


def _stand_in(kind: type, n: int):
    if kind is int:
        return _FIRST_NUMBER + n
    if kind is date:
        return _FIRST_DAY + timedelta(days=n)
    if kind is str:
        return f"\x01{n}"
    raise TypeError(f"no stand-in for {kind}")
