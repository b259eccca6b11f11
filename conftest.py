"""Which database the suite runs on: tests marked `postgres` are skipped on SQLite, never where PostgreSQL was promised.

On PostgreSQL only what touches a database runs: the rest says the same on both, and has been said on SQLite.
"""

import os

import pytest
from django.conf import settings
from django.test import TransactionTestCase

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}


def pytest_collection_modifyitems(config, items):
    """REQUIRE_POSTGRES=1 (set by `./run test` for PostgreSQL) turns a suite on the wrong database into a failure."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        pure = [item for item in items if not touches_the_database(item)]
        config.hook.pytest_deselected(items=pure)
        items[:] = [item for item in items if touches_the_database(item)]
        return
    if os.environ.get("REQUIRE_POSTGRES") == "1":
        raise pytest.UsageError("REQUIRE_POSTGRES is set, but DATABASE_URL names no PostgreSQL.")
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: ./run test --postgres"))


def touches_the_database(item) -> bool:
    """Does the test ask for a database, by mark, by fixture, or as a Django TestCase?"""
    is_test_case = item.cls is not None and issubclass(item.cls, TransactionTestCase)
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker("postgres")
        or is_test_case
        or DATABASE_FIXTURES & set(item.fixturenames)
    )
