"""`./run faults`: a seed draws the same faults, an armed point kills there and nowhere else, the count sees what is lost or doubled."""

import json
import os
import random
import signal
import subprocess
import sys
from datetime import timedelta
from itertools import islice

import pytest

from bench.faults import breaking, counting, points, visitor
from documents import effects, engine
from documents.models import Document
from launch.places import ROOT
from notifications.models import Notice
from plans.rectifications.models import Matter
from plans.rectifications.operations.matters import answer, raise_matter
from plans.supervision.models import Reminded, ReminderRule
from project.effects import EFFECTS
from records import clock, outbox
from tests.plans import factories
from tests.plans.world import moved_to
from workflows.models import Assignment
from workflows.operations.papers import void_paper


def test_a_seed_draws_the_same_faults_and_each_kind_before_any_comes_again():
    drawn = [list(islice(breaking.kinds(random.Random(7), postgres=False), 90)) for _each in range(2)]
    assert drawn[0] == drawn[1]
    assert drawn[0] != list(islice(breaking.kinds(random.Random(8), postgres=False), 90))
    kinds = set(drawn[0])
    assert (
        len(set(drawn[0][: len(kinds)]))
        == len(kinds)
        == 4 + len(breaking.OTHERS) + len(breaking.OF_SQLITE) + 2 * len(breaking.POINTS)
    )


def test_a_point_names_the_function_that_commits_and_what_it_is_a_part_of():
    def inner():
        return (
            points.committing(),
            points.within("tests.bench.test_faults.test_a_point"),
            points.within("nobody"),
        )

    assert inner() == ("tests.bench.test_faults.inner", True, False)


@pytest.mark.parametrize(("when", "dies"), [("before", True), ("after", True), ("never", False)])
def test_an_armed_point_kills_there_and_is_struck_once(tmp_path, when, dies):
    told = {"name": "records.", "through": "", "when": when, "n": 3}
    (tmp_path / "armed-worker").write_text(json.dumps(told))
    pid = os.fork()
    if pid == 0:
        points.look(tmp_path, "web", "records.outbox._claim", when)  # another process of the stack goes on
        points.look(tmp_path, "worker", "units.views", when)  # and so does another place
        points.look(tmp_path, "worker", "records.outbox._claim", "before" if when == "never" else when)
        os._exit(0)
    status = os.waitpid(pid, 0)[1]
    assert (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL) is dies
    assert (tmp_path / "struck-3").exists() is dies


def test_the_processes_of_the_stack_are_told_apart():
    assert points.role_of(["/x/granian/__main__.py", "--interface"]) == "web"
    assert points.role_of(["celery", "-A", "project", "worker", "-c", "2"]) == "worker"
    assert points.role_of(["manage.py", "shell"]) == "other"


def test_every_commit_is_a_point_in_a_process_with_the_settings_of_faults(tmp_path):
    code = (
        "import sys; sys.argv = ['celery', 'worker']; import django; django.setup()\n"
        "from django.db import connection, transaction\n"
        "with transaction.atomic(): connection.cursor().execute('CREATE TABLE t (n int)')\n"
        "connection.cursor().execute('INSERT INTO t VALUES (1)')\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.faults.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite3'}",
        "DATA_DIR": str(tmp_path),
        "FAULTS": str(tmp_path),
        "MODE": "test",
    }
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True)
    assert sorted((tmp_path / "seen").read_text().splitlines()) == [
        "worker elsewhere after",
        "worker elsewhere before",
    ]


def test_a_form_is_sent_with_what_it_hides():
    text = '<form action="/a/"><input type="hidden" name="t" value="1"></form><form><input type="hidden" name="u" value="2"></form>'
    page = visitor.Page("http://127.0.0.1/x/", 200, text)
    assert visitor.form_of(page, "/a/") == {"t": "1"} and visitor.form_of(page, "") == {"u": "2"}
    with pytest.raises(LookupError):
        visitor.form_of(page, "/b/")


@pytest.fixture
def answered(db, settings, tmp_path):
    """One matter raised and answered, as people do it during the faults."""
    settings.EMAIL_FILE_PATH = str(tmp_path)
    d = factories.make_district()
    matter = raise_matter(d.unit, by=d.liaison, title="演练1之0之1号事项", words="样例")
    answer(Matter.objects.get(pk=matter.pk), by=d.clerk, answer=f"演练1答复{matter.pk}")
    return matter


