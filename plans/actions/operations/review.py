"""初审: the office receives a plan, says everything once (一次性告知) or proposes it to the meeting."""

from django.utils.translation import gettext as _

from documents import service as documents
from documents.enums import DocumentKind
from documents.models import Document
from records import clock, versions, workdays
from records.enums import Circle
from records.errors import Refused
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import routes
from workflows.acts import acting, liaison_of
from workflows.enums import OpinionKind, Outcome, StageKind
from workflows.models import Opinion
from workflows.routes import Word

from .. import content as contents
from .. import rules
from ..flow import PlanFlow
from . import facts_for

RECEIVED = sentence("%(title)s：工委办公室已签收")
RETURNED = sentence("%(title)s（第%(n)d版）需修改后重报，共%(points)d处，请于%(date)s前报回")
DECLINED = sentence("%(title)s（第%(n)d版）已退回：%(words)s，请于%(date)s前报回")
REVISE = sentence("退回修改，请修改后重报")
OPINION = sentence("方案审核意见书（第%(n)d轮）")
REVISE_DAYS = 5


def receive(plan, *, by) -> None:
    """签收: the office has the plan; from here the unit cannot withdraw it."""
    with acting(plan, PlanFlow.reviewing, by=by) as act:
        rules.check_can_receive(plan, by)
        act.record("plan.received", version=plan.version_n)
        act.notify([liaison_of(plan)], "plan.received", RECEIVED(title=plan.title))
        round_ = routes.current(plan.process_id)
        routes.go_on(act, round_, routes.stages_ahead(plan, round_), note=facts_for.round_note(plan))


def decline(plan, *, by, reason: str) -> None:
    """退回 before receipt (not complete, not ours): always with a reason."""
    with acting(plan, PlanFlow.reviewing, by=by) as act:
        rules.check_can_receive(plan, by)
        _require(reason, _("退回必须填写理由。"))
        _return(act, plan, code="plan.declined", words=reason, days=REVISE_DAYS)


def add_point(
    plan, *, by, line: str, criterion: str, now: str, wrong: str, wanted: str, late_reason: str = ""
) -> Opinion:
    """记录意见: one point at one line: what is written, what is wrong, what it should become.

    In a later round a point may concern only what changed since, an insufficient answer, or be
    补充提出 with a reason (`late_reason`).
    """
    _require(wrong, _("请写明问题。"))
    _require(wanted, _("请写明改到什么程度。"))
    with acting(plan, PlanFlow.reviewing, by=by) as act:
        rules.check_can_review(plan, by)
        round_ = routes.current(plan.process_id)
        labels = contents.line_labels(plan)
        if line not in labels:
            raise Refused(_("该条目已不在方案中，请刷新页面。"))
        if not late_reason.strip() and not facts_for.may_be_raised(plan, line):
            raise Refused(_("该条目上轮无意见且本轮没有修改；如确需补充提出，请填写补充提出的理由。"))
        same = {"round": round_, "line": line, "wrong": wrong.strip(), "wanted": wanted.strip(), "by": act.by}
        if again := Opinion.objects.filter(kind=OpinionKind.POINT, criterion=criterion, **same).first():
            return again  # a second press of the button has one effect
        act.fact("plan.point_written", line=line, item_code=contents.item_code_at(plan, line))
        return Opinion.objects.create(
            round=round_,
            version_id=round_.version_id,
            kind=OpinionKind.POINT,
            line=line,
            line_label=labels[line],
            criterion=criterion,
            now=now.strip(),
            wrong=wrong.strip(),
            wanted=wanted.strip(),
            late_reason=late_reason.strip(),
            by=act.by,
            at=clock.now(),
        )


def change_point(point: Opinion, plan, *, by, now: str, wrong: str, wanted: str) -> None:
    """修改意见 before it has been issued to the unit."""
    _require(wrong, _("请写明问题。"))
    _require(wanted, _("请写明改到什么程度。"))
    with acting(plan, PlanFlow.reviewing, by=by) as act:
        _check_unissued(point, plan, by)
        act.fact("plan.point_changed", line=point.line, item_code=contents.item_code_at(plan, point.line))
        point.now, point.wrong, point.wanted = now.strip(), wrong.strip(), wanted.strip()
        point.save(update_fields=["now", "wrong", "wanted"])


def remove_point(point: Opinion, plan, *, by) -> None:
    """删除意见 before it has been issued to the unit."""
    with acting(plan, PlanFlow.reviewing, by=by) as act:
        _check_unissued(point, plan, by)
        act.fact("plan.point_removed", line=point.line, item_code=contents.item_code_at(plan, point.line))
        point.delete()


def add_remark(plan, *, by, text: str) -> None:
    """办公室内部意见: stays within the office and the leaders."""
    _require(text, _("请填写意见。"))
    with acting(plan, PlanFlow.reviewing, by=by) as act:
        rules.check_can_review(plan, by)
        act.record("plan.remarked", version=plan.version_n, words=text)


def settle_point(point: Opinion, plan, *, by, settled: bool) -> None:
    """确认已落实 (or not yet) a point of an earlier round."""
    with acting(plan, PlanFlow.reviewing, PlanFlow.confirming, by=by) as act:
        rules.check_can_settle(plan, by)
        if point.issued_at is None:
            raise Refused(_("该意见尚未告知单位，可以直接修改或删除。"))
        point.settled_at = clock.now() if settled else None
        point.save(update_fields=["settled_at"])
        act.record(
            "plan.point_settled",
            version=plan.version_n,
            line=point.line,
            item_code=contents.item_code_at(plan, point.line),
            task=point.line_label,
            settled=settled,
        )


