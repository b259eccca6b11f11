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

    When none does, squashed migrations whose parts were applied one by one are noted as applied, as `migrate` would.
    """
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return True
    executor.check_replacements()
    return False


if __name__ == "__main__":
    prepare(seed="--seed" in sys.argv[1:])
