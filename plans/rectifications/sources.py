"""The sources as this product ships them: 谁交办、谁销号. An administrator changes the rows afterwards."""

from .enums import Authority, LookBackRule, SourceKind
from .models import Source

COMMITTEE, SOURCE, UNIT = Authority.COMMITTEE, Authority.SOURCE, Authority.UNIT

# source: (who hands out, who may extend, who closes)
DEFAULTS = {
    SourceKind.INSPECTION: (SOURCE, SOURCE, SOURCE),
    SourceKind.AUDIT: (SOURCE, SOURCE, SOURCE),
    SourceKind.EDUCATION: (COMMITTEE, COMMITTEE, COMMITTEE),
    SourceKind.DEMOCRATIC_LIFE: (UNIT, UNIT, UNIT),
    SourceKind.SUPERVISION: (COMMITTEE, COMMITTEE, COMMITTEE),
    SourceKind.RESEARCH: (COMMITTEE, COMMITTEE, COMMITTEE),
    SourceKind.PUBLIC: (SOURCE, COMMITTEE, SOURCE),
    SourceKind.SATISFACTION: (COMMITTEE, COMMITTEE, COMMITTEE),
    SourceKind.ASSESSMENT: (COMMITTEE, COMMITTEE, COMMITTEE),
    SourceKind.SELF: (UNIT, UNIT, UNIT),
}


def publish_default_sources() -> list[Source]:
    """Every source once; a row that is there is left as it is."""
    for kind, (hands_out, extends, closes) in DEFAULTS.items():
        look_back = LookBackRule.ALL if kind == SourceKind.PUBLIC else LookBackRule.DRAWN
        Source.objects.get_or_create(
            kind=kind,
            defaults={
                "hands_out": hands_out,
                "extends": extends,
                "closes": closes,
                "look_back": look_back,
            },
        )
    return list(Source.objects.all())
