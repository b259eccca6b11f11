"""密存: what people confide is kept sealed, so that the database, its dump and its log say nothing without the key.

Fernet (AES and HMAC); the keys are a setting, never in the database. The first seals, every one opens: for a change of
keys the new one is put in front of the old, everything is sealed again (`manage.py reseal_secrets`), the old one goes.
"""

import base64
import hashlib
import json

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.translation import gettext as _

from .errors import Refused


def seal(value) -> str:
    """Plain JSON data as a text that only a holder of the key can read."""
    return _keys().encrypt(json.dumps(value, ensure_ascii=False).encode()).decode("ascii")


def unseal(text: str):
    """What was sealed. Refused when none of the keys opens it."""
    try:
        return json.loads(_keys().decrypt(text.encode("ascii")))
    except InvalidToken as error:
        raise Refused(_("保密内容无法解读：密钥与当时的不符，请联系系统管理员。")) from error


def reseal(text: str) -> str:
    """The same content, sealed with the first key."""
    try:
        return _keys().rotate(text.encode("ascii")).decode("ascii")
    except InvalidToken as error:
        raise Refused(_("保密内容无法解读：密钥与当时的不符，请联系系统管理员。")) from error


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(_key(each)) for each in settings.SECRETS_KEYS])


def _key(words: str) -> bytes:
    """A key of the right length from whatever long random text the administrator has set."""
    return base64.urlsafe_b64encode(hashlib.sha256(b"xianling.secrets:" + words.encode()).digest())
