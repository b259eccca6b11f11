"""What every test has: its own files, a fresh calendar, a clock to set, and seeds that survive real transactions."""

from datetime import date

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import translation

from records import append_only, clock, workdays
from units import queries

BLOCKER, SEEDS = pytest.StashKey(), pytest.StashKey()


@pytest.fixture(autouse=True)
def own_surroundings(settings, tmp_path):
    """Files go to the test's folder; nothing remembered from another test."""
    settings.FILES_DIR = tmp_path / "files"
    workdays.forget()
    queries.forget()
    cache.clear()
    with translation.override("zh-hans"):
        yield


@pytest.fixture
def clock_at():
    """`clock_at(moment)` sets the one clock until the test ends; again to move it on."""
    opened = []

    def move(moment):
        if opened:
            opened.pop().__exit__(None, None, None)
        context = clock.at(moment)
        context.__enter__()
        opened.append(context)

    yield move
    while opened:
        opened.pop().__exit__(None, None, None)


@pytest.fixture
def at_work(clock_at):
    """It is ten on a Monday morning: reminders may leave."""
    clock_at(clock.moment_of(date(2026, 11, 23), 10))


def wants_real_transactions(item) -> bool:
    marker = item.get_closest_marker("django_db")
    asked = bool(marker and (marker.kwargs.get("transaction") or (marker.args and marker.args[0])))
    return asked or bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))


@pytest.fixture(autouse=True)
def append_only_lifted(request):
    """Such a test ends by emptying every table, which the append-only triggers would refuse."""
    if wants_real_transactions(request.node):
        request.getfixturevalue("transactional_db")
        if SEEDS not in request.config.stash:
            request.config.stash[SEEDS] = connection.creation.serialize_db_to_string()
        append_only.release(connection)


@pytest.fixture(scope="session", autouse=True)
def remember_blocker(request, django_db_blocker):
    request.config.stash[BLOCKER] = django_db_blocker


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """After a test with real transactions emptied the tables: the seeds and the triggers come back."""
    result = yield
    if wants_real_transactions(item) and nextitem is not None:  # after the last test the database is gone
        with item.config.stash[BLOCKER].unblock():
            append_only.release(connection)
            call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
            ContentType.objects.clear_cache()
            connection.creation.deserialize_db_from_string(item.config.stash[SEEDS])
            append_only.protect(connection)
            connection.close()
    return result
