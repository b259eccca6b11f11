import os
import subprocess
import sys

import pytest

from project.environment import BASE, Missing, cache, mail, secrets_keys, whole_number


@pytest.mark.parametrize(
    ("url", "backend"),
    [
        ("consolemail://", "console"),
        ("smtp+tls://user:password@mail.example:587", "smtp"),
        ("filemail:////var/mail", "filebased"),
    ],
)
def test_a_mail_address_chooses_its_backend(monkeypatch, url, backend):
    monkeypatch.setenv("EMAIL_URL", url)
    assert mail("EMAIL_URL", "")["EMAIL_BACKEND"] == f"django.core.mail.backends.{backend}.EmailBackend"


@pytest.mark.parametrize(
    ("scheme", "tls", "ssl"), [("smtp", False, False), ("smtp+tls", True, False), ("smtp+ssl", False, True)]
)
def test_a_mail_server_is_spoken_to_as_its_address_says(monkeypatch, scheme, tls, ssl):
    monkeypatch.setenv("EMAIL_URL", f"{scheme}://yang:li%40@mail.example:587")
    said = mail("EMAIL_URL", "")
    assert (said["EMAIL_USE_TLS"], said["EMAIL_USE_SSL"]) == (tls, ssl)
    assert (said["EMAIL_HOST"], said["EMAIL_PORT"]) == ("mail.example", 587)
    assert (said["EMAIL_HOST_USER"], said["EMAIL_HOST_PASSWORD"]) == ("yang", "li@")


def test_an_unknown_mail_address_stops_the_start_with_a_sentence(monkeypatch):
    monkeypatch.setenv("EMAIL_URL", "pigeon://roof")
    with pytest.raises(Missing, match="EMAIL_URL starts with pigeon"):
        mail("EMAIL_URL", "")


def test_a_number_that_is_none_stops_the_start_with_a_sentence(monkeypatch):
    monkeypatch.setenv("UPLOAD_LIMIT_MB", "many")
    with pytest.raises(Missing, match="UPLOAD_LIMIT_MB must be a whole number"):
        whole_number("UPLOAD_LIMIT_MB", 50)


PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "yangli-not-secret",
    "PUBLIC_URL": "https://xianling.example",
    "ALLOWED_HOSTS": "xianling.example",
    "DATABASE_URL": "sqlite:////tmp/yangli.sqlite3",
    "SECRETS_KEY": "yangli-not-secret-0123456789-0123456789",
    "BROKER_URL": "redis://127.0.0.1:6379/0",
}


def started(variables: dict[str, str]) -> subprocess.CompletedProcess:
    """The settings read in a process of their own, with these variables and no others of ours."""
    kept = {name: value for name, value in os.environ.items() if name not in PRODUCTION}
    command = [sys.executable, "-c", "import project.settings"]
    return subprocess.run(
        command, cwd=BASE, env=kept | variables, text=True, capture_output=True, check=False
    )


@pytest.mark.processes
@pytest.mark.parametrize("name", [name for name in PRODUCTION if name != "MODE"])
def test_production_does_not_start_without_a_variable_it_needs(name):
    told = started({key: value for key, value in PRODUCTION.items() if key != name})
    assert told.returncode == 1
    assert told.stderr.startswith(f"{name} is not set: ")
    assert f"未设置环境变量 {name}" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.processes
def test_production_starts_with_what_it_needs():
    told = started(PRODUCTION)
    assert (told.returncode, told.stderr) == (0, "")


def test_keys_for_secrets_are_read_newest_first_and_short_or_missing_ones_stop_the_start(monkeypatch):
    monkeypatch.setenv("SECRETS_KEY", f"{'a' * 40}, {'b' * 40}")
    assert secrets_keys("SECRETS_KEY") == ["a" * 40, "b" * 40]
    for wrong in ("", "short", f"{'a' * 40},short"):
        monkeypatch.setenv("SECRETS_KEY", wrong)
        with pytest.raises(Missing, match="SECRETS_KEY"):
            secrets_keys("SECRETS_KEY")


@pytest.mark.parametrize(
    ("broker", "location"),
    [
        ("redis://:secret@redis:6379/0", "redis://:secret@redis:6379/1"),
        ("rediss://redis.example", "rediss://redis.example/1"),
        ("redis+socket:///run/broker.sock", "unix:///run/broker.sock?db=1"),
    ],
)
def test_cache_stands_on_the_brokers_redis_in_a_database_of_its_own(monkeypatch, broker, location):
    monkeypatch.setenv("BROKER_URL", broker)
    assert cache("BROKER_URL")["LOCATION"] == location


@pytest.mark.parametrize("broker", ["", "amqp://rabbit:5672//", "memory://"])
def test_cache_is_each_process_own_without_redis(monkeypatch, broker):
    monkeypatch.setenv("BROKER_URL", broker)
    assert "locmem" in cache("BROKER_URL")["BACKEND"]
