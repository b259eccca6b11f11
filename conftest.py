"""Which database the suite runs on: tests marked `postgres` are skipped on SQLite, never where PostgreSQL was promised.

On PostgreSQL only what touches a database runs, and not what looks at the words and links of every page: both say the
same on both, and have been said on SQLite.
"""

import os

import pytest
from django.conf import settings
from django.test import TransactionTestCase

SAID_ON_SQLITE = (
    "tests/locale/",
    "tests/project/test_urls.py",
    "tests/test_addresses.py",
    "tests/test_gets.py",
)
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
    """Does the test ask for a database, by mark, by fixture, or as a Django TestCase, for more than the words of pages?"""
    if item.nodeid.startswith(SAID_ON_SQLITE):
        return False
    is_test_case = item.cls is not None and issubclass(item.cls, TransactionTestCase)
    return bool(
        item.get_closest_marker("django_db")
        or item.get_closest_marker("postgres")
        or is_test_case
        or DATABASE_FIXTURES & set(item.fixturenames)
    )
