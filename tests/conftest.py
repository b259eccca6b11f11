"""What every test has: its own files, a fresh calendar, a clock to set, and seeds that survive real transactions."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.core.management.commands import flush
from django.db import connection, transaction
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
def open_folder():
    """A folder another user can reach, as PostgreSQL must when we are root (pytest's own are closed); gone at the end."""
    with tempfile.TemporaryDirectory(prefix="xianling-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


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
            request.config.stash[SEEDS] = seeds()
        append_only.release(connection)


def seeds() -> list[list]:
    """Every row of a database without a test's own, table by table."""
    models = [
        each for each in apps.get_models(include_auto_created=True) if each._meta.can_migrate(connection)
    ]
    return [rows for model in models if (rows := list(model._base_manager.all()))]


@pytest.fixture(scope="session", autouse=True)
def remember_blocker(request, django_db_blocker):
    """And whoever empties the tables leaves them empty: what `migrate` fills from the models is among the seeds."""
    request.config.stash[BLOCKER] = django_db_blocker
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flush, "emit_post_migrate_signal", lambda *args, **kwargs: None)
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """After a test with real transactions emptied the tables: the seeds and the triggers come back."""
    result = yield
    if wants_real_transactions(item) and nextitem is not None:  # after the last test the database is gone
        with item.config.stash[BLOCKER].unblock():
            ContentType.objects.clear_cache()
            with transaction.atomic():
                for rows in item.config.stash[SEEDS]:
                    type(rows[0])._base_manager.bulk_create(rows)
            append_only.protect(connection)
            connection.close()
    return result
