import pytest

from records import secrets
from records.errors import Refused

VALUE = {"name": "样例某", "phone": "13800138000"}
OLD, NEW = "old " * 10, "new " * 10


def test_what_is_sealed_says_nothing_and_opens_with_the_key():
    sealed = secrets.seal(VALUE)
    assert "样例" not in sealed and "138" not in sealed
    assert secrets.unseal(sealed) == VALUE
    assert secrets.seal(VALUE) != sealed  # the same words twice cannot be seen to be the same


def test_another_key_opens_nothing_and_says_so(settings):
    sealed = secrets.seal(VALUE)
    settings.SECRETS_KEYS = [NEW]
    with pytest.raises(Refused, match="密钥"):
        secrets.unseal(sealed)
    with pytest.raises(Refused, match="密钥"):
        secrets.reseal(sealed)


def test_keys_are_changed_by_putting_the_new_one_in_front(settings):
    settings.SECRETS_KEYS = [OLD]
    sealed = secrets.seal(VALUE)
    settings.SECRETS_KEYS = [NEW, OLD]
    assert secrets.unseal(sealed) == VALUE
    again = secrets.reseal(sealed)
    settings.SECRETS_KEYS = [NEW]
    assert secrets.unseal(again) == VALUE


def test_what_was_changed_on_the_way_is_not_opened():
    sealed = secrets.seal(VALUE)
    with pytest.raises(Refused):
        secrets.unseal(sealed[:-4] + "AAAA")
