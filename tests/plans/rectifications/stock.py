"""A small ledger of many kinds: items whose state and days are set as no single walk would leave them."""

import random
from datetime import timedelta

from plans.rectifications.enums import Kind, Scope, SourceKind, Status
from plans.rectifications.models import Item, Measure
from plans.rectifications.operations import keeping
from records import clock
from tests.plans.rectifications import factories

MATTERS = ("窗口一次性告知不到位", "台账记录不完整", "责任分工不清晰", "机关食堂资料归档不全")


def stocked(world, n: int, seed: int = 7) -> list[Item]:
    """`n` items of two units, in every status, some with a measure of the other unit; counters and words are right."""
    draw = random.Random(seed)
    units = [world.district.unit, world.district.other_unit]
    items = []
    for number in range(n):
        unit, other = draw.sample(units, 2)
        item = factories.issued(
            world,
            unit=unit,
            source=draw.choice(SourceKind.values),
            problem=f"{draw.choice(MATTERS)}（样例{number}）",
            kind=draw.choice(Kind.values),
            scope=draw.choice(Scope.values),
        )
        red_on = clock.today() + timedelta(days=draw.randint(-20, 20))
        Item.objects.filter(pk=item.pk).update(
            status=draw.choice(Status.values),
            begun_at=draw.choice([None, clock.now()]),
            yellow_on=red_on - timedelta(days=5),
            red_on=red_on,
            late_days=draw.choice([0, 0, 3]),
            person=draw.choice([None, world.person]),
        )
        if draw.random() < 0.5:
            Measure.objects.create(
                item=item,
                line="m1",
                order=1,
                text="建立周更新清单",
                unit=draw.choice([unit, other]),
                due=item.due,
            )
        items.append(item)
    keeping.recount()
    return [Item.objects.get(pk=item.pk) for item in items]
