"""What the engine may ask about a rectification item (workflows.subjects)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from records.stored import sentence
from workflows.subjects import SubjectKind

from . import queries
from .flow import RectificationFlow
from .models import Item
from .operations import closing, keeping

WHOLE = sentence("整改事项整体")
MEASURE = sentence("措施%(n)d %(text)s")


def url(item) -> str:
    """The page of an item."""
    return reverse("item", args=[item.pk])


def line_labels(item) -> dict[str, str]:
    """Its measures by line: 措施1 …; under "" the whole."""
    labels = {each.line: MEASURE(n=each.order, text=each.text[:60]) for each in item.measures.all()}
    return {"": WHOLE()} | labels


def parties(item) -> set[int]:
    """People who may not judge the item: who is responsible for it or for a measure of it."""
    rows = [(item.leader_id, item.person_id), *item.measures.values_list("leader_id", "person_id")]
    return {pk for row in rows for pk in row if pk}


def units_of(item) -> set[int]:
    """牵头单位 and 配合单位."""
    return {item.unit_id, *item.measures.values_list("unit_id", flat=True)}


KIND = SubjectKind(
    model=Item,
    flow=RectificationFlow,
    label=_("整改事项"),
    visible_to=queries.visible_items,
    url=url,
    settled=closing.settle,
    line_labels=line_labels,
    parties=parties,
    takes=lambda item, stage: stage.code in item.chain,
    units_of=units_of,
    kept=lambda items: keeping.keep([item.pk for item in items]),
)