def told(**done):
    said = {name: [] for name in ("raised", "answered", "reported", "issued", "voided")} | done
    return counting.count(said, 1, {"notice": 0, "delivery": 0})


def counted(**done):
    """What is not nothing."""
    return {what: n for what, n in told(**done)["breaches"].items() if n}


def test_nothing_is_counted_when_all_is_there(answered):
    assert counted(raised=["演练1之0之1号事项"], answered=[f"演练1答复{answered.pk}"]) == {}


def test_what_was_acknowledged_and_is_not_there_is_lost(answered):
    assert counted(raised=["演练1之0之2号事项"], reported=["演练1"], issued=[99]) == {"operations lost": 3}


def test_a_doubled_and_a_missing_notice_are_seen(answered):
    notice = Notice.objects.filter(event="matter.answered").first()
    notice.pk = None
    notice.save()
    assert counted() == {"in-app notices doubled": 1}
    Notice.objects.filter(event="matter.answered").delete()
    assert counted() == {"notices lost": 1}


def test_a_matter_nobody_has_to_sort_out_is_seen(answered):
    Assignment.objects.filter(kind="sort_out").delete()
    assert counted() == {"matters raised that wait for nobody": 1}


def test_a_reminder_that_is_marked_and_was_never_told_is_a_lost_notice(answered):
    tomorrow = clock.today() + timedelta(days=1)
    matter, rule = Assignment.objects.first(), ReminderRule.objects.first()
    Reminded.objects.create(assignment=matter, rule=rule, n=0, on=tomorrow, told=2)
    assert counted() == {"notices lost": 2}


def test_a_paper_of_which_its_unit_never_read_is_a_lost_notice(db, monkeypatch):
    monkeypatch.setattr(engine, "available", lambda: "")
    monkeypatch.setattr(effects.printing, "printed", lambda *, facts, **asked: b"%PDF-1.7")
    moves = moved_to("revising")
    outbox.drain("pdf", EFFECTS)
    paper = Document.objects.filter(subject=moves.plan.key, kind="review_opinion").latest("id")
    void_paper(paper, by=moves.d.records_clerk, reason="演练")
    done = {"issued": [], "voided": [paper.pk]}
    assert counting._papers_not_told(done) == 0
    Notice.objects.filter(event="paper.voided", recipient=moves.d.liaison).delete()
    assert counting._papers_not_told(done) == 1


def test_a_letter_that_left_twice_under_one_id_is_told(answered, tmp_path):
    (tmp_path / "1.log").write_text("Message-ID: <a@x>\n\n---\nMessage-ID:\n <a@x>\n")
    assert told()["told"]["e-mails sent again under the same Message-ID"] == 1


def test_a_full_disk_is_met_where_files_and_pages_are_written(tmp_path):
    """SQLite says so itself; a file that is to be kept is refused with a sentence, and nothing half-written stays."""
    code = (
        "import io, sys; sys.argv = ['celery', 'worker']; import django; django.setup()\n"
        "from django.conf import settings\n"
        "from django.db import OperationalError, connection\n"
        "from records import files\n"
        "from records.errors import Refused\n"
        "write = lambda n: connection.cursor().execute('INSERT INTO t VALUES (%s)', ['x' * n])\n"
        "connection.cursor().execute('CREATE TABLE t (words text)')\n"
        "full = settings.DATA_DIR / 'full-database'; full.touch()\n"
        "try: write(100_000)\n"
        "except OperationalError as error: print(error)\n"
        "full.unlink(); write(100_000)\n"
        "(settings.DATA_DIR / 'full-files').touch()\n"
        "try: files.put(io.BytesIO(b'x'), media_type='text/plain')\n"
        "except Refused as refused: print(refused)\n"
        "print(list(settings.FILES_DIR.rglob('.incoming*')))\n"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "bench.faults.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'a.sqlite3'}",
        "DATA_DIR": str(tmp_path),
        "FAULTS": str(tmp_path),
        "MODE": "test",
    }
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, text=True, capture_output=True
    ).stdout
    assert told.splitlines()[-3:] == [
        "database or disk is full",
        "服务器存储空间已满，文件没有保存，请联系系统管理员后重试。",
        "[]",
    ]
    assert set((tmp_path / "met").read_text().splitlines()) == {
        "no room for the database",
        "no room for a file",
    }