def answer_point(point: Opinion, plan, *, by, answer: str) -> None:
    """答复意见: the unit says, at the point, what it did about it. May be rewritten until resubmission."""
    _require(answer, _("请填写答复。"))
    with acting(plan, PlanFlow.drafting, PlanFlow.revising, PlanFlow.amending, by=by) as act:
        rules.check_can_answer(point, plan, by)
        point.answer, point.answered_by, point.answered_at = answer.strip(), by, clock.now()
        point.save(update_fields=["answer", "answered_by", "answered_at"])
        act.record(
            "plan.point_answered",
            version=plan.version_n,
            line=point.line,
            item_code=contents.item_code_at(plan, point.line),
            task=point.line_label,
            answer=point.answer,
        )


def draft_opinion(plan, *, by, words: str = "", days: int = REVISE_DAYS) -> Document:
    """样稿 of the 方案审核意见书 as it would leave now; nothing is returned yet."""
    with acting(plan, PlanFlow.reviewing, by=by) as act:
        rules.check_can_review(plan, by)
        round_ = routes.current(plan.process_id)
        points = _points(round_)
        limit = workdays.add(clock.today(), days)
        act.record("paper.drafted", title=OPINION(n=round_.n))
        given = _opinion(plan, round_, points, words, limit.date, days, by=by)
        return documents.draft_anew(DocumentKind.REVIEW_OPINION, **given)


def return_for_revision(plan, *, by, words: str = "", days: int = REVISE_DAYS) -> None:
    """退回修改: one letter says all points; the unit has `days` working days to report again."""
    with acting(plan, PlanFlow.reviewing, by=by) as act:
        rules.check_can_review(plan, by)
        round_ = routes.current(plan.process_id)
        points = _points(round_)
        _return(act, plan, code="plan.returned", words=words, days=days, points=points, round_=round_)


def propose_to_meeting(plan, *, by, words: str) -> None:
    """提请上会, or on to whatever comes next: the office has no more points; its proposal goes along with the plan."""
    with acting(plan, PlanFlow.reviewing, by=by) as act:
        rules.check_can_review(plan, by)
        _require(words, _("请填写拟办意见。"))
        round_ = routes.current(plan.process_id)
        if round_.opinions.filter(kind=OpinionKind.POINT).exists():
            raise Refused(_("本轮还有未告知单位的意见，请先退回修改或删除这些意见。"))
        documents.drop_sample(plan.key, DocumentKind.REVIEW_OPINION)
        ahead = routes.stages_ahead(plan, round_)
        votes = bool(ahead) and ahead[0].kind == StageKind.VOTE
        act.record("plan.proposed" if votes else "plan.passed_on", version=plan.version_n, words=words)
        routes.go_on(act, round_, ahead, note=words, word=Word(words))


def _return(act, plan, *, code: str, words: str, days: int, points=(), round_=None) -> None:
    round_ = round_ or routes.current(plan.process_id)
    limit = workdays.add(clock.today(), days)
    act.leave(Outcome.RETURNED)
    routes.advance(act, round_, Outcome.RETURNED)
    act.set(revise_by=limit.date)
    now = clock.now()
    for point in points:
        point.issued_at = now
    Opinion.objects.filter(pk__in=[point.pk for point in points]).update(issued_at=now)
    act.record(
        code,
        version=plan.version_n,
        words=words,
        points=len(points),
        lines=[point.line_label for point in points],
        round=round_.n,
        revise_by=limit.date.isoformat(),
    )
    note = "；".join(point.line_label for point in points) or words
    act.assign("draft", liaison_of(plan), REVISE(), due=limit, n=round_.n, note=note)
    told = (RETURNED if points else DECLINED)(
        title=plan.title,
        n=plan.version_n,
        points=len(points),
        words=words,
        date=limit.date.isoformat(),
    )
    act.notify([liaison_of(plan), holders.post(Post.HEAD, plan.unit_id)], code, told)
    if points:
        given = _opinion(plan, round_, points, words, limit.date, days, by=act.by)
        documents.ask_as_drafted(DocumentKind.REVIEW_OPINION, **given)


def _points(round_) -> list[Opinion]:
    points = list(round_.opinions.filter(kind=OpinionKind.POINT))
    if not points:
        raise Refused(_("退回修改须至少写明一处意见（现在怎么写、问题、改到什么程度）。"))
    return points


def _opinion(plan, round_, points, words: str, reply_by, days: int, *, by) -> dict:
    version = versions.get(plan.key, plan.version_n)
    return {
        "subject": plan.key,
        "title": OPINION(n=round_.n),
        "unit": plan.unit,
        "version": version,
        "facts": facts_for.review_opinion_facts(plan, version, round_, points, words, reply_by, days, by),
        "by": by,
        "circle": Circle.FEEDBACK,
        "series": "方案审核意见书",
    }


def _check_unissued(point, plan, by) -> None:
    rules.check_can_review(plan, by)
    if point.issued_at is not None:
        raise Refused(_("该意见已告知单位，不能再修改。"))


def _require(text: str, sentence: str) -> None:
    if not text.strip():
        raise Refused(sentence)
