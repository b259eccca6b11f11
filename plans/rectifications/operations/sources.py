"""来源规则: who hands out, extends and closes what comes from a source, and which stages its closing takes."""

from django.db import transaction

from records import trail, turns
from records.enums import Circle

from ..models import Source
from ..rules.sources import check_can_keep_sources

FIELDS = (
    "hands_out",
    "extends",
    "closes",
    "first_review",
    "recheck",
    "acceptance",
    "decision",
    "publicity",
    "look_back",
    "drawn_percent",
)
SETTINGS = "settings"  # the trail on which changes of the rules stand


def save_source(source: Source, *, by, **fields) -> Source:
    """修改来源规则. What is being closed keeps what it began with; the trail keeps what it was before."""
    check_can_keep_sources(by)
    with transaction.atomic():
        turns.take(f"source:{source.pk}")
        source = Source.objects.select_for_update().get(pk=source.pk)
        changed = {
            name: [getattr(source, name), value]
            for name, value in fields.items()
            if name in FIELDS and getattr(source, name) != value
        }
        if not changed:
            return source
        for name, (_before, after) in changed.items():
            setattr(source, name, after)
        source.full_clean()
        source.save(update_fields=sorted(changed))
        trail.record(
            SETTINGS, "source.changed", by=by, circle=Circle.SYSTEM, source=source.kind, changed=changed
        )
    return source
