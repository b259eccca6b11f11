"""From facts to HTML: the template, the QR code and the words every paper carries."""

import base64
import io
from functools import lru_cache

import segno
from django.template import engines
from django.utils import translation

from documents.papers.facts import PaperFacts
from documents.papers.titles import title_lines

GENERATED = "本件由系统生成，正式效力以加盖印章（或合规电子印章）的文本为准。"
SIGNATURE = 25  # characters of the issuer's name in one line above the date


def written(template: str, facts: PaperFacts, *, draft: bool, title: str, heading: list[str], **extra) -> str:
    """`template` filled with `facts`, under the lines of `heading`; always in Chinese, whatever language the asking person reads."""
    with translation.override("zh-hans"):
        return (
            engines["django"]
            .get_template(template)
            .render(
                {
                    "facts": facts,
                    "draft": draft,
                    "title": title,
                    "heading": heading,
                    "issuer_lines": title_lines(facts.issuer, widest=SIGNATURE),
                    "qr": qr_image(facts.verify_url),
                    "generated": GENERATED,
                    **extra,
                }
            )
        )


@lru_cache(64)
def qr_image(address: str) -> str:
    """The QR code of `address` as a PNG data address."""
    image = io.BytesIO()
    segno.make(address, error="m", micro=False).save(image, kind="png", scale=8, border=0)
    return "data:image/png;base64," + base64.b64encode(image.getvalue()).decode()
