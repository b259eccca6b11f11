"""House rules that `./run check` looks for by itself."""

import pytest

from launch.house import breaches

BANNED = "_".join(("auto", "now", "add"))  # spelled so that this file does not break the rule it tests


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("units/queries.py", "from django.http import HttpRequest"),
        ("plans/actions/operations/drafting.py", "from django.shortcuts import render"),
        ("workflows/rules.py", "from django.contrib import admin, messages"),
        ("records/models.py", f"    at = models.DateTimeField({BANNED}=True)"),
    ],
)
def test_breaches_are_said_with_the_line(path, line):
    (said,) = breaches(path, f"import os\n{line}\n")
    assert said.startswith(f"{path}:2: ")


@pytest.mark.parametrize(
    "path", ["units/views.py", "units/views/people.py", "project/middleware.py", "tests/units/test_x.py"]
)
def test_pages_may_know_requests(path):
    assert not list(breaches(path, "from django.http import HttpRequest\n"))


def test_long_file_is_a_breach():
    assert not list(breaches("units/queries.py", "x = 1\n" * 400))
    assert list(breaches("units/queries.py", "x = 1\n" * 401))
