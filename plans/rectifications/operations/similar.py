"""相似问题: found by a worker after 交办, linked as 重复发生 or dismissed by the office."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.similarity import Finder
from workflows.acts import acting

from ..models import Item, Similar
from ..rules import similar as rules

CHUNK = 2000  # earlier items read at once
EARLIER = 200_000  # so many, the newest, are looked through


def look(*, item_id: int | None = None, job_id: int | None = None) -> list[Similar]:
    """The earlier items most like an item, or like each item of a job; of any unit, of this year or before."""
    new = Item.objects.filter(pk=item_id) if item_id else Item.objects.filter(intake_id=job_id)
    finder = Finder(dict(new.values_list("pk", "problem")))
    for pk, problem in _earlier(max(finder.keys, default=0)):
        finder.show(pk, problem)
    return [
        Similar(item_id=pk, earlier_id=earlier, percent=round(score * 100))
        for pk, found in finder.found().items()
        for earlier, score in found
    ]


def keep(found: list[Similar]) -> None:
    """What was found, once; a pair that stands already is left as it was judged."""
    Similar.objects.bulk_create(found, ignore_conflicts=True)


def link_recurrence(item: Item, earlier: Item, *, by) -> None:
    """标为重复发生: the office says that the item is an earlier problem once more (屡改屡犯)."""
    with acting(item, by=by) as act:
        rules.check_can_judge_similar(item, by)
        rules.check_is_earlier(item, earlier)
        act.set(recurs=earlier)
        act.record("item.recurrence_linked", number=earlier.number)


def dismiss_similar(item: Item, earlier: Item, *, by) -> None:
    """不是同一问题: the pair is no longer shown."""
    with acting(item, by=by) as act:
        rules.check_can_judge_similar(item, by)
        pair = Similar.objects.filter(item=item, earlier=earlier, dismissed_at=None)
        if not pair.update(dismissed_by=by, dismissed_at=clock.now()):
            raise Refused(_("该相似问题已经处理。"))
        act.record("item.similar_dismissed", number=earlier.number)


def _earlier(last: int) -> Iterator[tuple[int, str]]:
    """Items up to `last`, the newest first."""
    below = last + 1
    for _chunk in range(EARLIER // CHUNK):
        rows = list(Item.objects.filter(pk__lt=below).order_by("-pk").values_list("pk", "problem")[:CHUNK])
        if not rows:
            return
        yield from rows
        below = rows[-1][0]
