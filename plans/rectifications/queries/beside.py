"""What stands beside items in the ledger: measures with the last word on each; evidence, stages, 公示 and 回头看 in one statement."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import (
    BigIntegerField,
    Case,
    CharField,
    DateField,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce, Concat, Substr, TruncDate

from records.clock import SHANGHAI
from records.compiled import Compiled
from workflows.models import EvidenceUse, GroupMember, Round

from ..chain import FIRST_REVIEW, RECHECK
from ..models import Closing, Item, LookBack, Measure, Progress

EVIDENCE, ACCEPTANCE, PUBLICITY, LOOK_BACK = "evidence", "acceptance", "publicity", "look_back"


@dataclass(frozen=True)
class Beside:
    """One thing beside an item. `word` is a name or the code of an outcome, `who` a person's name, with what they wrote."""

    day: date | None
    until: date | None
    word: str
    who: str


def measures_of(items: list[Item]) -> list[Measure]:
    """The measures of items in their order, with `last_on` and `last_words` of their progress."""
    return _MEASURES.objects(items=[item.pk for item in items])


def _measures(items: list[int]) -> QuerySet[Measure]:
    last = Progress.objects.filter(measure=OuterRef("pk")).order_by("-on", "-id")
    return (
        Measure.objects.filter(item__pk__among=items)
        .select_related("unit", "leader", "section", "person")
        .annotate(last_on=Subquery(last.values("on")[:1]), last_words=Subquery(last.values("words")[:1]))
        .order_by("item_id", "order", "id")
    )


_MEASURES = Compiled(_measures, items=list)


def beside_items(items: list[Item]) -> dict[int, dict[str, list[Beside]]]:
    """{item: {what: in the order in which it happened; evidence first in the order of the measures it serves}}."""
    keys = {item.key: item.pk for item in items}
    ids, names = list(keys.values()), list(keys)
    told = _rows(
        Round.objects.filter(
            subject__in=names, closed_at__isnull=False, stage__code__in=(FIRST_REVIEW, RECHECK)
        ),
        what=F("stage__code"),
        subject=F("subject"),
        at=F("id"),
        day=TruncDate("closed_at", tzinfo=SHANGHAI),
        word=F("outcome"),
        who=Concat("closed_by__name", _if_any("：", "words"), output_field=TextField()),
    ).union(
        _rows(
            GroupMember.objects.filter(group__round__subject__in=names, leads=True).exclude(
                group__conclusion=""
            ),
            what=Value(ACCEPTANCE),
            subject=F("group__round__subject"),
            at=F("id"),
            day=F("group__visit_on"),
            until=F("group__improve_by"),
            word=F("group__conclusion"),
            who=F("person__name"),
        ),
        _rows(
            EvidenceUse.objects.filter(subject__in=names),
            what=Value(EVIDENCE),
            subject=F("subject"),
            at=F("id"),
            place=_place_of_measure(),
            day=F("evidence__dated"),
            word=F("evidence__name"),
        ),
        _rows(
            Closing.objects.filter(item__in=ids, publicity_from__isnull=False),
            what=Value(PUBLICITY),
            subject=_key(),
            at=F("id"),
            day=F("publicity_from"),
            until=F("publicity_to"),
        ),
        _rows(
            LookBack.objects.filter(item__in=ids, done_on__isnull=False),
            what=Value(LOOK_BACK),
            subject=_key(),
            at=F("id"),
            day=F("done_on"),
            word=F("result"),
        ),
        all=True,
    )
    found: dict[int, dict[str, list[Beside]]] = defaultdict(lambda: defaultdict(list))
    for what, subject, _place, _at, day, until, word, who in sorted(told, key=lambda row: row[2:4]):
        found[keys[subject]][what].append(Beside(day, until, word, who or ""))
    return found


def _if_any(before: str, name: str) -> Case:
    """The text of a field with something before it; nothing where there is none."""
    return Case(
        When(**{name: ""}, then=Value("")),
        default=Concat(Value(before), name, output_field=TextField()),
        output_field=TextField(),
    )


def _rows(rows: QuerySet, *, what, subject, at, day, place=None, until=None, word=None, who=None) -> QuerySet:
    """The same columns of the same types, whatever they come from."""
    nothing, never = Value(""), Value(None, output_field=DateField())
    return rows.order_by().values_list(
        Cast(what, CharField()),
        Cast(subject, CharField()),
        Cast(place or Value(0), IntegerField()),
        at,
        Cast(day, DateField()),
        Cast(until or never, DateField()),
        Cast(word or nothing, TextField()),
        Cast(who or nothing, TextField()),
    )


def _place_of_measure():
    """Where the measure that a use of evidence serves stands in its item."""
    item = Cast(Substr(OuterRef("subject"), len("item:") + 1), BigIntegerField())
    order = Measure.objects.filter(item=item, line=OuterRef("line")).values("order")[:1]
    return Coalesce(Subquery(order), 0)


def _key():
    return Concat(Value("item:"), Cast("item_id", CharField()))
