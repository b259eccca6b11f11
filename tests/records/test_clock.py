"""演示时钟: a demo's clock may run ahead by whole days; nobody else's does."""

from datetime import timedelta

import pytest

from project.apps import ProjectConfig
from records import clock


@pytest.fixture
def ahead(tmp_path):
    """The file of a demo whose clock is followed until the test ends."""
    yield tmp_path / "days_ahead"
    clock.follow(None)


def test_the_clock_is_ahead_by_the_days_the_file_says(ahead):
    today = clock.today()
    clock.follow(ahead)
    assert clock.today() == today
    ahead.write_text("183")
    assert clock.today() == today + timedelta(days=183)


def test_a_set_clock_is_not_moved(ahead):
    ahead.write_text("183")
    clock.follow(ahead)
    with clock.at(clock.moment_of(clock.today())):
        assert clock.now() == clock.moment_of(clock.today())


@pytest.mark.parametrize(("demo", "days"), [(True, 5), (False, 0)])
def test_only_a_demo_follows_the_file(ahead, settings, demo, days):
    today = clock.today()
    ahead.write_text("5")
    settings.DEMO, settings.DATA_DIR = demo, ahead.parent
    ProjectConfig.create("project").ready()
    assert clock.today() == today + timedelta(days=days)
