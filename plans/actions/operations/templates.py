"""行动与模板: the committee opens an action, imports its task list and publishes it to the units."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications import notify
from records import clock, turns
from records.errors import Refused
from records.stored import sentence
from units import holders, queries
from units.enums import Post
from workflows import assigning, deeds
from workflows.models import Assignment
from workflows.queries.routes import rows_in_force

from .. import rules
from ..enums import ENDED, WRITABLE, ApprovalWay, PlanKind, Status
from ..models import Action, Plan, Template, TemplateItem
from ..queries.item_offers import compared
from ..tasklist import ListItem
from .routes import REVIEW

START, NEW_LIST = "start", "new_list"
ANSWER_DAYS = 10
ANSWER_ITEMS = sentence("任务清单有新版（第%(n)d版），请逐项采纳或说明理由")
START_PLAN = sentence("请建立本单位实施方案")
PUBLISHED = sentence("%(action)s的任务清单（第%(n)d版）已发布，请于%(date)s前报送实施方案。")


def create_action(
    *,
    code: str,
    name: str,
    year: int,
    plan_kind: str,
    starts: date,
    ends: date,
    plans_due: date,
    units,
    by,
    approval: str = ApprovalWay.COMMITTEE,
) -> Action:
    """新建行动: what the units are asked for, from when to when, until when plans are due, and who decides over them."""
    rules.check_can_manage_templates(by)
    code, name, units = code.strip(), name.strip(), list(units)
    _check_way(approval)
    _check_action(code, name, plan_kind, starts, ends, plans_due, units)
    with transaction.atomic():
        action = Action.objects.create(
            code=code,
            name=name,
            year=year,
            plan_kind=plan_kind,
            approval=approval,
            starts=starts,
            ends=ends,
            plans_due=plans_due,
        )
        action.units.set(units)
        _record(action, "action.created", by=by, units=len(units))
    return action


def import_template(action: Action, items: list[ListItem], *, by, source_name: str) -> Template:
    """导入任务清单: the items become a new version of the action's template, not yet published.

    A version that was imported before and never published is replaced.
    """
    rules.check_can_manage_templates(by)
    if not items:
        raise Refused(_("任务清单是空的，没有导入。"))
    codes = [item.code for item in items]
    if twice := next((code for code in codes if codes.count(code) > 1), None):
        raise Refused(_("编号%(code)s出现了两次，没有导入。") % {"code": twice})
    with transaction.atomic():
        Action.objects.select_for_update().get(pk=action.pk)
        action.templates.filter(published_at=None).delete()
        last = action.templates.order_by("-n").first()
        template = Template.objects.create(
            action=action,
            n=last.n + 1 if last else 1,
            source_name=source_name[:200],
            imported_by=by,
            imported_at=clock.now(),
        )
        TemplateItem.objects.bulk_create(
            _item(template, place, item) for place, item in enumerate(items, start=1)
        )
        _record(action, "template.imported", by=by, template=template.n, items=len(items), source=source_name)
    return template


def publish_template(template: Template, *, by) -> None:
    """发布: from now on plans start from this version; the 联络员 of every unit of the action are told.

    Whose unit has not started its plan has that to do until the submission deadline.
    """
    rules.check_can_manage_templates(by)
    action = template.action
    with transaction.atomic():
        turns.take(key(action))  # nobody starts a plan meanwhile
        before = action.templates.filter(published_at__isnull=False).order_by("-n").first()
        published = Template.objects.filter(pk=template.pk, published_at=None).update(
            published_at=clock.now()
        )
        if not published:
            raise Refused(_("该版任务清单已经发布。"))
        template.refresh_from_db()
        _record(action, "template.published", by=by, template=template.n)
        unit_ids = list(action.units.order_by("pk").values_list("pk", flat=True))
        liaisons = [holders.post(Post.LIAISON, unit_id) for unit_id in unit_ids]
        _assign_starts(action, unit_ids, by=by)
        if before and compared(template, before):
            _assign_answers(action, template, by=by)
        notify.notify_many(
            queries.people_of(liaisons),
            event="template.published",
            text=PUBLISHED(action=action.name, n=template.n, date=action.plans_due.isoformat()),
            url=reverse("action", args=[action.pk]),
            subject=key(action),
            by=by,
        )


def key(action: Action) -> str:
    """The name of an action's trail, and of what waits because of it."""
    return f"action:{action.pk}"


