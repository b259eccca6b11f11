"""What of the settings would be found out only when a paper is printed or sealed; each start says it first."""

from pathlib import Path

from cryptography.hazmat.primitives.serialization import pkcs12
from django.conf import settings
from django.core.checks import Error
from django.utils.module_loading import import_string


def check_signing_key(app_configs, **more) -> list[Error]:
    """SIGNING_KEY is a PKCS#12 file that SIGNING_KEY_PASSWORD opens, with a key and its certificate. The demo makes its own."""
    path = Path(settings.SIGNING_KEY)
    if not settings.SIGNING_KEY or settings.DEMO and not path.exists():
        return []
    password = settings.SIGNING_KEY_PASSWORD.encode()
    try:
        key, certificate, _others = pkcs12.load_key_and_certificates(path.read_bytes(), password)
    except (OSError, ValueError) as error:
        why = f"SIGNING_KEY: {path} cannot be opened with SIGNING_KEY_PASSWORD: {error}"
        return [Error(why, id="documents.E001")]
    if key is None or certificate is None:
        return [Error(f"SIGNING_KEY: {path} holds no key with its certificate", id="documents.E002")]
    return []


def check_seal_service(app_configs, **more) -> list[Error]:
    """SEAL_SERVICE names a class that has `seal` (documents/sealing.py)."""
    if not settings.SEAL_SERVICE:
        return []
    try:
        found = import_string(settings.SEAL_SERVICE)
    except ImportError as error:
        return [Error(f"SEAL_SERVICE: {error}", id="documents.E003")]
    if not callable(getattr(found, "seal", None)):
        return [Error(f"SEAL_SERVICE: {settings.SEAL_SERVICE} has no method seal", id="documents.E004")]
    return []
