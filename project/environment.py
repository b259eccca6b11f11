"""The environment, typed: every variable the software reads, and the sentence said when one is missing."""

import os
import re
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import dj_email_url
from environs import Env, EnvError

BASE = Path(__file__).resolve().parent.parent

env = Env()

MAIL_SCHEMES = {
    "consolemail": ("console", {}),
    "filemail": ("file", {}),
    "smtp": ("smtp", {}),
    "smtp+tls": ("smtp", {"EMAIL_USE_TLS": True}),
    "smtp+ssl": ("smtp", {"EMAIL_USE_SSL": True}),
}
MODES = ("production", "demo", "test")
BROKER_SECONDS = 0.2  # the longest a page may wait for it


class Missing(SystemExit):
    """A variable without which the software must not start; the message says what to set."""


def required(name: str, hint: str) -> str:
    """The value of `name`; stops the start with a sentence when it is not set."""
    value = os.environ.get(name, "")
    if not value:
        raise Missing(f"{name} is not set: {hint}. / 未设置环境变量 {name}:{hint}")
    return value


def mode() -> str:
    """production, demo or test; anything else stops the start."""
    value = os.environ.get("MODE", "production")
    if value not in MODES:
        raise Missing(f"MODE is {value!r}: set it to one of {', '.join(MODES)}.")
    return value


def whole_number(name: str, default: int) -> int:
    """The integer in `name`; stops the start with a sentence when it is not one."""
    try:
        return env.int(name, default)
    except EnvError as error:
        raise Missing(f"{name} must be a whole number: {error}") from error


def cache(name: str) -> dict:
    """Django's cache: on the broker's Redis or Valkey, so that all processes count together; else each for itself.

    A database of its own, number 1: what empties the cache must not empty the queues.
    """
    url = urlsplit(os.environ.get(name, ""))
    if url.scheme == "redis+socket":
        location = f"unix://{url.path}?db=1"
    elif url.scheme in {"redis", "rediss"}:
        location = urlunsplit(url._replace(path="/1"))
    else:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": location,
        "OPTIONS": {"socket_timeout": BROKER_SECONDS, "socket_connect_timeout": BROKER_SECONDS},
    }


def mail(name: str, default: str) -> dict:
    """The mail settings of an address such as smtp+tls://user:password@host:587 or consolemail://; stops at an unknown one."""
    scheme, _colon, rest = os.environ.get(name, default).partition(":")
    if scheme not in MAIL_SCHEMES:
        raise Missing(
            f"{name} starts with {scheme}: use one of {', '.join(f'{each}://' for each in MAIL_SCHEMES)}."
        )
    known, encrypted = MAIL_SCHEMES[scheme]
    parsed = dj_email_url.parse(f"{known}:{rest}")
    return {key: value for key, value in parsed.items() if key.isupper()} | encrypted


DOMAIN = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


def domains(name: str) -> list[str]:
    """The mail domains in `name`, comma separated; stops the start when one is none."""
    found = [each.strip().lower() for each in os.environ.get(name, "").split(",") if each.strip()]
    if wrong := [each for each in found if not DOMAIN.fullmatch(each)]:
        raise Missing(f"{name} names {', '.join(wrong)}: list domains such as audit.example, with commas.")
    return found


SHORTEST_KEY = 32


def secrets_keys(name: str) -> list[str]:
    """The keys in `name`, comma separated, the newest first; stops the start when one could be guessed."""
    hint = "a long random text that seals who complained, kept for ever; for a change of keys: the new one, a comma, the old one"
    keys = [key.strip() for key in required(name, hint).split(",") if key.strip()]
    if not keys or min(map(len, keys)) < SHORTEST_KEY:
        raise Missing(f"{name} must be at least {SHORTEST_KEY} characters long: {hint}.")
    return keys
