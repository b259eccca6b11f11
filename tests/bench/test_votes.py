"""The bench of votes counts what it says: a small run on a PostgreSQL of its own, and a report that misses what was missed."""

import json
import os
import subprocess
import sys

import pytest

from bench.measuring.peers import fresh_database
from bench.measuring.report import Report
from bench.votes import ANNOUNCEMENT_GOAL, BALLOT_GOAL, OPENING_GOAL, tell
from launch.places import ROOT
from launch.postgres import postgres

MEASURED = {
    "seconds": [0.01] * 100,
    "wrong": 0,
    "lost": 0,
    "undecided": 0,
    "broken": 0,
    "statements": {"opening": 20, "opening, five members": 20, "a ballot": 10, "announcement": 25},
}


@pytest.mark.processes
@pytest.mark.timeout(900)
def test_small_run_loses_nothing_decides_once_and_stays_within_its_statements(open_folder, monkeypatch):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with postgres(open_folder) as server:
        done = subprocess.run(
            [sys.executable, "-m", "bench.committee.rounds", "2", "8"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": fresh_database(server, "votes")},
            check=True,
            stdout=subprocess.PIPE,
        )
    found = json.loads(done.stdout)
    assert [found[each] for each in ("lost", "wrong", "undecided", "broken")] == [0, 0, 0, 0]
    assert len(found["seconds"]) == 2 * 7
    sent = found["statements"]
    assert sent["a ballot"] <= BALLOT_GOAL and sent["announcement"] <= ANNOUNCEMENT_GOAL
    assert 0 <= sent["opening"] - sent["opening, five members"] <= OPENING_GOAL


def judged(full_size: bool = True, **changed) -> Report:
    report = Report("votes", full_size)
    tell(report, MEASURED | changed)
    return report


@pytest.mark.parametrize(
    "changed",
    [
        {"lost": 1},
        {"wrong": 1},
        {"undecided": 1},
        {"broken": 1},
        {"seconds": [0.01] * 98 + [2.5] * 2},
        {"statements": MEASURED["statements"] | {"a ballot": BALLOT_GOAL + 1}},
        {"statements": MEASURED["statements"] | {"announcement": ANNOUNCEMENT_GOAL + 1}},
        {"statements": MEASURED["statements"] | {"opening": 20 + OPENING_GOAL + 1}},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_is_missed_ends_the_bench_with_a_fault(changed):
    assert judged().ok
    assert not judged(**changed).ok


def test_small_run_is_not_judged():
    assert judged(full_size=False, lost=1).ok
