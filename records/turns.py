"""Turns: work of one name happens one at a time, inside the transaction it is called in."""

import hashlib

from django.db import connection


def take(name: str) -> None:
    """Wait until no other transaction has the turn `name`; it is given back when this transaction ends.

    On SQLite every writing transaction is IMMEDIATE and so already alone.
    """
    if connection.vendor != "postgresql":
        return
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], signed=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
