"""How an item is accepted (workflows.accepting): as a whole, and measure by measure."""

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.accepting import ARRANGE, Acceptance, Line

from .enums import Status
from .models import Item, Measure
from .operations import acceptance as operations
from .rules import closing as rules


def lines_of(item) -> list[Line]:
    """The item as a whole, then each measure that was not excused."""
    facts = [(_("问题"), item.problem), (_("完成标准"), item.standard or "—")]
    whole = Line("", _("整改事项整体"), facts, standard=item.standard)
    fetch([item])
    return [whole, *(_line(each) for each in item.measures.all() if not each.excused_on)]


def fetch(items: list) -> None:
    """The measures of items with what is said of them."""
    measures = Measure.objects.select_related("unit", "person").prefetch_related("progress")
    prefetch_related_objects(items, Prefetch("measures", measures))


def _line(measure) -> Line:
    who = " ".join(filter(None, (measure.unit.name, measure.person.name if measure.person else "")))
    facts = [(_("完成标准"), measure.standard or "—"), (_("责任"), who)]
    facts += [(_("完成情况"), each.words) for each in measure.progress.all()[:1]]
    return Line(measure.line, f"{measure.order}. {measure.text}", facts, standard=measure.standard)


def waiting():
    """Items that wait for a group."""
    return Item.objects.select_related("unit").filter(status=Status.CLOSING, stage=ARRANGE)


def limits(item) -> str:
    """整改时限: the one in force, and the first one where that is another."""
    if item.limit == item.due:
        return item.due.isoformat()
    return _("%(now)s（原时限%(first)s）") % {"now": item.limit.isoformat(), "first": item.due.isoformat()}


def basis(item) -> str:
    """Its measures with their completion standards, under its number."""
    return f"{item.number}“{item.title}”的整改措施和完成标准"


ACCEPTANCE = Acceptance(
    lines=lines_of,
    waiting=waiting,
    fetch=fetch,
    limits=limits,
    basis=basis,
    may_compose=rules.check_can_compose_group,
    may_regroup=rules.check_can_change_group,
    may_check=rules.check_can_check,
    may_conclude=rules.check_can_conclude,
    compose=operations.compose_group,
    regroup=operations.change_group,
    record=operations.record_finding,
    draft_opinion=operations.draft_opinion,
    conclude=operations.conclude,
    check_url=lambda item: reverse("item_check", args=[item.pk]),
    finding_url=lambda item: reverse("item_finding", args=[item.pk]),
    conclude_url=lambda item: reverse("item_conclude", args=[item.pk]),
    concluded=gettext_lazy("验收结论已作出。"),
    conclusions=operations.CONCLUSIONS,
)
