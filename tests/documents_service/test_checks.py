"""A key that cannot be opened, or a service that there is not, is said when the software starts."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12
from django.core import checks as django_checks

from documents import checks, signature

SAMPLE = "tests.documents_service.sample_seal"


@pytest.fixture
def key(settings, tmp_path):
    settings.SIGNING_KEY, settings.SIGNING_KEY_PASSWORD = str(tmp_path / "key.p12"), "Yangli-2026"
    settings.DEMO = False
    return Path(settings.SIGNING_KEY)


def told(check) -> list[str]:
    return [each.id for each in check(None)]


def test_they_are_registered():
    registered = django_checks.registry.registry.get_checks()
    assert {checks.check_signing_key, checks.check_seal_service} <= set(registered)


def test_a_key_that_opens_is_well_and_none_at_all_too(key, settings):
    signature.make_sample_key(key, settings.SIGNING_KEY_PASSWORD)
    assert told(checks.check_signing_key) == []
    settings.SIGNING_KEY = ""
    assert told(checks.check_signing_key) == []


def test_a_key_that_is_missing_broken_or_shut_is_said(key, settings):
    assert told(checks.check_signing_key) == ["documents.E001"]
    key.write_bytes(b"no key")
    assert told(checks.check_signing_key) == ["documents.E001"]
    key.unlink()
    signature.make_sample_key(key, "another")
    (error,) = checks.check_signing_key(None)
    assert error.id == "documents.E001" and str(key) in error.msg and "another" not in error.msg


def test_a_key_without_its_certificate_is_said(key, settings):
    settings.SIGNING_KEY_PASSWORD = ""
    alone = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    key.write_bytes(pkcs12.serialize_key_and_certificates(b"", alone, None, None, NoEncryption()))
    assert told(checks.check_signing_key) == ["documents.E002"]


def test_the_demo_makes_its_key_when_it_is_needed(key, settings):
    settings.DEMO = True
    assert told(checks.check_signing_key) == []


@pytest.mark.parametrize(
    ("service", "says"),
    [
        ("", []),
        (f"{SAMPLE}.SampleSeal", []),
        (f"{SAMPLE}.Nothing", ["documents.E003"]),
        ("nowhere.Seal", ["documents.E003"]),
        (f"{SAMPLE}.Asked", ["documents.E004"]),
    ],
)
def test_a_service_that_there_is_not_is_said(settings, service, says):
    settings.SEAL_SERVICE = service
    assert told(checks.check_seal_service) == says
