"""A worker process of the engine bench: one library, one database, lifecycles on demand.

It reads {"run": n} and answers {"ms": [...], "statements": [...]}, a line each, until its input ends.
Only Django, psycopg and the peer's own library may be imported here: each peer has its own environment.
"""

import json
import os
import sys
import time
from urllib.parse import unquote, urlsplit

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from bench.measuring.statements import Statements

VOTERS = 5


def database() -> dict:
    """Django's settings for the PostgreSQL that BENCH_DATABASE_URL names."""
    url = urlsplit(os.environ["BENCH_DATABASE_URL"])
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path.lstrip("/"),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": url.hostname or "",
        "PORT": url.port or "",
        "CONN_MAX_AGE": None,
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def configure(*own_apps: str, **more) -> None:
    """Django with the apps of a peer, and its tables."""
    settings.configure(
        SECRET_KEY="bench",
        DATABASES={"default": database()},
        INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", *own_apps],
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
        **more,
    )
    django.setup()
    settings.MIGRATION_MODULES = {
        app.label: None for app in apps.get_app_configs()
    }  # tables as the models say
    call_command("migrate", run_syncdb=True, verbosity=0)


def people(user_model) -> dict:
    """The clerk who drafts and executes, the head who submits and accepts, and the five who vote."""
    names = ["clerk", "head", *(f"voter{n}" for n in range(1, VOTERS + 1))]
    return {name: user_model.objects.get_or_create(username=name)[0] for name in names}


def serve(lifecycle) -> None:
    """Answer requests on stdin with what `lifecycle()` cost, run so many times."""
    print(json.dumps({"ready": True}), flush=True)
    for line in sys.stdin:
        spent, statements = [], []
        for _ in range(json.loads(line)["run"]):
            with Statements(connection) as counted:
                began = time.perf_counter()
                lifecycle()
                spent.append((time.perf_counter() - began) * 1000)
            statements.append(counted.total)
        print(json.dumps({"ms": spent, "statements": statements}), flush=True)
