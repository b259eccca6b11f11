"""What the engine bench counts is what PostgreSQL itself logged, and ours stays within its promise."""

import re
import sys

import psycopg
import pytest

from bench.engine import STATEMENTS_GOAL
from bench.measuring.peers import start
from launch.postgres import postgres

pytestmark = pytest.mark.processes

STATEMENT = re.compile(r"LOG:  (?:statement|execute [^:]*): (.*)")


@pytest.fixture
def logging_server(open_folder, monkeypatch):
    """A PostgreSQL of our own whose log holds every statement."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with postgres(open_folder) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER ROLE CURRENT_USER SET log_statement = 'all'")
        yield url, open_folder / "postgres.log"


def test_our_lifecycle_is_counted_as_the_server_logs_it_and_within_the_goal(logging_server):
    server, log = logging_server
    ours = start("ours", sys.executable, server)
    try:
        ours.wait_until_ready()
        ours.warm_up(1)
        before = len(STATEMENT.findall(log.read_text()))
        ours.run()
        logged = STATEMENT.findall(log.read_text())[before:]
    finally:
        ours.end()
    assert ours.statements == [len(logged)]
    assert {"BEGIN", "COMMIT"} <= set(logged)
    assert len(logged) <= STATEMENTS_GOAL
