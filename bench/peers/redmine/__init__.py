"""Redmine as Debian packages it, over a database of the same texts: a copy of the application below .runtime/bench/redmine.

Root installs it with `apt-get install --no-install-recommends redmine redmine-pgsql puma` (dbconfig may be refused);
nothing of the installed one is changed, and its web processes listen on loopback only.
"""

import contextlib
import http.client
import os
import re
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg

from bench.measuring.report import progress
from launch.kin import dies_with_parent
from launch.places import RUNTIME, free_port

INSTALLED, FOLDER = Path("/usr/share/redmine"), RUNTIME / "bench" / "redmine"
ROW = b'<tr id="issue-'
# Everybody in it may see everything: the list is that of an administrator, as ours is that of the office.
SCHEMA = """
UPDATE users SET must_change_passwd = false;
INSERT INTO settings (name, value) VALUES ('per_page_options', '50,100'), ('issues_export_limit', '1000000');
INSERT INTO projects (name, identifier, is_public, status, lft, rgt, created_on, updated_on)
    SELECT '样例单位' || n, 'u' || n, true, 1, 2 * n, 2 * n + 1, now(), now() FROM generate_series(1, 500) n;
INSERT INTO enabled_modules (project_id, name) SELECT id, 'issue_tracking' FROM projects;
INSERT INTO projects_trackers (project_id, tracker_id) SELECT p.id, t.id FROM projects p, trackers t;
"""
ISSUES = """COPY issues (id, tracker_id, project_id, subject, description, status_id, priority_id, author_id, start_date,
    due_date, done_ratio, created_on, updated_on, root_id, lft, rgt) FROM STDIN"""


def missing() -> str:
    """Why Redmine cannot run here; '' when it can."""
    if not (INSTALLED / "config.ru").exists() or not shutil.which("puma"):
        return "root installs it: apt-get install --no-install-recommends redmine redmine-pgsql puma"
    return ""


@contextlib.contextmanager
def served(server: str, stock: str, rows: int, *, processes: int, threads: int) -> Iterator[int]:
    """Redmine with the first `rows` items of the database `stock` as its issues; the port it answers on."""
    database = f"redmine_{rows}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{database}"')
        connection.execute(f'CREATE DATABASE "{database}"')
    _copy(server, database)
    progress(f"Redmine: its tables and {rows:,} issues")
    for task in ("db:migrate", "redmine:load_default_data"):
        _rails(["rake", task], stdout=subprocess.DEVNULL, check=True)
    _fill(urlsplit(server)._replace(path=f"/{database}").geturl(), stock, rows)
    port = free_port()
    argv = ["puma", "-e", "production", "-w", str(processes), "-t", f"{threads}:{threads}"]
    with (FOLDER / "web.log").open("ab") as log:
        process = subprocess.Popen(
            ["bundle", "exec", *argv, "-b", f"tcp://127.0.0.1:{port}"],
            cwd=FOLDER / "app", env=_variables(), stdout=log, stderr=log, preexec_fn=dies_with_parent(),
        )  # fmt: skip
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(30)


def logged_in(port: int) -> str:
    """The cookie of its administrator, whose password is the one it comes with."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/login")
    answer = connection.getresponse()
    token = re.search(rb'name="authenticity_token" value="([^"]+)"', answer.read())[1].decode()
    cookie = answer.getheader("Set-Cookie").split(";")[0]
    form = urlencode({"authenticity_token": token, "username": "admin", "password": "admin"})
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/login", form, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    if answer.status != 302:
        raise SystemExit(f"Redmine let nobody in: {answer.status}")
    return answer.getheader("Set-Cookie").split(";")[0]


def filtered(project: int, status: int, word: str) -> str:
    """Its list of one project's issues in one status that say a word in their description."""
    asked = [
        ("set_filter", 1),
        ("per_page", 50),
        ("f[]", "status_id"),
        ("op[status_id]", "="),
        ("v[status_id][]", status),
    ]
    asked += [("f[]", "description"), ("op[description]", "~"), ("v[description][]", word)]
    return f"/projects/u{project}/issues?{urlencode(asked)}"


WHOLE = "/issues?" + urlencode([("set_filter", 1), ("per_page", 50), ("f[]", "")])
EXPORT = "/issues.csv?" + urlencode(
    [("set_filter", 1), ("f[]", ""), ("c[]", "all_inline"), ("encoding", "UTF-8")]
)


def _copy(server: str, database: str) -> None:
    """A copy of the application with a configuration of its own."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    shutil.copytree(INSTALLED, FOLDER / "app", ignore=shutil.ignore_patterns("instances", "*.lock"))
    for name in ("config", "log", "tmp", "files"):
        (FOLDER / "app" / "instances" / "default" / name).mkdir(parents=True)
    (FOLDER / "app" / "Gemfile.local").write_text('gem "puma"\n')
    own, url = FOLDER / "app" / "instances" / "default" / "config", urlsplit(server)
    (own / "secret_key.txt").write_text(secrets.token_hex(64))
    said = {
        "adapter": "postgresql", "encoding": "utf8", "database": database,
        "host": url.hostname, "port": url.port, "username": url.username, "password": url.password,
    }  # fmt: skip
    text = "production:\n" + "".join(f'  {name}: "{value}"\n' for name, value in said.items() if value)
    (own / "database.yml").write_text(text)
    (own / "database.yml").chmod(0o600)


def _fill(database: str, stock: str, rows: int) -> None:
    """The same texts, limits and percentages; a status for each of our lights' sorts."""
    asked = """SELECT id, 1 + mod(id, 500), title, problem, 1 + mod(id, 6), issued_on, due, percent FROM rectifications_item
        ORDER BY id LIMIT %s"""
    with psycopg.connect(database, autocommit=True) as into, psycopg.connect(stock) as source:
        into.execute(SCHEMA)
        (author,) = into.execute("SELECT id FROM users WHERE login = 'admin'").fetchone()
        first = {
            name: into.execute(f"SELECT min(id) FROM {name}").fetchone()[0]
            for name in ("trackers", "projects")
        }
        priority = into.execute("SELECT min(id) FROM enumerations WHERE type = 'IssuePriority'").fetchone()[0]
        with source.cursor("items") as items, into.cursor() as cursor, cursor.copy(ISSUES) as copy:
            for pk, project, title, problem, status, start, due, percent in items.execute(asked, [rows]):
                copy.write_row(
                    (pk, first["trackers"], first["projects"] + project - 1, title[:255], problem, status, priority,
                     author, start, due, percent, start, start, pk, 1, 2)
                )  # fmt: skip
        into.execute("VACUUM ANALYZE")


def _variables() -> dict[str, str]:
    left_out = ("DATABASE_URL", "RAILS_RELATIVE_URL_ROOT", "X_DEBIAN_SITEID", "REDMINE_INSTANCE")
    own = {name: value for name, value in os.environ.items() if name not in left_out}
    return own | {"RAILS_ENV": "production", "REDMINE_LANG": "zh"}


def _rails(words: list[str], **more) -> None:
    subprocess.run(["bundle", "exec", *words], cwd=FOLDER / "app", env=_variables(), **more)


def _wait_for(port: int, process: subprocess.Popen) -> None:
    limit = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < limit:
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/login")
            if connection.getresponse().status == 200:
                return
        time.sleep(0.3)
    raise SystemExit("Redmine did not start: see .runtime/bench/redmine/web.log")
