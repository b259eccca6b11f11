"""Filled databases that are kept in the cluster: one for each size and schema, made when missing, copied for each run."""

import hashlib
import os
import subprocess
import sys
import time

import psycopg

from bench.measuring.peers import fresh_database
from bench.measuring.report import progress
from launch.places import ROOT


def prepared(server: str, name: str, rows: int, what: str) -> str:
    """A fresh copy of the database `bench.NAME.build` fills with so many rows, as a URL."""
    template = f"{name}_{rows}_{_schema(name)}"
    with psycopg.connect(server, autocommit=True) as connection:
        kept = [
            each
            for (each,) in connection.execute(
                "SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{name}\\_%"]
            )
        ]
        for each in kept:
            if each.startswith(f"{name}_{rows}_") and each != template:
                connection.execute(f'DROP DATABASE "{each}"')
        if template not in kept:
            began = time.monotonic()
            progress(f"filling a database with {rows:,} {what} (kept for the next time)")
            url = fresh_database(server, f"filling_{rows}")
            subprocess.run(
                [sys.executable, "-m", f"bench.{name}.build", str(rows)],
                cwd=ROOT,
                env=os.environ | {"DATABASE_URL": url},
                check=True,
                stdout=sys.stderr,
            )
            connection.execute(f'ALTER DATABASE "filling_{rows}" RENAME TO "{template}"')
            progress(f"took {time.monotonic() - began:.0f} s")
    return fresh_database(server, f"run_{name}_{rows}", template)


def _schema(name: str) -> str:
    """What the kept databases depend on: the migrations and the code that fills them."""
    sources = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("plans/*/migrations/*.py"),
        *(ROOT / "bench" / name).glob("[!w]*.py"),
        *(ROOT / "bench" / name).glob("words.py"),
        ROOT / "records" / "search.py",
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources))).hexdigest()[:12]
