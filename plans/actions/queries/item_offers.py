"""任务清单的采纳情况: of one plan item by item, of an action unit by unit, and which items in use a new version takes out."""

from dataclasses import dataclass, field

from django.db.models import Count

from units.models import Person

from .. import item_offers
from ..enums import ENDED
from ..item_offers import Left, Offer
from ..models import Action, ItemAnswer, Plan, Task, Template, TemplateItem
from .plans import visible_plans


@dataclass(frozen=True)
class Standing:
    """Where one plan stands to the list of its action."""

    plan: Plan
    taken: list[Task] = field(default_factory=list)
    changed: list[Task] = field(default_factory=list)
    own: list[Task] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)

    @property
    def unanswered(self) -> list[Offer]:
        """What the newest version offers and nobody has answered."""
        return [each for each in self.offers if each.answer is None]

    def offer(self, code: str) -> Offer | None:
        """What is offered under a number."""
        return next((each for each in self.offers if each.code == code), None)

    def left_item(self, code: str) -> Left | None:
        """The item under a number, where it is left out."""
        return next((each for each in self.left if each.item.code == code), None)


@dataclass(frozen=True)
class Comparison:
    """What a version says otherwise than the one before; `in_use`: {number: in how many plans that have not ended}."""

    added: list[TemplateItem]
    changed: list[TemplateItem]
    removed: list[TemplateItem]
    in_use: dict[str, int]

    @property
    def removed_in_use(self) -> list[tuple[TemplateItem, int]]:
        """What is taken out and has plans that use it."""
        return [(item, self.in_use[item.code]) for item in self.removed if self.in_use.get(item.code)]

    def __bool__(self):
        return bool(self.added or self.changed or self.removed)


def standing_of(plan: Plan) -> Standing:
    """One plan."""
    return _standings(plan.action_id, [plan])[0]


def standings(action: Action, person: Person, plans=None) -> list[Standing]:
    """Every plan of an action that a person may see, in the order of the units; the same statements for one and for many."""
    if plans is None:
        plans = plans_compared(action, person)
    return _standings(action.pk, list(plans))


def plans_compared(action: Action, person: Person):
    """The plans of an action that stand, by unit."""
    plans = visible_plans(person).filter(action=action).exclude(status__in=ENDED - {"closed"})
    return plans.select_related("template").order_by("unit__pinyin", "unit_id")


def compared(template: Template, before: Template | None) -> Comparison:
    """A version beside the one before."""
    old = {item.code: item for item in before.items.all()} if before else {}
    new = {item.code: item for item in template.items.all()}
    removed = [item for code, item in old.items() if code not in new]
    used = Task.objects.filter(
        plan__action=template.action_id, item__code__in=[item.code for item in removed]
    ).exclude(plan__status__in=ENDED)
    counted = used.order_by().values_list("item__code").annotate(n=Count("plan", distinct=True))
    return Comparison(
        added=[item for code, item in new.items() if code not in old],
        changed=[item for code, item in new.items() if code in old and item_offers.differs(old[code], item)],
        removed=removed,
        in_use=dict(counted) if removed else {},
    )


def _standings(action_id: int, plans: list[Plan]) -> list[Standing]:
    versions: dict[int, dict] = {}
    items = TemplateItem.objects.filter(
        template__action=action_id, template__published_at__isnull=False
    ).select_related("template")
    for item in items.order_by("template__n", "order"):
        versions.setdefault(item.template.n, {})[item.code] = item
    ids = [plan.pk for plan in plans]
    tasks: dict[int, list[Task]] = {}
    for task in Task.objects.filter(plan__in=ids).select_related("item__template").order_by("order", "id"):
        tasks.setdefault(task.plan_id, []).append(task)
    answers: dict[int, list[ItemAnswer]] = {}
    for answer in ItemAnswer.objects.filter(plan__in=ids).select_related("template", "by"):
        answers.setdefault(answer.plan_id, []).append(answer)
    return [_standing(plan, versions, tasks.get(plan.pk, []), answers.get(plan.pk, [])) for plan in plans]


def _standing(plan: Plan, versions: dict, tasks: list[Task], answers: list[ItemAnswer]) -> Standing:
    offers = item_offers.offers(plan.template.n if plan.template else 0, versions, tasks, answers)
    found = Standing(plan, offers=offers, left=item_offers.left_out(versions, tasks, answers, offers))
    for task in tasks:
        if task.item is None:
            found.own.append(task)
        elif task.title != task.item.title:
            found.changed.append(task)
        else:
            found.taken.append(task)
    return found
