"""Counting what a Django connection sends to PostgreSQL: every statement, transaction control included.

Compared once with the server's own log: tests/bench/test_statements.py.
"""

from collections import Counter

from psycopg.pq import TransactionStatus


class Statements:
    """`with Statements(connection) as counted:` … `counted.total`; `counted.texts` says which, and how often."""

    def __init__(self, connection):
        connection.ensure_connection()
        self.connection = connection
        self.texts = Counter()

    @property
    def total(self) -> int:
        return self.texts.total()

    def __enter__(self):
        self.connection.execute_wrappers.append(self._execute)
        # Django ends transactions below the cursor; psycopg opens them with the first statement after.
        self.before = (self.connection._commit, self.connection._rollback)
        self.connection._commit = self._ends("COMMIT", self.connection._commit)
        self.connection._rollback = self._ends("ROLLBACK", self.connection._rollback)
        return self

    def __exit__(self, *_error):
        self.connection.execute_wrappers.remove(self._execute)
        self.connection._commit, self.connection._rollback = self.before

    def _in_transaction(self) -> bool:
        return self.connection.connection.info.transaction_status != TransactionStatus.IDLE

    def _execute(self, execute, sql, params, many, context):
        if not self.connection.connection.autocommit and not self._in_transaction():
            self.texts["BEGIN"] += 1
        self.texts[str(sql)] += len(params) if many else 1
        return execute(sql, params, many, context)

    def _ends(self, statement, end):
        def counted():
            if self._in_transaction():
                self.texts[statement] += 1
            return end()

        return counted
