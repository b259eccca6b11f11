"""Which database the suite runs on: tests marked `postgres` are skipped on SQLite, never where PostgreSQL was promised."""

import os

import pytest
from django.conf import settings


def pytest_collection_modifyitems(items):
    """REQUIRE_POSTGRES=1 (set by `./run test` and CI) turns a suite on the wrong database into a failure."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    if os.environ.get("REQUIRE_POSTGRES") == "1":
        raise pytest.UsageError("REQUIRE_POSTGRES is set, but DATABASE_URL names no PostgreSQL.")
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: ./run test --postgres"))
