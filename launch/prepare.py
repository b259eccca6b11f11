"""Brings the data of a stack up to date: migrations, static files in production, sample data when asked (--seed)."""

import sys

import django
from django.conf import settings
from django.core.management import call_command


def prepare(*, seed: bool) -> None:
    django.setup()
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=1)
    if settings.MODE == "production":
        call_command("collectstatic", interactive=False, verbosity=0)
    if seed:
        call_command("seed_demo")


if __name__ == "__main__":
    prepare(seed="--seed" in sys.argv[1:])
