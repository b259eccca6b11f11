"""Three savings inside WeasyPrint 70.0 and pydyf 0.13.0: less work for the same pages.

Streams are packed at level 6 instead of 9; the C array type is looked up once instead of per size; a font is not copied
whole before it is cut to the characters used. Tests compare the pages with and without.
"""

import zlib

import pydyf
from weasyprint.pdf import fonts


def install() -> None:
    """Put all three in place."""
    _pack_lightly()
    _look_up_array_once()
    _copy_font_late()


def _pack_lightly() -> None:
    def data(self):
        stream = b"\n".join(pydyf._to_bytes(item) for item in self.stream)
        extra = pydyf.Dictionary(self.extra.copy())
        if self.compress:
            extra["Filter"] = "/FlateDecode"
            stream = zlib.compress(stream, 6)
        extra["Length"] = len(stream)
        return b"\n".join((extra.data, b"stream", stream, b"endstream"))

    pydyf.Stream.data = property(data)


def _look_up_array_once() -> None:
    real = fonts.ffi
    numbers = real.typeof("hb_codepoint_t[]")

    class Interface:
        """The C interface, with one array type for every length."""

        def __getattr__(self, name):
            return getattr(real, name)

        def new(self, kind, *values):
            if isinstance(kind, str) and kind.startswith("hb_codepoint_t["):
                return real.new(numbers, *values)
            return real.new(kind, *values)

    fonts.ffi = Interface()


def _copy_font_late() -> None:
    read, begin = fonts.get_hb_object_data, fonts.Font.__init__

    class Unread:
        """Stands for the bytes of a face until somebody asks for them."""

        def __init__(self, face):
            self.face = face

    def content(self):
        value = self.__dict__["file_content"]
        if isinstance(value, Unread):
            value = self.__dict__["file_content"] = read(value.face)
        return value

    def keep(self, value):
        self.__dict__["file_content"] = value

    def __init__(self, *arguments, **options):
        fonts.get_hb_object_data = lambda face, *rest: Unread(face)
        try:
            begin(self, *arguments, **options)
        finally:
            fonts.get_hb_object_data = read

    fonts.Font.file_content = property(content, keep)
    fonts.Font.__init__ = __init__
