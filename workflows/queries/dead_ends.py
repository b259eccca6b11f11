"""单位自检: dead ends named before anything runs into them, each with the page that mends it. As many statements for three units as for three hundred."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from notifications.queries import out_of_reach
from records import clock
from units import holders
from units.enums import Post, UnitKind
from units.models import Delegation, Person, Posting, Seat, Unit
from units.queries import valid_on

from ..designs import designs
from ..enums import StagePlace
from ..models import Assignment
from .route_people import People, crew_of
from .routes import rows_in_force

SOON = timedelta(days=7)
NEEDED = (Post.LIAISON, Post.HEAD)


@dataclass(frozen=True)
class DeadEnd:
    """What will stop, in one sentence; where it is mended, and what the button there is called. `unit_id` None: the committee's."""

    topic: str
    sentence: str
    mend: str
    mend_label: str
    unit_id: int | None = None


def dead_ends(unit_ids: Iterable[int] | None = None) -> list[DeadEnd]:
    """Everything found today; with `unit_ids` what concerns these units alone."""
    found = [*_posts(), *_delegations(), *_waiting(), *_reach()]
    if unit_ids is not None:
        wanted = set(unit_ids)
        return [each for each in found if each.unit_id in wanted]
    return [*_routes(), *found]


# --- 岗位 ------------------------------------------------------------------------------------------------
def posts_url(unit_id: int) -> str:
    """Where the posts of a unit are filled."""
    return reverse("unit_posts", args=[unit_id])


def _posts() -> Iterable[DeadEnd]:
    """A unit without 联络员 or 负责人, with both in one person, with one account only; the office without whom it needs."""
    today, held = clock.today(), defaultdict(set)
    postings = Posting.objects.filter(valid_on(today), person__is_active=True)
    for post, unit, person in postings.values_list("post", "unit_id", "person_id"):
        held[post, unit].add(person)
    accounts = dict(
        Person.objects.filter(is_active=True).values_list("unit_id").annotate(n=Count("pk")).order_by()
    )
    for unit in Unit.objects.filter(valid_on(today)).order_by("pinyin", "id"):
        place = {"mend": posts_url(unit.pk), "mend_label": _("任命"), "unit_id": unit.pk}
        say = replace(DeadEnd(_("岗位"), "", "", ""), **place)
        if unit.kind == UnitKind.OFFICE:
            yield from _office(unit, held, say)
            continue
        for post in NEEDED:
            if not held[post, unit.pk]:
                told = {"unit": unit.name, "post": Post(post).label}
                yield replace(say, sentence=_("%(unit)s没有%(post)s，事项送到该单位会无人办理。") % told)
        liaisons, heads = held[Post.LIAISON, unit.pk], held[Post.HEAD, unit.pk]
        if liaisons and heads and liaisons == heads and len(heads) == 1:
            yield replace(
                say,
                sentence=_("%(unit)s的联络员和单位负责人是同一人，不能审核自己报送的事项。")
                % {"unit": unit.name},
            )
        elif accounts.get(unit.pk, 0) == 1:
            yield replace(
                say, sentence=_("%(unit)s只有一个账号，起草和审核没有两个人。") % {"unit": unit.name}
            )


OFFICE = (Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.SECRETARY, Post.RECORDS_CLERK, Post.BUSINESS_ADMIN)


def _office(unit: Unit, held, say: DeadEnd) -> Iterable[DeadEnd]:
    for post in OFFICE:
        if not held[post, unit.pk]:
            told = {"unit": unit.name, "post": Post(post).label}
            yield replace(say, sentence=_("%(unit)s没有%(post)s，由该岗位办理的环节会停住。") % told)


# --- 审批路线 --------------------------------------------------------------------------------------------
def _routes() -> Iterable[DeadEnd]:
    """Published routes whose stages nobody could answer for some unit today: no holder, or only people barred by 回避."""
    for design in designs():
        rows = rows_in_force(design.code)
        if not rows:
            yield DeadEnd(
                _("审批路线"),
                _("“%(route)s”还没有发布审批路线，不能开始审核。") % {"route": design.name},
                reverse("route", args=[design.code]),
                _("去发布"),
            )
            continue
        say = DeadEnd(_("审批路线"), "", reverse("route", args=[design.code]), _("修改路线，或任命该岗位"))
        told = {"route": design.name}
        for gap in crew_of(design, rows).gaps:
            yield replace(say, sentence=_("“%(route)s”") % told + gap.sentence)
        people = People(rows)
        for row in rows:
            if row.asks or row.votes or not row.post:
                continue
            places = people.units if row.place == StagePlace.UNIT else [people.office]
            if empty := [unit for unit in places if not people.held[row.post, unit]]:
                more = told | {"stage": row.label, "post": Post(row.post).label, "n": len(empty)}
                yield replace(
                    say,
                    sentence=_(
                        "“%(route)s”环节“%(stage)s”：没有人任%(post)s（%(n)d个单位），走到这里会停住。"
                    )
                    % more,
                )
        for person in _gone(each for row in rows for each in row.people):
            yield replace(
                say,
                sentence=_("“%(route)s”指定的办理人%(name)s已停用或没有岗位。")
                % (told | {"name": person.name}),
            )


