"""电子签名: the PDF is signed with the operator's own key (PAdES), so that a later change of any byte shows.

It proves that the file has not been changed since this key signed it, nothing else: it is no seal and says nothing of
who may issue what. Without a key nothing is signed and nothing is said.
"""

import datetime
import functools
import hashlib
import io
import os
import tempfile
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID
from django.conf import settings
from django.utils.html import escape
from pyhanko.pdf_utils import layout
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko.stamp import StaticStampStyle

from records import clock

from . import engine

FIELD = "XianlingSignature"
ROOM = 6 * 1024  # bytes of a signature beside its certificates: attributes and the signature itself
SAMPLE = "先领演示签名（样例，自签名）"
# Where a visible signature stands, in points: below whatever any paper has in its foot, on sheets of every size.
LEFT, BOTTOM, WIDTH, HEIGHT = 79, 10, 430, 11
PLACE = fields.SigFieldSpec(FIELD, on_page=0, box=(LEFT, BOTTOM, LEFT + WIDTH, BOTTOM + HEIGHT))


class NoKey(RuntimeError):
    """The key cannot be read; the message is for whoever runs the software."""


def configured() -> bool:
    """Has the operator given a key (SIGNING_KEY)?"""
    return bool(settings.SIGNING_KEY)


def sign(pdf: bytes, *, title: str) -> tuple[bytes, dict]:
    """The signed PDF, and what is kept of the signature: whose certificate, its digest, whether it was made here."""
    signer = _signer(str(settings.SIGNING_KEY), settings.SIGNING_KEY_PASSWORD)
    stamper = timestamps.HTTPTimeStamper(settings.SIGNING_TSA) if settings.SIGNING_TSA else None
    told = _told(signer.signing_cert)
    asked = signers.PdfSignatureMetadata(
        field_name=FIELD,
        reason=title,
        name=told["name"],
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm="sha256",
    )
    out = io.BytesIO()
    visible = settings.SIGNING_VISIBLE
    signers.PdfSigner(
        asked,
        signer,
        timestamper=stamper,
        # Without a style of our own the library draws a rubber stamp.
        stamp_style=_style(told["name"]) if visible else None,
        new_field_spec=PLACE if visible else None,
    ).sign_pdf(
        IncrementalPdfFileWriter(io.BytesIO(pdf)),
        output=out,
        # Without it everything is signed once more beforehand, only to see how long it gets; a stamp may be any length.
        bytes_reserved=None if stamper else signer.room,
    )
    return out.getvalue(), told | {"stamped": bool(stamper)}


def look(pdf: bytes) -> dict | None:
    """What the signature inside a PDF says: `whole` (nothing was changed or added since), `name`, `digest`; None without one.

    Whether the certificate is to be trusted is not asked: nobody here could say.
    """
    try:
        found = PdfFileReader(io.BytesIO(pdf)).embedded_signatures
        if not found:
            return None
        last = found[-1]
        last.compute_integrity_info(skip_diff=True)
        intact, valid = validate_sig_integrity(
            last.signer_info, last.signer_cert, "data", last.compute_digest()
        )
        covers = last.coverage == SignatureCoverageLevel.ENTIRE_FILE
        return _told(last.signer_cert) | {"whole": intact and valid and covers}
    except (PdfError, SignatureValidationError, ValueError, KeyError, TypeError) as error:
        return {"name": "", "digest": "", "sample": False, "whole": False, "error": str(error)}


class Line(PdfContent):
    """A visible signature (SIGNING_VISIBLE): one line of text in the foot of page one, set in the fonts of the papers and
    embedded as theirs are. It must never look like a seal."""

    def __init__(self, name: str):
        super().__init__(box=layout.BoxConstraints(width=WIDTH, height=HEIGHT))
        self.name = name

    def render(self) -> bytes:
        """The line, printed as a page of its own."""
        printed = PdfFileReader(io.BytesIO(_line(self.name)))
        self.resources.xobject["/Line"] = self.writer.import_page_as_xobject(printed)
        return b"/Line Do"


@functools.lru_cache(4)
def _line(name: str) -> bytes:
    words = escape(f"电子签名：{name}")
    page = (
        '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"></head>'
        f'<body class="signed-line"><p>{words}</p></body></html>'
    )
    return engine.render(page, title="电子签名", record=None)


def _style(name: str) -> StaticStampStyle:
    plain = layout.SimpleBoxLayoutRule(layout.AxisAlignment.ALIGN_MIN, layout.AxisAlignment.ALIGN_MIN)
    return StaticStampStyle(background=Line(name), background_layout=plain, border_width=0)


class Signer(signers.SimpleSigner):
    """pyHanko reads the key anew for each signature, and proves its primes each time: half of what signing costs."""

    @functools.cached_property
    def key(self):
        """The key, read once."""
        return serialization.load_der_private_key(self.signing_key.dump(), password=None)

    @functools.cached_property
    def room(self) -> int:
        """Hexadecimal digits that the signature takes with its certificates, and some to spare."""
        certificates = {each.dump() for each in (self.signing_cert, *self.cert_registry)}
        return 2 * (ROOM + sum(len(each) for each in certificates))

    def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
        """The usual case by the key that is at hand; what is rarer, as the library does it."""
        plain = self.signing_key.algorithm == "rsa" and not self.prefer_pss and digest_algorithm == "sha256"
        if plain:
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return super().sign_raw(data, digest_algorithm)


@functools.lru_cache(1)
def _signer(path: str, password: str) -> Signer:
    """Read once a process: opening the key costs more than signing."""
    if settings.DEMO and not Path(path).exists():
        make_sample_key(Path(path), password)
    read = signers.SimpleSigner.load_pkcs12(path, passphrase=password.encode())
    if read is None:
        raise NoKey(f"SIGNING_KEY: {path} is not a PKCS#12 file that SIGNING_KEY_PASSWORD opens")
    return Signer(
        signing_cert=read.signing_cert, signing_key=read.signing_key, cert_registry=read.cert_registry
    )


def _told(certificate) -> dict:
    name = certificate.subject.native.get("common_name", certificate.subject.human_friendly)
    return {
        "name": name,
        "digest": hashlib.sha256(certificate.dump()).hexdigest(),
        "sample": certificate.self_issued
        and name == SAMPLE,  # made here; an operator's own may be self-signed too
    }


def make_sample_key(path: Path, password: str) -> None:
    """A self-made key for the demo, labelled as one; whole or not at all, since two workers may be at it."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, SAMPLE)])
    now = clock.now().astimezone(datetime.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=730))
        .not_valid_after(now + datetime.timedelta(days=3650))
        .add_extension(
            x509.KeyUsage(True, True, False, False, False, False, False, False, False), critical=True
        )
        .sign(key, hashes.SHA256())
    )
    sealed = pkcs12.serialize_key_and_certificates(
        b"xianling", key, certificate, None, BestAvailableEncryption(password.encode())
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".key-")
    with os.fdopen(handle, "wb") as out:
        out.write(sealed)
    try:
        os.link(temporary, path)  # never over a key that another worker has just made
    except FileExistsError:
        pass
    finally:
        os.unlink(temporary)