def finish_start(action: Action, unit_id: int, by) -> None:
    """A unit has started its plan: nobody waits for that any more. Inside the caller's transaction."""
    turns.take(key(action))  # nobody publishes meanwhile
    open_ones = Assignment.objects.filter(subject=key(action), unit_id=unit_id, kind=START, done_at=None)
    open_ones.update(done_at=clock.now(), done_by=by)


def start_again(action: Action, unit_id: int, by) -> None:
    """Its plan is void: as long as the action lasts another one is waited for. Inside the caller's transaction."""
    if action.ends < clock.today() or not Assignment.objects.filter(subject=key(action), kind=START).exists():
        return
    turns.take(key(action))
    Assignment.objects.bulk_create([_start(action, unit_id, by)])


def _assign_starts(action: Action, unit_ids: list[int], *, by) -> None:
    """建立方案 waits for the 联络员 of each unit that has none and has not been asked before."""
    plans = Plan.objects.filter(action=action).exclude(status=Status.VOIDED)
    begun = set(plans.values_list("unit_id", flat=True))
    asked = set(Assignment.objects.filter(subject=key(action), kind=START).values_list("unit_id", flat=True))
    Assignment.objects.bulk_create(
        _start(action, unit_id, by) for unit_id in unit_ids if unit_id not in begun | asked
    )


def _assign_answers(action: Action, template: Template, *, by) -> None:
    """What the new version says otherwise waits for the 联络员 of each plan under way, once: who has not answered an earlier
    version answers both. What is with others has no limit yet; what is being accepted is not asked any more."""
    plans = Plan.objects.filter(action=action).exclude(status__in=ENDED | {Status.ACCEPTING, Status.SIGNING})
    waiting = Assignment.objects.filter(
        kind=NEW_LIST, done_at=None, process_id__in=plans.values("process_id")
    )
    asked = set(waiting.values_list("process_id", flat=True))
    Assignment.objects.bulk_create(
        assigning.assignment(
            NEW_LIST,
            holders.post(Post.LIAISON, plan.unit_id),
            ANSWER_ITEMS(n=template.n),
            subject=plan.key,
            process_id=plan.process_id,
            unit_id=plan.unit_id,
            title=plan.title,
            url=reverse("plan_items", args=[plan.pk]),
            by=by,
            limit_days=ANSWER_DAYS if plan.status in WRITABLE | {Status.EXECUTING} else None,
        )
        for plan in plans.order_by("pk")
        if plan.process_id not in asked
    )


def _start(action: Action, unit_id: int, by) -> Assignment:
    return assigning.assignment(
        START,
        holders.post(Post.LIAISON, unit_id),
        START_PLAN(),
        subject=key(action),
        unit_id=unit_id,
        title=action.name,
        url=reverse("action", args=[action.pk]),
        by=by,
        due=action.plans_due,
    )


def _record(action: Action, code: str, *, by, **params) -> None:
    deeds.record(key(action), code, by=by, about=[queries.office_id()], **params)


def _check_action(code, name, plan_kind, starts, ends, plans_due, units) -> None:
    if not code or not name:
        raise Refused(_("请填写行动的编号和名称。"))
    if Action.objects.filter(code=code).exists():
        raise Refused(_("编号“%(code)s”已被其他行动使用。") % {"code": code})
    if plan_kind not in PlanKind.values:
        raise Refused(_("请选择方案类型。"))
    if ends < starts:
        raise Refused(_("行动的止期早于起期。"))
    if plans_due > ends:
        raise Refused(_("方案报送截止日期晚于行动的止期。"))
    if not units:
        raise Refused(_("请选择参加行动的单位。"))


def _check_way(approval: str) -> None:
    """Another way than 工委会审议 is offered only where the route in force tells the ways apart: nothing happens otherwise than was said."""
    if approval not in ApprovalWay.values:
        raise Refused(_("请选择审定方式。"), field="approval")
    if approval != ApprovalWay.COMMITTEE and not any(
        "approval" in row.condition for row in rows_in_force(REVIEW)
    ):
        sentence = _("现行审批路线没有按审定方式区分环节，请先在审批路线中规定，再选择“%(way)s”。")
        raise Refused(sentence % {"way": ApprovalWay(approval).label}, field="approval")


def _item(template: Template, place: int, item: ListItem) -> TemplateItem:
    return TemplateItem(
        template=template,
        order=item.order or place,
        code=item.code,
        category=item.category,
        title=item.title,
        requirement=item.requirement,
        points=item.points_text[:300],
        score=item.score,
        evidence=item.evidence,
        source=item.source,
    )
