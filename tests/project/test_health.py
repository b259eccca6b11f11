import ast
import operator
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import OperationalError
from django.urls import reverse

from launch.places import ROOT
from project import pulse, tasks
from project.celery import app
from project.effects import EFFECTS
from records import clock, outbox
from records.enums import OutboxState
from records.models import Heartbeat, Outbox

pytestmark = pytest.mark.django_db


def health(client):
    answer = client.get(reverse("healthz"))
    return answer.status_code, answer.json()


def test_health_needs_no_log_in_and_writes_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(3) as statements:
        status, told = health(client)
    assert status == 200 and told["ok"]
    assert all(each["sql"].startswith("SELECT") for each in statements.captured_queries)


@pytest.mark.parametrize(("seconds", "status"), [(119, 200), (121, 503)])
def test_health_is_red_when_work_has_waited_too_long(client, clock_at, seconds, status):
    clock_at(clock.now())
    outbox.put("mail:1", "mail.send", {}, due=clock.now() - timedelta(seconds=seconds))
    assert health(client)[0] == status


@pytest.mark.parametrize(("seconds", "status"), [(119, 200), (121, 503)])
def test_health_is_red_when_the_sweep_no_longer_runs_and_nothing_is_ever_due(
    client, clock_at, seconds, status
):
    clock_at(clock.now())
    Heartbeat.objects.create(name="remind", at=clock.now() - timedelta(seconds=seconds))
    assert health(client)[0] == status


def test_health_is_red_when_work_fails_again_and_again(client, clock_at):
    clock_at(began := clock.now())
    outbox.put("bad", "no.such.kind", {})
    for seconds in (0, 3, 10, 30, 60, 121):
        clock_at(began + timedelta(seconds=seconds))
        outbox.drain("default", EFFECTS)
    assert Outbox.objects.get().due > clock.now()  # not its turn, and late all the same
    assert health(client)[0] == 503
    Outbox.objects.update(state=OutboxState.DEAD)
    outbox.again("bad", dead=True)
    assert health(client)[0] == 200


def test_work_that_is_done_or_not_yet_due_does_not_count(client):
    outbox.put("later", "mail.send", {}, due=clock.now() + timedelta(hours=1))
    assert health(client)[0] == 200


def test_health_is_red_when_the_database_is_away(client, monkeypatch):
    def away():
        raise OperationalError("connection refused")

    monkeypatch.setattr(outbox, "oldest_due", away)
    status, told = health(client)
    assert status == 503 and "unavailable" in told["database"]


def test_health_says_when_pdf_is_unavailable_and_stays_green(client, monkeypatch):
    monkeypatch.setattr("documents.engine.available", lambda: "无法生成PDF：系统缺少字库。")
    status, told = health(client)
    assert status == 200 and "字库" in told["pdf"]


def test_the_tasks_drain_their_queue_and_leave_a_heartbeat():
    outbox.put("unknown", "no.such.kind", {}, queue="notify")
    assert tasks.drain("notify") == 0
    assert Outbox.objects.get().attempts == 1
    tasks.remind()
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"worker-notify", "remind"}


def test_the_beat_leaves_a_heartbeat_of_its_own_and_minds_no_database_that_is_away(monkeypatch):
    assert app.conf.beat_scheduler == f"{pulse.Scheduler.__module__}:{pulse.Scheduler.__qualname__}"
    monkeypatch.setattr(pulse.connection, "close", lambda: None)
    scheduler = object.__new__(pulse.Scheduler)
    scheduler.pulse()
    assert set(Heartbeat.objects.values_list("name", flat=True)) == {"beat"}
    Heartbeat.objects.all().delete()
    scheduler.pulse()  # at most every few seconds
    assert not Heartbeat.objects.exists()

    def away(name):
        raise OperationalError("connection refused")

    monkeypatch.setattr(tasks, "beat", away)
    scheduler._said = float("-inf")
    scheduler.pulse()


def kinds_put_down() -> set[str]:
    """Every kind the product puts into the outbox, read from the calls themselves."""
    found = set()
    for package in ("records", "units", "notifications", "documents", "workflows", "plans", "project"):
        for path in sorted((ROOT / package).rglob("*.py")):
            calls = [each for each in ast.walk(ast.parse(path.read_text())) if isinstance(each, ast.Call)]
            named = {ast.unparse(kind) for call in calls for kind in kinds_of(call)}
            if named:
                module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
                found |= {operator.attrgetter(name)(module) for name in named}
    return found


def kinds_of(call: ast.Call) -> list[ast.expr]:
    """`outbox.put(key, KIND, …)` or a row `Outbox(kind=KIND, …)` for `put_many`; of `A if … else B` both."""
    called = ast.unparse(call.func)
    if called == "outbox.put":
        kind = call.args[1]
    elif called == "Outbox":
        kind = next(each.value for each in call.keywords if each.arg == "kind")
    else:
        return []
    own = isinstance(kind, ast.Name) and kind.id == "kind"  # put() hands its own parameter on
    if own:
        return []
    return [kind.body, kind.orelse] if isinstance(kind, ast.IfExp) else [kind]


def test_every_kind_of_work_has_an_effect():
    assert set(EFFECTS) == kinds_put_down()
