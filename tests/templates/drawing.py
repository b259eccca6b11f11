"""Draws a piece of template text as a page would, without a database."""

import re

from django.template import Context, Template
from django.test import RequestFactory
from django_cotton.compiler_regex import CottonCompiler


def drawn(text: str, *, path: str = "/", **values) -> str:
    context = Context({"request": RequestFactory().get(path), **values})
    return Template(CottonCompiler().process(text)).render(context)


def words_of(html: str) -> str:
    """What a reader sees: no tags, blanks as one."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()
