"""电子签名 of a real paper: what it shows, that a changed byte breaks it, and that the key opens with its password alone."""

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from cryptography.hazmat.primitives.serialization import pkcs12
from PIL import ImageChops
from pyhanko.sign import timestamps

from documents import printing, signature
from tests.documents import reading
from tests.documents.closing_samples import confirmation
from tests.documents.samples import SAMPLES


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


def test_a_self_signed_key_of_the_operator_is_not_called_ours(key, pdf, monkeypatch):
    with monkeypatch.context() as theirs:
        theirs.setattr(signature, "SAMPLE", "示范区机关（样例）自签名")
        signature.make_sample_key(Path(key.SIGNING_KEY), key.SIGNING_KEY_PASSWORD)
    _signed, told = signature.sign(pdf, title="整改销号确认单")
    assert told["name"] == "示范区机关（样例）自签名" and told["sample"] is False


def test_a_time_stamp_authority_is_asked_and_said(key, pdf, monkeypatch):
    key.SIGNING_TSA = "http://tsa.example/"
    asked = []

    def dummy(address):
        asked.append(address)
        signer = signature._signer(str(key.SIGNING_KEY), key.SIGNING_KEY_PASSWORD)
        return timestamps.DummyTimeStamper(signer.signing_cert, signer.signing_key)

    monkeypatch.setattr(timestamps, "HTTPTimeStamper", dummy)
    signed, told = signature.sign(pdf, title="整改销号确认单")
    assert asked == [key.SIGNING_TSA] and told["stamped"] is True
    assert signature.look(signed)["whole"] is True


def picture(pdf: bytes):
    """Page one as it is shown, with what is laid over it."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        return document[0].render(scale=2).to_pil().convert("L")


# One for each kind of page: they end at different heights.
@pytest.mark.parametrize(
    "kind",
    [
        "closing_confirmation",
        "supervision_order",
        "ledger_inspection",
        "certificate",
        "assessment_notice",
        "research_feedback",
    ],
)
def test_a_visible_signature_is_a_line_of_text_where_nothing_else_is(key, kind):
    key.SIGNING_VISIBLE = True
    plain = printing.printed(kind=kind, facts=SAMPLES[kind]().to_json(), draft=False)
    signed, _told = signature.sign(plain, title="样例")
    left, top, right, bottom = ImageChops.difference(picture(signed), picture(plain)).getbbox()
    height = picture(plain).height
    assert left >= 2 * signature.LEFT and right <= 2 * (signature.LEFT + signature.WIDTH)
    assert (
        top >= height - 2 * (signature.BOTTOM + signature.HEIGHT) and bottom <= height - 2 * signature.BOTTOM
    )
    assert right - left > 100 > 2 * (bottom - top)  # a line, not a stamp
    foot = (0, top, picture(plain).width, height)
    assert picture(plain).crop(foot).getextrema() == (255, 255)
    assert signature.look(signed)["whole"] is True


def test_a_visible_signature_says_a_chinese_name_in_embedded_fonts_alone(key, pdf):
    key.SIGNING_VISIBLE = True
    signed, told = signature.sign(pdf, title="整改销号确认单")
    assert f"电子签名：{told['name']}" in reading.words(signature._line(told["name"]))
    with pikepdf.open(io.BytesIO(signed)) as document:
        dictionaries = [each for each in document.objects if isinstance(each, pikepdf.Dictionary)]
        fonts = [each for each in dictionaries if each.get("/Type") == "/Font"]
        drawn = [each for each in fonts if each.get("/Subtype") != "/Type0"]
        assert drawn and all("/FontFile2" in each.FontDescriptor for each in drawn)
        assert all("Xianling" in str(each.BaseFont) for each in fonts)


@pytest.mark.parametrize("name", ["单位", "示范区委员会机关工作委员会电子签名专用" * 4])
def test_a_name_of_any_length_stays_on_its_line(name):
    (line,) = reading.text_lines(signature._line(name), above=0)
    assert all(0 <= left and right <= signature.WIDTH for _sign, left, _bottom, right in line)


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
