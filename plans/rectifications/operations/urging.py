"""催办: a word by hand to whoever is responsible and to the 联络员, for the items ticked; each at most once in three working days."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from records import clock, workdays
from records.errors import Refused
from records.models import Entry
from records.stored import sentence
from units import holders
from units.enums import Post
from units.queries import standing
from workflows.acts import acting

from ..models import Item
from ..rules import ledger as rules

URGED = "item.urged"
REST_DAYS = 3  # working days before the same item may be urged again
PLEASE_HURRY = sentence("请抓紧办理%(number)s %(title)s：时限%(limit)s（%(who)s催办）")


@dataclass
class Urging:
    """What became of the items ticked."""

    urged: int = 0
    resting: int = 0  # urged within the last working days already
    refused: int = 0


class _Resting(Exception):
    """Urged not long ago: nothing is written."""


def urge_items(items: list[Item], *, by, words: str = "") -> Urging:
    """催办所选, each item in a transaction of its own. One that rests or is with others is left out and counted."""
    told = Urging()
    for item in sorted(items, key=lambda each: each.pk):
        try:
            _urge(item, by=by, words=words)
        except _Resting:
            told.resting += 1
        except Refused:
            told.refused += 1
        else:
            told.urged += 1
    return told


def _urge(item: Item, *, by, words: str) -> None:
    with acting(item, by=by) as act:
        rules.check_can_urge(item, by)
        if _rests(item):
            raise _Resting
        people = _responsible(item, by)
        if not people:
            raise Refused(_("没有需要催办的人。"))
        act.record(URGED, words=words)
        said = {
            "number": item.number,
            "title": item.title,
            "limit": item.limit.isoformat(),
            "who": by.unit.short_name,
        }
        act.notify(people, URGED, PLEASE_HURRY(**said))


def _rests(item: Item) -> bool:
    last = (
        Entry.objects.filter(subject=item.key, code=URGED).order_by("-n").values_list("at", flat=True).first()
    )
    return last is not None and workdays.between(clock.day_of(last), clock.today()) < REST_DAYS


def _responsible(item: Item, by) -> list[str]:
    """责任人 and 联络员: of the item and its open measures for the office, of the co-operating units for the unit that leads."""
    open_measures = [measure for measure in item.measures.all() if not measure.settled]
    units = {measure.unit_id for measure in open_measures} | {item.unit_id}
    people = {measure.person_id for measure in open_measures} | {item.person_id}
    if not standing(by).is_office:
        others = [measure for measure in open_measures if measure.unit_id != item.unit_id]
        units = {measure.unit_id for measure in others}
        people = {measure.person_id for measure in others}
    return [*map(holders.person, people - {None}), *(holders.post(Post.LIAISON, unit) for unit in units)]
