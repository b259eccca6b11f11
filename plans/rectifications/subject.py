"""What the engine may ask about a rectification item (workflows.subjects)."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from units.enums import Errand
from workflows.enums import Motion
from workflows.subjects import OwnFile, SubjectKind

from . import content, queries, route_design
from .enums import ENDED
from .flow import RectificationFlow
from .models import Item, Measure
from .operations import closing, complaints, keeping, look_back
from .rules.closing import closing_asked_by


def url(item) -> str:
    """The page of an item."""
    return reverse("item", args=[item.pk])


def in_hand(unit_id: int) -> list[tuple[str, int]]:
    """Items a unit leads, and measures it has of items of other units."""
    items = Item.objects.filter(unit=unit_id).exclude(status__in=ENDED)
    helping = Measure.objects.filter(unit=unit_id).exclude(item__unit=unit_id).exclude(item__status__in=ENDED)
    return [(gettext("整改事项"), items.count()), (gettext("配合的整改措施"), helping.count())]


def own_files(item) -> list[OwnFile]:
    """回头看材料: what was handed in with each look-back."""
    done = item.look_backs.exclude(paper=None).select_related("paper", "by__unit").order_by("id")
    return [
        OwnFile(each.paper, "回头看", "回头看材料", each.by.unit.name if each.by else "", each.done_on)
        for each in done
    ]


KIND = SubjectKind(
    model=Item,
    flow=RectificationFlow,
    label=_("整改事项"),
    visible_to=queries.visible_items,
    url=url,
    settled=closing.settle,
    line_labels=content.line_labels,
    parties=queries.parties_of,
    motions=(Motion.APPROVE,),  # 原则通过 is not offered: an item is rectified or it is not
    takes=route_design.takes,
    authors=lambda item: {closing_asked_by(item)},
    traits_of=route_design.traits_of,
    touched=route_design.touched,
    leader_of=lambda item: item.leader_id,
    units_of=queries.units_of,
    formerly=queries.former_units,
    errands=frozenset({Errand.CLOSING, Errand.EXTENSION, Errand.OTHER}),
    in_hand=in_hand,
    ended=lambda item: item.status in ENDED,
    own_files=own_files,
    aside=frozenset({look_back.LOOK_BACK, look_back.ANNUAL, complaints.REPLY}),
    fed_back="responsible",
    check_words=complaints.check_words,
    kept=lambda items: keeping.keep([item.pk for item in items]),
)
