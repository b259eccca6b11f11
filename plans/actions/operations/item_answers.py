"""采纳、不采纳: a unit answers what a new version of the task list offers, one item at a time.

In a draft the rows change at once. What is approved changes through a 调整申请 alone: there the item is written into the
application that is open, or into a new one.
"""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from workflows.acts import acting, beside

from .. import adjustment_rules, item_offers, rules
from ..enums import WRITABLE
from ..item_offers import ADDED, CHANGED, REMOVED, Offer
from ..models import ItemAnswer, Task
from ..queries.item_offers import standing_of
from .adjusting import as_data, start_adjustment, write_draft
from .drafting import new_line
from .templates import NEW_LIST

REASON_LENGTH = 300


def take_item(plan, code: str, *, by) -> None:
    """采纳: as the newest version of the list has it. What was left out before may be taken up as well."""
    rules.check_can_answer_items(plan, by)
    offer = _offer(plan, code)
    if plan.status in WRITABLE or (offer.kind == CHANGED and not item_offers.for_task(offer)):
        with acting(plan, by=by) as act:
            rules.check_can_answer_items(plan, by)
            offer = _offer(plan, code)
            _write_row(plan, offer)
            _keep(act, offer, taken=True)
        return
    adjustment = adjustment_rules.open_adjustment(plan) or start_adjustment(plan, by=by)
    with acting(adjustment, by=by) as act:
        adjustment_rules.check_can_change_task(adjustment, offer.task.line if offer.task else "", by)
        with beside(plan, by=by) as on_plan:
            offer = _offer(plan, code)
            write_draft(act, _in_draft(adjustment, offer))
            _keep(on_plan, offer, taken=True)


def leave_item(plan, code: str, *, by, reason: str) -> None:
    """不采纳: always with a reason; also why an item was left out when the plan was written."""
    with acting(plan, by=by) as act:
        rules.check_can_answer_items(plan, by)
        if not reason.strip():
            raise Refused(_("请写明不采纳的理由。"), field="reason")
        if len(reason.strip()) > REASON_LENGTH:
            raise Refused(_("理由请写在%(n)d字以内。") % {"n": REASON_LENGTH}, field="reason")
        _keep(act, _offer(plan, code), taken=False, reason=reason.strip())


def _offer(plan, code: str) -> Offer:
    """What is offered under a number; an item that was left out counts as new."""
    standing = standing_of(plan)
    if offer := standing.offer(code):
        return offer
    if left := standing.left_item(code):
        return Offer(ADDED, code, left.item, None, None)
    raise Refused(_("该项已不需要答复，页面可能已经过时，请刷新。"))


def _write_row(plan, offer: Offer) -> None:
    task = offer.task
    if offer.kind == REMOVED:
        task.delete()
        return
    if offer.kind == ADDED:
        last = plan.tasks.order_by("-order").first()
        task = _new_task(plan, offer.item, last.order + 1 if last else 1)
    else:
        for name, value in item_offers.for_task(offer).items():
            setattr(task, name, value)
        task.item, task.revision = offer.item, task.revision + 1
    task.save()


def _new_task(plan, item, order: int) -> Task:
    return Task(
        plan=plan,
        line=new_line(),
        order=order,
        item=item,
        code=item.code,
        category=item.category,
        title=item.title,
        expected_evidence=item.evidence,
        starts=plan.action.starts,
        due=plan.action.ends,
    )


def _in_draft(adjustment, offer: Offer) -> dict:
    """The draft of the application with what is taken from the list."""
    draft = adjustment.draft
    tasks = draft["tasks"]
    if offer.kind == ADDED:
        if any(task.get("item_id") == offer.item.pk for task in tasks):
            return draft  # it stands in the application already
        task = _new_task(adjustment.plan, offer.item, 0)
        added = {**as_data(task, []), "line": task.line, "item_id": offer.item.pk}
        return {**draft, "tasks": [*tasks, added]}
    line = offer.task.line
    if offer.kind == REMOVED:
        return {**draft, "tasks": [task for task in tasks if task["line"] != line]}
    changed = {**item_offers.for_task(offer), "item_id": offer.item.pk}
    return {**draft, "tasks": [{**task, **changed} if task["line"] == line else task for task in tasks]}


def _keep(act, offer: Offer, *, taken: bool, reason: str = "") -> None:
    plan = act.subject
    newest = plan.action.templates.filter(published_at__isnull=False).order_by("-n").first()
    ItemAnswer.objects.update_or_create(
        plan=plan,
        template=newest,
        code=offer.code,
        defaults={"taken": taken, "reason": reason, "by": act.by, "at": clock.now()},
    )
    at = {"line": offer.task.line, "item_code": offer.code} if offer.task else {}
    act.record(
        "plan.item_taken" if taken else "plan.item_left",
        words=reason,
        number=offer.code,
        list=newest.n,
        **at,
    )
    if not standing_of(plan).unanswered:
        act.finish(NEW_LIST)
