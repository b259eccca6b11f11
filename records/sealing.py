"""加密: a stream sealed with a password, piece by piece, so that a backup of any size needs little memory.

scrypt makes the key; each piece is AES-256-GCM under a counter, and the last one says that it is the last: a piece that is
changed, moved, left out or cut off is noticed.
"""

import io
import os
import struct

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from .errors import Refused

MAGIC = b"XLBACK1\n"
PIECE = 1024 * 1024
MORE, LAST = b"more", b"last"


def _cipher(password: str, salt: bytes) -> AESGCM:
    return AESGCM(Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(password.encode()))


class Sealing(io.RawIOBase):
    """Whatever is written into it lies sealed in `out`; closed, it is complete."""

    def __init__(self, out, password: str):
        self._out, self._kept, self._n = out, bytearray(), 0
        salt, self._prefix = os.urandom(16), os.urandom(8)
        self._cipher = _cipher(password, salt)
        out.write(MAGIC + salt + self._prefix)

    def writable(self):
        return True

    def write(self, data):
        self._kept += data
        while len(self._kept) > PIECE:
            self._put(bytes(self._kept[:PIECE]), MORE)
            del self._kept[:PIECE]
        return len(data)

    def close(self):
        if not self.closed:
            self._put(bytes(self._kept), LAST)
            super().close()

    def _put(self, piece: bytes, kind: bytes):
        nonce = self._prefix + struct.pack(">I", self._n)
        sealed = self._cipher.encrypt(nonce, piece, kind)
        self._out.write(struct.pack(">I?", len(sealed), kind == LAST) + sealed)
        self._n += 1


class Unsealing(io.RawIOBase):
    """The content of a sealed stream, read from its beginning. Refused when the password or a byte is wrong."""

    def __init__(self, source, password: str):
        self._source, self._kept, self._n, self._ended = source, b"", 0, False
        head = source.read(len(MAGIC) + 24)
        if not head.startswith(MAGIC) or len(head) < len(MAGIC) + 24:
            raise Refused(_("这不是本系统加密的备份。"))
        salt, self._prefix = head[len(MAGIC) : -8], head[-8:]
        self._cipher = _cipher(password, salt)

    def readable(self):
        return True

    def readinto(self, buffer):
        while not self._kept and not self._ended:
            self._kept = self._next()
        n = min(len(buffer), len(self._kept))
        buffer[:n], self._kept = self._kept[:n], self._kept[n:]
        return n

    def _next(self) -> bytes:
        head = self._source.read(5)
        size, last = struct.unpack(">I?", head) if len(head) == 5 else (-1, False)
        sealed = self._source.read(size) if 0 <= size <= PIECE + 16 else b""
        try:
            nonce = self._prefix + struct.pack(">I", self._n)
            piece = self._cipher.decrypt(nonce, sealed, LAST if last else MORE)
        except InvalidTag as error:
            raise Refused(_("密码不对，或者备份已被改动、不完整。")) from error
        self._n, self._ended = self._n + 1, last
        return piece


def is_sealed(path) -> bool:
    """Does a file begin as a sealed one?"""
    with open(path, "rb") as file:
        return file.read(len(MAGIC)) == MAGIC
