"""Brings the data of a stack up to date: migrations, static files in production, sample data when asked (--seed)."""

import os
import sys

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def prepare(*, seed: bool) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")
    django.setup()
    for folder in (settings.DATA_DIR, settings.STATIC_ROOT):
        folder.mkdir(parents=True, exist_ok=True)
    if is_behind():
        call_command("migrate", interactive=False, verbosity=1)
    if settings.MODE == "production":
        # viewflow's own pages are not used, and its style sheets name files that it does not ship.
        call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["viewflow"])
    if seed:
        call_command("seed_demo")


def is_behind() -> bool:
    """Whether a migration waits; asking is quicker than `migrate`, which also looks over every model when none does.

    A squashed migration whose parts were applied one by one is noted as applied either way, so that they may go one day.
    """
    executor = MigrationExecutor(connection)
    executor.check_replacements()
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


if __name__ == "__main__":
    prepare(seed="--seed" in sys.argv[1:])
