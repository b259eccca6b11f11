"""手头工作 the engine knows by itself: posts, questions at a stage, acceptance, meetings, delegations; and what nobody else can take."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import clock
from records.errors import why_not
from records.stored import said, sentence
from units import holders
from units.enums import Post
from units.models import Delegation, Posting, Seat
from units.queries import office_id, standing, valid_on
from units.standing import TECHNICAL_POSTS

from . import answering, rules, subjects
from .asking import STAGE
from .enums import OWN_HOUSE, MeetingState, StagePlace
from .holdings import Held, Holding, Moving, Posts, is_of, kinds, pass_on, register, waiting_for
from .models import Asked, Assignment, GroupMember, Meeting, Stage, TeamMember, Visit
from .operations.minutes import REVISE
from .operations.visits import ON_VISIT
from .queries import recusal
from .queries.visits import OPEN, waiting_at
from .routes import VOTE

TAKEN_OVER = sentence("由%(name)s移交")
ENDED = sentence("%(name)s的工作已交接，与您之间的委托已终止；需要的，请另行委托。")
OTHERS = frozenset({Post.LIAISON, Post.HEAD})  # who writes and who signs are never one person


# --- 岗位 ------------------------------------------------------------------------------------------------
def _posts_of(person) -> list[Held]:
    rows = Posting.objects.filter(valid_on(clock.today()), person=person).select_related("unit", "section")
    return [
        Held(
            key=f"post:{row.pk}",
            what=str(row.get_post_display()),
            title=row.unit.name + (f" {row.section.name}" if row.section else ""),
            unit_id=row.unit_id,
            stuck=_("系统管理岗位须另行任免") if row.post in TECHNICAL_POSTS else "",
            row=row,
        )
        for row in rows.order_by("id")
    ]


def _post_barred(held: Held, to, gets: Posts) -> str:
    posting = held.row
    if not is_of(to, posting.unit_id, frozenset()):
        return _("%(name)s不是该单位人员") % {"name": to.name}
    own = {post for post, unit in standing(to).posts | gets if unit == posting.unit_id}
    if posting.post in OTHERS and OTHERS - {posting.post} <= own:
        return _("%(name)s将同时任联络员和单位负责人，起草和审核不能由同一人办理") % {"name": to.name}
    return ""


def _move_post(moving: Moving) -> None:
    """The old posting ends with yesterday (with today, when it began today), the new one begins today."""
    posting, today = moving.held.row, clock.today()
    posting.until = max(posting.since, today - timedelta(days=1))
    posting.save(update_fields=["until"])
    if not standing(moving.to).holds(posting.post, posting.unit_id):
        Posting.objects.create(
            person=moving.to,
            post=posting.post,
            unit=posting.unit,
            section=posting.section,
            since=today,
        )
    tell(moving, moving.record, "handover.post_given")


# --- 环节表态 --------------------------------------------------------------------------------------------
def _turns_of(person) -> list[Held]:
    rows = Asked.objects.filter(
        holder=holders.person(person.pk), answer="", round__closed_at=None
    ).select_related("round__stage", "round__version")
    found = []
    for row in rows.order_by("id"):
        stage, subject = row.round.stage, subjects.subject_of(row.round.subject)
        found.append(
            Held(
                key=f"turn:{row.pk}",
                what=stage.label,
                title=str(subject),
                subjects=(subject.key,),
                unit_id=subject.unit_id,
                url=subjects.kind_of(subject.key).url(subject),
                due=row.round.due,
                stuck=_("传签由委员本人表态，不能移交") if stage.place == StagePlace.COMMITTEE else "",
                row=(row, subject),
            )
        )
    return found


def _turn_barred(held: Held, to, gets: Posts) -> str:
    row, subject = held.row
    round_ = row.round
    if round_.asked.filter(Q(holder=holders.person(to.pk)) | Q(by=to)).exists():
        return _("%(name)s已在本环节被征求意见") % {"name": to.name}
    if to.pk in answering.writers_of(subject, round_):
        return _("%(name)s是起草人、报送人，不能审核自己报送的事项") % {"name": to.name}
    if round_.stage.place in OWN_HOUSE:
        return "" if is_of(to, subject.unit_id, gets) else _("%(name)s不是该单位人员") % {"name": to.name}
    in_office = standing(to).is_office or any(unit_id == office_id() for _post, unit_id in gets)
    if round_.stage.place == StagePlace.OFFICE and not in_office:
        return _("%(name)s不在工委办公室任职") % {"name": to.name}
    return _ground(recusal.grounds(subject), to)


def _ground(grounds: dict[int, str], to) -> str:
    if to.pk not in grounds:
        return ""
    return _("%(name)s应当回避（%(ground)s）") % {"name": to.name, "ground": said(grounds[to.pk])}


def _move_turn(moving: Moving) -> None:
    row, subject = moving.held.row
    act = moving.acts[subject.key]
    Asked.objects.filter(pk=row.pk).update(holder=holders.person(moving.to.pk))
    _pass_on(moving, act, STAGE)
    tell(moving, act, "handover.turn_given")


def _pass_on(moving: Moving, act, *assigned: str, line: str | None = None) -> None:
    for waiting in waiting_for(act, moving.giver, *assigned, line=line):
        pass_on(act, waiting, moving.to, TAKEN_OVER(name=moving.giver.name))


def tell(moving: Moving, act, code: str, **where) -> None:
    """The line on the trail of the thing, and the word to whoever has it now."""
    held = moving.held
    act.record(code, what=held.what, title=held.title, giver=moving.giver.name, to=moving.to.name, **where)
    told = GIVEN(giver=moving.giver.name, what=held.what, title=held.title)
    act.notify([moving.to], "handover.given", told, url=held.url or "/")


GIVEN = sentence("%(giver)s的工作已移交给您：%(what)s %(title)s")


# --- 验收组 ----------------------------------------------------------------------------------------------
def _groups_of(person) -> list[Held]:
    rows = GroupMember.objects.filter(
        person=person, group__concluded_at=None, group__round__closed_at=None, group__visit=None
    ).select_related("group__round")
    found = []
    for row in rows.order_by("id"):
        subject = subjects.subject_of(row.group.round.subject)
        found.append(
            Held(
                key=f"group:{row.pk}",
                what=_("验收组组长") if row.leads else _("验收组成员"),
                title=str(subject),
                subjects=(subject.key,),
                url=subjects.kind_of(subject.key).url(subject),
                due=row.group.visit_on,
                row=(row, subject),
            )
        )
    return found


def _group_barred(held: Held, to, gets: Posts) -> str:
    row, subject = held.row
    if row.group.members.filter(person=to).exists():
        return _("%(name)s已在该验收组内") % {"name": to.name}
    return why_not(rules.check_can_accept, subject, to).rstrip("。")


def _move_group(moving: Moving) -> None:
    """What the former member found stays as found, under their name."""
    row, subject = moving.held.row
    act = moving.acts[subject.key]
    GroupMember.objects.filter(pk=row.pk).update(person=moving.to, unit_id=moving.to.unit_id)
    _pass_on(moving, act, STAGE)
    tell(moving, act, "handover.turn_given")


def _teams_of(person) -> list[Held]:
    rows = TeamMember.objects.filter(person=person).select_related("team__batch")
    found = []
    for row in rows.order_by("id"):
        visits = list(Visit.objects.filter(**OPEN, team=row.team).select_related("unit").order_by("pk"))
        if not visits:
            continue
        groups = GroupMember.objects.filter(
            person=person, group__concluded_at=None, group__visit__in=visits
        ).select_related("group__round")
        inner = list(groups)
        found.append(
            Held(
                key=f"team:{row.pk}",
                what=_("验收组组长") if row.leads else _("验收组成员"),
                title=f"{row.team.batch.title} {row.team}",
                subjects=(*(each.key for each in visits), *(each.group.round.subject for each in inner)),
                url=reverse("acceptance_batch", args=[row.team.batch_id]),
                due=visits[0].on,
                row=(row, visits, inner),
            )
        )
    return found


def _team_barred(held: Held, to, gets: Posts) -> str:
    row, visits, inner = held.row
    if row.team.members.filter(person=to).exists():
        return _("%(name)s已在该验收组内") % {"name": to.name}
    units = frozenset(each.unit_id for each in visits)
    judged = [*waiting_at(*units), *(subjects.subject_of(each.group.round.subject) for each in inner)]
    return _ground(recusal.to_accept(*judged, at=units), to)


def _move_team(moving: Moving) -> None:
    row, visits, inner = moving.held.row
    theirs = {"person": moving.to, "unit_id": moving.to.unit_id}
    TeamMember.objects.filter(pk=row.pk).update(**theirs)
    for visit in visits:
        act = moving.acts[visit.key]
        _pass_on(moving, act, ON_VISIT)
        tell(moving, act, "handover.turn_given")
    for member in inner:
        GroupMember.objects.filter(pk=member.pk).update(**theirs)
        act = moving.acts[member.group.round.subject]
        _pass_on(moving, act, STAGE)
        tell(moving, act, "handover.turn_given")


# --- 会务 ------------------------------------------------------------------------------------------------
def _meetings_of(person) -> list[Held]:
    rows = Meeting.objects.filter(
        ~Q(state=MeetingState.CLOSED) | Q(minutes__confirmed_at=None), secretary=person
    )
    return [
        Held(
            key=f"meeting:{row.pk}",
            what=_("会议秘书"),
            title=row.title,
            subjects=(row.key,),
            unit_id=row.unit_id,
            url=reverse("meeting", args=[row.pk]),
            due=row.held_on,
            row=row,
        )
        for row in rows.select_related("committee").order_by("held_on", "pk")
    ]


def _meeting_barred(held: Held, to, gets: Posts) -> str:
    if standing(to).holds_in_office(Post.SECRETARY) or (Post.SECRETARY, held.unit_id) in gets:
        return ""
    return _("%(name)s不是会议秘书，请一并移交会议秘书岗位") % {"name": to.name}


def _move_meeting(moving: Moving) -> None:
    act = moving.acts[moving.held.row.key]
    act.set(secretary=moving.to)
    _pass_on(moving, act, REVISE)
    tell(moving, act, "handover.meeting_given")


# --- 委托 ------------------------------------------------------------------------------------------------
def _delegations_of(person) -> list[Held]:
    rows = Delegation.objects.filter(
        Q(principal=person) | Q(delegate=person), Q(until=None) | Q(until__gte=clock.today()), revoked_at=None
    ).select_related("principal", "delegate")
    return [
        Held(
            key=f"delegation:{row.pk}",
            what=_("委托"),
            title=f"{row.principal.name} → {row.delegate.name}",
            unit_id=row.principal.unit_id,
            due=row.until,
            ends=True,
            row=row,
        )
        for row in rows.order_by("id")
    ]


def _end_delegation(moving: Moving) -> None:
    """Authority is given by its principal alone: it ends, and whoever is left of the two is told."""
    row = moving.held.row
    Delegation.objects.filter(pk=row.pk).update(revoked_at=clock.now())
    other = row.delegate if row.principal_id == moving.giver.pk else row.principal
    moving.record.record(
        "handover.delegation_ended", principal=row.principal.name, delegate=row.delegate.name
    )
    moving.record.notify([other], "handover.delegation_ended", ENDED(name=moving.giver.name), url="/")


# --- 不能移交的 ------------------------------------------------------------------------------------------
def _personal_of(person) -> list[Held]:
    """Seats, ballots, and the stages of published routes that name the person: each with the reason and the way."""
    today = clock.today()
    found = [
        Held(
            key=f"personal:seat{row.pk}",
            what=str(row.get_role_display()),
            title=row.committee.name,
            stuck=_("委员席位和表决不得委托、不能移交，请办理换届或补选"),
            mend=reverse("committee", args=[row.committee_id]),
        )
        for row in Seat.objects.filter(valid_on(today), person=person).select_related("committee")
    ]
    moved = frozenset().union(*(each.assigned for each in kinds().values()))
    waiting = Assignment.objects.filter(holder=holders.person(person.pk), done_at=None)
    own = waiting.exclude(kind__in=moved)
    for name, label, rows in (
        ("votes", _("会议表决"), own.filter(kind=VOTE)),
        ("own", _("审定、确认等"), own.exclude(kind=VOTE)),
    ):
        if n := rows.count():
            title, stuck = _("%(n)d件") % {"n": n}, _("由本人办理，不能移交")
            found.append(Held(key=f"personal:{name}", what=label, title=title, stuck=stuck))
    stages = Stage.objects.filter(people=person, route__published_at__isnull=False).select_related("route")
    newest = {}
    for stage in stages.order_by("route__n"):
        newest[stage.route.code] = stage
    for stage in newest.values():
        if not _is_in_force(stage):
            continue
        found.append(
            Held(
                key=f"personal:stage{stage.pk}",
                what=_("审批路线"),
                title=f"{stage.route.name} {stage.label}",
                stuck=_("已发布的路线不能修改，请发布新版本，改为其他办理人"),
                mend=reverse("route", args=[stage.route.code]),
            )
        )
    return found


def _is_in_force(stage) -> bool:
    later = stage.route.__class__.objects.filter(
        code=stage.route.code, n__gt=stage.route.n, published_at__isnull=False
    )
    return not later.exists()


def nobody(held: Held, to, gets: Posts) -> str:
    """What cannot move is taken by nobody."""
    return held.stuck or _("不能移交")


def anybody(held: Held, to, gets: Posts) -> str:
    """What ends is taken by nobody and barred for nobody."""
    return ""


def stays(moving: Moving) -> None:
    """Nothing moves."""


def tell_the_engine() -> None:
    """Called once, when the app is ready."""
    register("post", Holding(gettext_lazy("岗位"), _posts_of, _post_barred, _move_post, inside=True))
    register(
        "turn",
        Holding(gettext_lazy("环节办理"), _turns_of, _turn_barred, _move_turn, assigned=frozenset({STAGE})),
    )
    register("group", Holding(gettext_lazy("验收"), _groups_of, _group_barred, _move_group))
    register(
        "team",
        Holding(
            gettext_lazy("现场验收"), _teams_of, _team_barred, _move_team, assigned=frozenset({ON_VISIT})
        ),
    )
    register(
        "meeting",
        Holding(
            gettext_lazy("会务"), _meetings_of, _meeting_barred, _move_meeting, assigned=frozenset({REVISE})
        ),
    )
    register(
        "delegation", Holding(gettext_lazy("委托"), _delegations_of, anybody, _end_delegation, inside=True)
    )
    register("personal", Holding(gettext_lazy("本人办理的"), _personal_of, nobody, stays))
