"""Statements that every act or every page needs: written with the ORM, compiled once, then only filled in.

The ORM takes longer to build such a statement than the database to answer it. What `rows` gives are the
plain values of the columns (on SQLite a truth value is 0 or 1), so no dates and no JSON; `objects` gives all.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Field, Lookup, Model, QuerySet
from django.db.models.query import get_related_populators
from django.db.models.sql.compiler import SQLCompiler

# Values that no row has; each stands for one parameter while the statement is compiled.
_FIRST_NUMBER, _FIRST_DAY = 9_000_000_000_000_000_000, date(1001, 1, 1)


@Field.register_lookup
class Among(Lookup):
    """`pk__among=[3, 5]`: `in` with one parameter for however many numbers, so that the statement is the same for all."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        lhs, parameters = self.process_lhs(compiler, connection)
        return f"{lhs} IN (SELECT value FROM json_each(%s))", [*parameters, json.dumps(self.rhs)]

    def as_postgresql(self, compiler, connection):
        lhs, parameters = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s)", [*parameters, self.rhs]


class _Statement(NamedTuple):
    """The text; for each parameter its name, or ('', its constant); who makes objects of the rows."""

    sql: str
    places: list[tuple]
    compiler: SQLCompiler


class Compiled:
    """`Compiled(build, person=int, day=date)`: `build` gives the queryset for stand-ins; `rows(person=7, day=…)` asks.
    A list of numbers is asked with `among`."""

    def __init__(self, build: Callable[..., QuerySet], **kinds: type):
        self._build, self._kinds = build, kinds
        self._statements: dict[str, _Statement] = {}

    def rows(self, **values) -> list[tuple]:
        """The rows for these values."""
        sql, places, _compiler = self._statement()
        filled_in = [self._value(values[name]) if name else constant for name, constant in places]
        with connection.cursor() as cursor:
            cursor.execute(sql, filled_in)
            return cursor.fetchall()

    def objects(self, **values) -> list:
        """The rows as objects, with what is selected along with them; further columns are attributes."""
        return list(self._made(self.rows(**values)))

    def _made(self, rows: list[tuple]) -> Iterator[Model]:
        """What the ORM's own ModelIterable makes of the rows of a statement it has compiled."""
        compiler = self._statement().compiler
        own = compiler.klass_info["select_fields"]
        model, columns = compiler.klass_info["model"], slice(own[0], own[-1] + 1)
        names = [selected[0].target.attname for selected in compiler.select[columns]]
        beside = get_related_populators(compiler.klass_info, compiler.select, connection.alias)
        for row in compiler.results_iter([rows]):
            made = model.from_db(connection.alias, names, row[columns])
            for each in beside:
                each.populate(row, made)
            for name, place in compiler.annotation_col_map.items():
                setattr(made, name, row[place])
            yield made

    @staticmethod
    def _value(value):
        """A value as its place in the statement takes it."""
        if isinstance(value, list) and connection.vendor != "postgresql":
            return json.dumps(value)
        return value

    def _statement(self) -> _Statement:
        vendor = connection.vendor
        if vendor not in self._statements:
            stand_ins = {name: _stand_in(kind, n) for n, (name, kind) in enumerate(self._kinds.items())}
            names = {str(value): name for name, value in stand_ins.items()}
            # `connection` is each thread's own, so that the compiler serves all of them.
            compiler = self._build(**stand_ins).query.get_compiler(connection=connection)
            sql, parameters = compiler.as_sql()
            places = [(names.get(str(each), ""), each) for each in parameters]
            missing = set(stand_ins) - {name for name, _constant in places}
            if missing:
                raise ValueError(f"not in the statement: {missing}")
            self._statements[vendor] = _Statement(sql, places, compiler)
        return self._statements[vendor]


def _stand_in(kind: type, n: int):
    if kind is int:
        return _FIRST_NUMBER + n
    if kind is list:
        return [_FIRST_NUMBER + n]
    if kind is date:
        return _FIRST_DAY + timedelta(days=n)
    if kind is str:
        return f"\x01{n}"
    raise TypeError(f"no stand-in for {kind}")
