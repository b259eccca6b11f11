"""起草、发布审批路线: a draft keeps what was typed; publishing makes it the next version, once its simulation finds nothing."""

from contextlib import contextmanager

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from records import clock, facts, turns
from records.errors import Refused, Stale
from records.stored import in_chinese
from units.queries import office_id

from .. import deeds, rules
from ..models import Route
from ..queries.routes import design_for, rows_in_force, rows_of, simulation_of
from ..stage_rows import StageRow
from .routes import write_stages

MOST_KEPT = 60  # stages a draft takes before they are looked at


def start_draft(code: str, *, by) -> Route:
    """起草新版本: from the version in force, or from the duties of the design; the draft that is there already, if there is one."""
    rules.check_can_build_routes(by)
    design = design_for(code)
    with transaction.atomic():
        turns.take(key(code))
        draft = Route.objects.filter(code=code, published_at=None).first()
        if draft is not None:
            return draft
        last = Route.objects.filter(code=code).aggregate(last=Max("n"))["last"] or 0
        with in_chinese():
            name = str(design.name)
        draft = Route.objects.create(
            code=code,
            n=last + 1,
            name=name,
            draft=[row.as_json() for row in rows_in_force(code) or [duty.row for duty in design.duties]],
            saved_by=by,
            saved_at=clock.now(),
        )
        _record(draft, "route.drafted", by=by)
    return draft


def save_draft(route: Route, *, by, rows: list[StageRow], reason: str, revision: int) -> int:
    """保存草稿 as it is typed, wrong or right. Returns the new revision; Stale when somebody saved since."""
    rules.check_can_build_routes(by)
    if len(rows) > MOST_KEPT:
        raise Refused(_("环节过多，请先删除一些。"))
    with _holding(route) as kept:
        if kept.revision != revision:
            raise Stale(
                mine={"reason": reason},
                theirs={"reason": kept.reason},
                revision=kept.revision,
                who=kept.saved_by.name if kept.saved_by else "",
                when=kept.saved_at,
                sentence=_("这份草稿已由他人修改，您的修改没有保存，仍留在页面上。"),
            )
        kept.draft = [row.as_json() for row in rows]
        kept.reason, kept.revision = reason.strip()[:300], kept.revision + 1
        kept.saved_by, kept.saved_at = by, clock.now()
        kept.save(update_fields=["draft", "reason", "revision", "saved_by", "saved_at"])
        facts.note_daily(facts.fact("route.written", subject=key(kept.code), unit_id=office_id()))
    return kept.revision


def publish_route(route: Route, *, by, revision: int, reason: str = "") -> Route:
    """发布: the draft as it was simulated becomes the version in force. What is under way keeps the version it began with."""
    rules.check_can_build_routes(by)
    with _holding(route) as kept:
        if kept.revision != revision:
            raise Refused(_("草稿在模拟之后又有修改，请重新模拟后再发布。"))
        found = simulation_of(kept)
        if found.problems:
            raise Refused(_("模拟发现%(n)d个问题，不能发布，请先修改。") % {"n": len(found.problems)})
        kept.reason = reason.strip()[:300] or kept.reason
        if not kept.reason:
            raise Refused(_("请填写修改说明。"), field="reason")
        write_stages(kept, rows_of(kept))
        kept.published_at, kept.published_by, kept.draft = clock.now(), by, []
        kept.save(update_fields=["published_at", "published_by", "draft", "reason"])
        _record(kept, "route.published", by=by, reason=kept.reason)
    return kept


def discard_draft(route: Route, *, by) -> None:
    """放弃草稿. Published versions are never removed."""
    rules.check_can_build_routes(by)
    with _holding(route) as kept:
        _record(kept, "route.discarded", by=by)
        kept.delete()


def key(code: str) -> str:
    """The name of the trail of a route."""
    return f"route:{code}"


@contextmanager
def _holding(route: Route):
    """The draft, read anew, with nobody else at this route."""
    with transaction.atomic():
        turns.take(key(route.code))
        kept = Route.objects.select_for_update(of=("self",)).filter(pk=route.pk, published_at=None)
        found = kept.select_related("saved_by").first()
        if found is None:
            raise Refused(_("该草稿已发布或已放弃，请返回列表。"))
        yield found


def _record(route: Route, code: str, *, by, **params) -> None:
    deeds.record(key(route.code), code, by=by, about=[office_id()], name=route.name, n=route.n, **params)
