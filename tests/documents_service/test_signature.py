"""电子签名 of a real paper: what it shows, that a changed byte breaks it, and that the key opens with its password alone."""

import io

import pikepdf
import pytest
from cryptography.hazmat.primitives.serialization import pkcs12

from documents import printing, signature
from tests.documents import reading
from tests.documents.closing_samples import confirmation


@pytest.fixture
def key(settings, tmp_path):
    settings.SIGNING_KEY, settings.SIGNING_KEY_PASSWORD = str(tmp_path / "key.p12"), "Yangli-2026"
    settings.SIGNING_VISIBLE, settings.SIGNING_TSA, settings.DEMO = False, "", True
    signature._signer.cache_clear()
    yield settings
    signature._signer.cache_clear()


@pytest.fixture(scope="module")
def pdf():
    return printing.printed(kind="closing_confirmation", facts=confirmation().to_json(), draft=False)


def test_a_signed_paper_says_whose_signature_it_bears_and_that_it_is_whole(key, pdf):
    signed, told = signature.sign(pdf, title="整改销号确认单")
    assert told["name"] == signature.SAMPLE and told["sample"] and not told["stamped"]
    assert signature.look(signed) == {
        "name": signature.SAMPLE,
        "digest": told["digest"],
        "sample": True,
        "whole": True,
    }
    assert signature.look(pdf) is None


def test_signing_leaves_text_and_record_as_they_were(key, pdf):
    signed, _told = signature.sign(pdf, title="整改销号确认单")
    assert reading.words(signed) == reading.words(pdf)
    assert reading.embedded(signed)["facts.json"] == reading.embedded(pdf)["facts.json"]


@pytest.mark.parametrize("place", [0.1, 0.5])
def test_one_changed_byte_breaks_the_signature(key, pdf, place):
    signed = bytearray(signature.sign(pdf, title="整改销号确认单")[0])
    signed[int(len(pdf) * place)] ^= 1
    assert signature.look(bytes(signed))["whole"] is False


def test_what_is_added_after_the_signature_is_seen(key, pdf):
    signed, _told = signature.sign(pdf, title="整改销号确认单")
    assert signature.look(signed + b"\n% added")["whole"] is False


def test_a_visible_signature_is_a_line_of_text_on_the_first_page(key, pdf):
    key.SIGNING_VISIBLE = True
    signed, _told = signature.sign(pdf, title="整改销号确认单")
    with pikepdf.open(io.BytesIO(signed)) as document:
        (field,) = document.Root.AcroForm.Fields
        assert field.Rect[2] - field.Rect[0] > 0
    assert signature.look(signed)["whole"] is True


def test_the_key_opens_with_its_password_alone(key, pdf):
    signature.sign(pdf, title="整改销号确认单")
    with open(key.SIGNING_KEY, "rb") as stream:
        kept = stream.read()
    with pytest.raises(ValueError):
        pkcs12.load_key_and_certificates(kept, b"another")
    signature._signer.cache_clear()
    key.SIGNING_KEY_PASSWORD = "another"
    with pytest.raises(signature.NoKey, match="SIGNING_KEY"):
        signature.sign(pdf, title="整改销号确认单")
