"""What the engine may ask about a rectification item (workflows.subjects)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workflows.subjects import SubjectKind

from . import queries
from .flow import RectificationFlow
from .models import Item
from .operations import closing, keeping


def url(item) -> str:
    """The page of an item."""
    return reverse("item", args=[item.pk])


def line_labels(item) -> dict[str, str]:
    """Its measures by line: 措施1 …"""
    return {each.line: f"措施{each.order} {each.text[:60]}" for each in item.measures.all()}


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
    kept=lambda item: keeping.keep([item.pk]),
)
