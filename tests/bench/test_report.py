"""The table, the JSON object and the exit code of a bench."""

import json

import pytest

from bench.measuring.report import Report, options


def report(*, full_size=True, value=1.0) -> Report:
    it = Report("sample", full_size)
    it.say("told only", 7)
    it.at_most("judged", value, 0.95, "×")
    return it


def test_a_missed_goal_ends_with_1(capsys):
    assert report(value=0.96).finish(as_json=False) == 1
    assert "MISSED" in capsys.readouterr().out


def test_a_goal_that_is_met_exactly_ends_with_0():
    assert report(value=0.95).finish(as_json=False) == 0


@pytest.mark.parametrize(("value", "ended"), [(1.79, 1), (1.8, 0)])
def test_a_figure_that_must_not_be_smaller(value, ended):
    it = Report("sample", full_size=True)
    it.at_least("judged", value, 1.8, "×")
    assert it.finish(as_json=False) == ended


def test_goals_are_not_judged_at_a_smaller_size():
    small = report(full_size=False, value=5)
    assert small.finish(as_json=False) == 0
    assert small.rows[-1].ok is None


def test_what_could_not_be_measured_is_a_miss():
    it = report(value=0.5)
    it.missed("ours", "not run")
    assert it.finish(as_json=False) == 1


def test_json_is_one_object_and_nothing_else(capsys):
    report(value=0.5).finish(as_json=True)
    told = json.loads(capsys.readouterr().out)
    assert told["bench"] == "sample" and told["ok"] is True
    assert told["rows"][1] == {"what": "judged", "value": 0.5, "unit": "×", "goal": "≤ 0.95", "ok": True}


@pytest.mark.parametrize(
    ("arguments", "size", "full"),
    [
        ([], 100, True),
        (["--small"], 5, False),
        (["--rounds", "120"], 120, True),
        (["--rounds", "99"], 99, False),
    ],
)
def test_goals_are_judged_from_the_full_size_on(arguments, size, full):
    chosen = options("sample", arguments, rounds=(100, 5))
    assert (chosen.rounds, chosen.full_size) == (size, full)
