"""Which statements something sends, to compare how many a batch of ten needs with how many a batch of fifty."""

import re
from contextlib import contextmanager
from itertools import groupby

from django.db import connection
from django.test.utils import CaptureQueriesContext

TABLE = re.compile(r'(?:FROM|INTO|UPDATE) "(\w+)"')


@contextmanager
def statements():
    """`with statements() as sent:` … `sent` are verb and table, in order.

    SQLite takes so many values a statement only; what Django cuts in pieces for it counts as the one it is elsewhere.
    """
    sent: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield sent
    said = [each["sql"] for each in captured.captured_queries]
    named = [f"{sql.split()[0]} {found.group(1) if (found := TABLE.search(sql)) else ''}" for sql in said]
    named = [name for name in named if not name.startswith(("SAVEPOINT", "RELEASE"))]
    for name, run in groupby(named):
        sent += [name] if name.startswith("INSERT") else list(run)