def _gone(people: Iterable[int]) -> list[Person]:
    return list(left().filter(pk__in=list(people)))


def left():
    """Who has left: switched off, or neither post nor seat today."""
    today = clock.today()
    posts = Posting.objects.filter(valid_on(today), person=OuterRef("pk"))
    seats = Seat.objects.filter(valid_on(today), person=OuterRef("pk"))
    return Person.objects.filter(Q(is_active=False) | ~(Exists(posts) | Exists(seats)))


# --- 委托 ------------------------------------------------------------------------------------------------
def _delegations() -> Iterable[DeadEnd]:
    """What runs out within a week, and what gives nothing because its delegate has left."""
    today = clock.today()
    rows = Delegation.objects.filter(valid_on(today), revoked_at=None).select_related(
        "principal__unit", "delegate"
    )
    gone = set(left().filter(pk__in=rows.values("delegate")).values_list("pk", flat=True))
    for row in rows.order_by("until", "id"):
        told = {"principal": row.principal.name, "delegate": row.delegate.name, "until": row.until}
        say = DeadEnd(
            _("委托"),
            "",
            reverse("handover_preview", args=[row.principal_id]),
            _("查看委托人的工作"),
            row.principal.unit_id,
        )
        if row.delegate_id in gone:
            yield replace(say, sentence=_("%(principal)s委托的%(delegate)s已离任，委托不起作用。") % told)
        elif row.until and row.until <= today + SOON:
            yield replace(
                say,
                sentence=_("%(principal)s对%(delegate)s的委托%(until)s到期，到期后由本人办理或另行委托。")
                % told,
            )


# --- 待办 ------------------------------------------------------------------------------------------------
def _waiting() -> Iterable[DeadEnd]:
    """Open 待办 of people who have left, and of posts that nobody holds."""
    people = {holders.person(person.pk): person for person in left().select_related("unit")}
    open_ones = Assignment.objects.filter(done_at=None)
    for holder, n in _counted(open_ones.filter(holder__startswith="person:")):
        if person := people.get(holder):
            yield DeadEnd(
                _("待办"),
                _("%(unit)s%(name)s已离任，还有%(n)d件待办没有移交。")
                % {"unit": person.unit.short_name, "name": person.name, "n": n},
                reverse("handover_preview", args=[person.pk]),
                _("工作交接"),
                person.unit_id,
            )
    held = {
        holders.post(post, unit)
        for post, unit in Posting.objects.filter(valid_on(clock.today()), person__is_active=True).values_list(
            "post", "unit_id"
        )
    }
    empty = {
        holder: n
        for holder, n in _counted(open_ones.filter(holder__startswith="post:"))
        if holder not in held
    }
    words = holders.labels(empty)
    for holder, n in empty.items():
        _post, unit_id = holders.post_of(holder)
        yield DeadEnd(
            _("待办"),
            _("%(post)s没有人，%(n)d件待办无人办理。") % {"post": words[holder], "n": n},
            posts_url(unit_id),
            _("任命"),
            unit_id,
        )


def _counted(assignments) -> list[tuple[str, int]]:
    return list(assignments.order_by("holder").values_list("holder").annotate(n=Count("pk")))


# --- 渠道 ------------------------------------------------------------------------------------------------
def _reach() -> Iterable[DeadEnd]:
    """Who holds a post and can be told nothing."""
    for person in out_of_reach():
        yield DeadEnd(
            _("渠道"),
            _("%(unit)s%(name)s一个月没有登录，也没有可用的电子邮箱，收不到提醒。")
            % {"unit": person.unit.short_name, "name": person.name},
            posts_url(person.unit_id),
            _("查看单位人员"),
            person.unit_id,
        )
