"""docker-compose.yml: valid by Debian's docker-compose, and a missing variable stops it with a sentence."""

import os
import re
import shutil
import subprocess
from functools import partial

import pytest

from launch.places import ROOT

VARIABLES = {
    "SITE_HOST": "xianling.example",
    "SECRET_KEY": "long",
    "SECRETS_KEY": "longer",
    "POSTGRES_PASSWORD": "letters1",
    "REDIS_PASSWORD": "letters2",
    "EMAIL_URL": "consolemail://",
}
needs_compose = pytest.mark.skipif(
    not shutil.which("docker-compose") and not os.environ.get("CI"),
    reason="Debian's docker-compose is not installed",
)


@pytest.fixture
def config(tmp_path):
    """docker-compose config with the variables given, and no .env of the machine."""
    (tmp_path / "none.env").touch()
    return partial(compose_config, tmp_path / "none.env")


def compose_config(env_file, *arguments, without=""):
    variables = {name: value for name, value in VARIABLES.items() if name != without}
    path = {"PATH": os.environ["PATH"], "HOME": "/tmp"}
    command = ["docker-compose", "--env-file", str(env_file), "config", *arguments]
    return subprocess.run(command, cwd=ROOT, env=path | variables, capture_output=True, text=True)


@needs_compose
def test_compose_is_valid_and_has_every_part(config):
    done = config("--services")
    assert done.returncode == 0, done.stderr
    workers = {"worker-default", "worker-notify", "worker-pdf"}
    assert set(done.stdout.split()) == {"proxy", "web", "beat", "migrate", "postgres", "redis"} | workers


@needs_compose
@pytest.mark.parametrize("name", sorted(VARIABLES))
def test_compose_says_what_to_set(config, name):
    done = config("-q", without=name)
    assert done.returncode != 0
    assert f"set {name}" in done.stderr


def test_visitors_are_told_apart_behind_the_proxy():
    compose, example = (ROOT / "docker-compose.yml").read_text(), (ROOT / ".env.example").read_text()
    assert "TRUSTED_PROXIES: ${TRUSTED_PROXIES:-1}" in compose
    assert re.search(r"^TRUSTED_PROXIES=1$", example, re.M)


PAPER = {
    "SIGNING_KEY",
    "SIGNING_KEY_PASSWORD",
    "SIGNING_VISIBLE",
    "SIGNING_TSA",
    "SEAL_SERVICE",
    "ACCEPTANCE_CERTIFICATE",
    "NAMING_CERTIFICATE",
}


def test_every_switch_of_papers_can_be_set_in_production():
    compose, example = (ROOT / "docker-compose.yml").read_text(), (ROOT / ".env.example").read_text()
    passed = set(re.findall(r"^    ([A-Z_]+): \$\{\1:-", compose, re.M))
    assert passed >= PAPER and set(re.findall(r"^([A-Z_]+)=", example, re.M)) >= PAPER


def test_compose_variables_are_in_the_example():
    asked = set(re.findall(r"\$\{([A-Z_]+):\?", (ROOT / "docker-compose.yml").read_text()))
    offered = set(re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.M))
    assert asked == set(VARIABLES) and asked <= offered
