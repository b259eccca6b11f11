"""重算灯色: what was stored under another setting (BEHIND_BY_PERCENT) is counted anew, each item in an act of its own."""

from workflows.acts import acting

from ..enums import ENDED
from ..models import Item, Measure
from . import handing_out, limits


def relight() -> int:
    """The days on which open items and their measures turn yellow and red; how many items there were."""
    dated = Item.objects.exclude(red_on=None).exclude(status__in=sorted(ENDED)).order_by("pk")
    return sum(_relit(item) for item in dated.iterator())


def _relit(item: Item) -> bool:
    with acting(item, by=None, while_paused=True) as act:
        item = act.subject
        if item.red_on is None:  # closed meanwhile, or made to last
            return False
        limits.light(act)
        measures = list(Measure.objects.filter(item=item))
        for measure in measures:
            handing_out.light(item, measure)
        Measure.objects.bulk_update(measures, ["yellow_on", "red_on"])
    return True
