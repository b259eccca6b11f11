"""文书 of an item: 送审签 for the pen, 整改销号申请审批表 and 整改销号确认单 at closing. Facts are gathered once, in the act."""

from datetime import date
from functools import partial

from documents import service as documents
from documents.enums import DocumentKind, DocumentState
from documents.models import Document
from documents.papers import closing_approval, closing_confirmation, publicity_notice, signing_slip
from records import clock, workdays
from records.enums import Circle
from records.stored import in_chinese, sentence
from units import queries as people
from units.enums import Post
from workflows.enums import Outcome
from workflows.models import AcceptanceGroup, AgendaItem, Round

from .. import chain
from ..enums import Authority, Kind, LateCause, RenewedAs
from ..models import Closing, Extension, Item

SLIP = sentence("送审签（第%(n)d次申请销号）")
DECISION_SLIP = sentence("送审签（第%(n)d次申请销号，审定）")
EXTENSION_SLIP = sentence("送审签（申请延期）")
NOTICE, PUBLICITY = sentence("整改销号公示"), "公示"
APPROVAL, CONFIRMATION = sentence("整改销号申请审批表"), sentence("整改销号确认单")
SERIES = "整改销号确认单"
STAGES = {
    chain.CONFIRM: "单位意见",
    chain.AUDIT: "审核销号",
    chain.FIRST_REVIEW: "初审意见",
    chain.RECHECK: "复核意见",
    chain.VISIT: "验收组意见",
    chain.DECIDE: "审定意见",
    chain.MEETING: "委员会意见",
    chain.PUBLICITY: "公示",
    chain.AT_SOURCE: "来源单位决定",
}
CONCLUSIONS = {Outcome.ACCEPTED: "通过验收", Outcome.LONG_TERM: "转长期坚持"}


# --- 送审签 ----------------------------------------------------------------------------------------
def ask_signing_slip(act, closing: Closing) -> None:
    """The sheet on which the unit's leader agrees by pen to this application, bound to its version."""
    lines = (f"整改措施{closing.item.measures.count()}项。", closing.self_conclusion[:200])
    asked = ("请审定是否同意申请销号。", ("同意申请销号", "退回整改"))
    _ask_slip(act, closing.version, SLIP(n=closing.n), lines, asked)


def ask_decision_slip(act, closing: Closing) -> None:
    """The sheet on which the 分管领导 of the committee agrees to 销号 by pen."""
    lines = (
        f"{closing.item.unit.name}第{closing.n}次申请销号，前列环节均已通过。",
        closing.self_conclusion[:200],
    )
    asked = ("请审定是否同意销号。", ("同意销号", "退回整改"))
    office = people.office()
    _ask_slip(act, closing.version, DECISION_SLIP(n=closing.n), lines, asked, Post.DEPUTY, office)


def ask_extension_slip(act, extension: Extension, version) -> None:
    """The sheet on which the unit's leader agrees by pen to an extension."""
    lines = (
        f"现时限{_date(extension.old_limit)}，申请延至{_date(extension.new_limit)}。",
        f"理由：{extension.reason[:200]}",
        f"目前进展：{extension.progress[:200]}",
    )
    asked = ("请审定是否同意申请延期。", ("同意申请延期", "不同意"))
    _ask_slip(act, version, EXTENSION_SLIP(), lines, asked)


def _ask_slip(act, version, title: str, lines, asked, post=Post.HEAD, issuer=None) -> None:
    """For the unit's own leader it stays in the unit; for the committee's (`issuer` the office) with the office."""
    item = act.subject
    unit = issuer or item.unit
    signer = people.people_with(post, unit.pk).first()
    documents.ask(
        DocumentKind.SIGNING_SLIP,
        subject=item.key,
        title=title,
        unit=item.unit,
        version=version,
        facts=partial(
            signing_slip.Facts,
            **_common(item, version, issuer=unit.name),
            version_code=version.code,
            called="事项",
            asked=asked[0],
            choices=asked[1],
            signer=signer.name if signer else "",
            signer_post=signer.title if signer else "",
            summary=lines,
            drafter=act.by.name,
            contact=act.by.name,
            phone=act.by.office_phone,
        ),
        by=act.by,
        circle=Circle.INTERNAL if issuer else Circle.UNIT,
    )


# --- 公示 ------------------------------------------------------------------------------------------
@in_chinese()
def ask_publicity_notice(act, closing: Closing) -> None:
    """What hangs on the wall while 公示 is on: the application as it was judged, and the days of this 公示."""
    item, content = act.subject, closing.version.content
    done = (f"{each['text']}{_ended(each['done'])}" for each in content["measures"] if not each["excuse"])
    lasting = item.kind == Kind.LONG_TERM
    documents.ask(
        DocumentKind.PUBLICITY_NOTICE,
        subject=item.key,
        title=NOTICE(),
        unit=item.unit,
        version=closing.version,
        facts=partial(
            publicity_notice.Facts,
            **_common(item, closing.version, issuer=people.office().name),
            item_number=item.number,
            source=item.source.get_kind_display(),
            problem=content["problem"],
            done=tuple(done),
            result="经审核，拟转入长期坚持。" if lasting else "经审核，整改到位，拟予销号。",
            publicity_from=closing.publicity_from,
            publicity_to=closing.publicity_to,
            days=workdays.between(closing.publicity_from, closing.publicity_to),
            contact=act.by.name,
            phone=act.by.office_phone,
        ),
        by=act.by,
        circle=Circle.FEEDBACK,
        series=PUBLICITY,
    )


def publicity_notice_of(item: Item, closing: Closing) -> Document | None:
    """The sheet of the 公示 that is on, when it was asked for and stands."""
    asked = Document.objects.filter(subject=item.key, kind=DocumentKind.PUBLICITY_NOTICE)
    begun = asked.filter(facts__publicity_from=closing.publicity_from.isoformat())
    return begun.exclude(state=DocumentState.VOID).first()


def _ended(done: str) -> str:
    return f"：{done}" if done else ""


# --- 销号 ------------------------------------------------------------------------------------------
@in_chinese()
def ask_closing_papers(act, closing: Closing, *, plan: str) -> str:
    """Both papers of a closing, asked for in its act. `plan` says what 回头看 was arranged. Returns the 确认单's number."""
    item, version = act.subject, closing.version
    rounds = list(
        Round.objects.filter(process_id=item.process_id, n=closing.n, stage__route_id=item.route_id)
        .exclude(closed_at=None)
        .select_related("stage", "closed_by__unit", "on_behalf_of")
        .order_by("id")
    )
    issuer = item.unit.name if item.source.closes == Authority.UNIT else people.office().name
    common = _common(item, version, issuer=issuer)
    late = late_words(item.late_days, item.late_cause)
    asked = partial(
        documents.ask, subject=item.key, unit=item.unit, version=version, by=act.by, circle=Circle.FEEDBACK
    )
    confirmed = asked(
        DocumentKind.CLOSING_CONFIRMATION,
        title=CONFIRMATION(),
        facts=_confirmation(item, closing, rounds, common, late, plan),
        series=SERIES,
    )
    asked(
        DocumentKind.CLOSING_APPROVAL,
        title=APPROVAL(),
        facts=_approval(item, closing, rounds, common, late, confirmed.number),
    )
    return confirmed.number


def _approval(item: Item, closing: Closing, rounds, common: dict, late: str, number: str):
    content = closing.version.content
    lasting = item.kind == Kind.LONG_TERM
    return partial(
        closing_approval.Facts,
        **common,
        item_number=item.number,
        source=content["source"]["name"],
        source_document=content["source"]["document"],
        source_date=item.source_date,
        problem=content["problem"],
        kind=content["kind"],
        standard=content["standard"],
        leader=content["leader"],
        person=content["person"],
        due=item.due,
        extended_due=item.extended_due,
        renewed_due=item.renewed_due,
        renewed_as="" if item.renewed_as == RenewedAs.EXPLAINED else item.get_renewed_as_display(),
        given_back=item.limit if item.days_given_back else None,
        applied_on=item.applied_on,
        late=late,
        round_number=closing.n,
        measures=tuple(
            closing_approval.MeasureRow(
                order=each["order"],
                text=each["text"],
                unit=each["unit"],
                person=each["person"],
                done=each["done"],
                confirmed_on=_day(each["confirmed_on"]),
                excuse=each["excuse"],
            )
            for each in content["measures"]
        ),
        evidence=tuple(
            closing_approval.EvidenceRow(
                measure=each["order"], name=file["name"], dated=_day(file["date"]), digest=file["digest"]
            )
            for each in content["measures"]
            for file in each["evidence"]
        ),
        mechanism=closing.mechanism,
        self_conclusion=closing.self_conclusion,
        truth=item.get_truth_display(),
        liability=item.get_liability_display(),
        draw=closing.draw,
        applicant=closing.asked_by.name,
        opinions=tuple(_opinion(closing, each) for each in rounds if each.stage.code in STAGES),
        result="转入长期坚持" if lasting else "同意销号",
        closed_on=closing.source_on or clock.today(),
        closing_number=closing.source_number or number,
    )


def _confirmation(item: Item, closing: Closing, rounds, common: dict, late: str, plan: str):
    lasting = item.kind == Kind.LONG_TERM
    group = AcceptanceGroup.objects.filter(round__in=rounds).order_by("-id").first()
    demands = ["长效机制持续执行，防止问题反弹。", plan + "。"]
    return partial(
        closing_confirmation.Facts,
        **common,
        item_number=item.number,
        source=item.source.get_kind_display(),
        problem=closing.version.content["problem"],
        received_on=item.received_on,
        applied_on=item.applied_on,
        accepted_on=group.visit_on if group else None,
        publicity_from=closing.publicity_from,
        publicity_to=closing.publicity_to,
        closed_on=closing.source_on or clock.today(),
        source_number=closing.source_number,
        conclusion="经核验，同意转入长期坚持，不计入销号。" if lasting else "经核验，整改到位，同意销号。",
        late=late,
        demands=tuple(demands),
        signed=tuple(_signed(closing, rounds)),
        lasting=lasting,
    )


def _signed(closing: Closing, rounds):
    """经办 whoever looked first outside the unit (or applied), 复核, 审批 whoever looked last."""
    last = {each.stage.code: each for each in rounds}
    first = last.get(chain.AUDIT) or last.get(chain.FIRST_REVIEW)
    if first:
        yield _who("经办", first)
    else:
        yield closing_confirmation.Signed(
            role="经办", person=closing.asked_by.name, on=clock.day_of(closing.asked_at)
        )
    if chain.RECHECK in last:
        yield _who("复核", last[chain.RECHECK])
    decided = [each for each in rounds if each.stage.code not in {chain.PUBLICITY, chain.AT_SOURCE}]
    yield _who("审批", decided[-1])


def _who(role: str, round_: Round):
    meeting = _meeting(round_)
    return closing_confirmation.Signed(
        role=role,
        person=meeting or _name(round_.closed_by),
        on_behalf_of=_name(round_.on_behalf_of),
        on_paper=round_.on_paper,
        on=clock.day_of(round_.closed_at),
    )


def _opinion(closing: Closing, round_: Round):
    person, post, opinion = _name(round_.closed_by), _post(round_), round_.words or "同意。"
    code = round_.stage.code
    if code == chain.VISIT:
        group = round_.group
        members = sorted(group.members.select_related("person", "unit"), key=lambda each: not each.leads)
        person = "、".join(each.person.name for each in members)
        post = "验收组"
        opinion = "。".join(filter(None, (CONCLUSIONS.get(group.conclusion, ""), group.problems)))
    elif code == chain.MEETING:
        person, post = _meeting(round_), ""
        opinion = "审议通过。" + round_.words
    elif code == chain.PUBLICITY:
        days = f"{_date(closing.publicity_from)}至{_date(closing.publicity_to)}公示"
        objected = round_.outcome == Outcome.RETURNED
        opinion = f"{days}，有异议，重新审核。" if objected else f"{days}，无异议。"
    elif code == chain.AT_SOURCE:
        opinion = f"来源单位{_date(closing.source_on)}同意销号（{closing.source_number}）。"
    return closing_approval.StageOpinion(
        stage=STAGES[code],
        person=person,
        post=post,
        on_behalf_of=_name(round_.on_behalf_of),
        on_paper=round_.on_paper,
        opinion=opinion,
        at=round_.closed_at.astimezone(clock.SHANGHAI).strftime("%Y-%m-%d %H:%M"),
    )


def _meeting(round_: Round) -> str:
    """工委2026年第8次会议, where a meeting decided; else nothing."""
    found = (
        AgendaItem.objects.filter(round=round_, outcome=Outcome.APPROVED)
        .select_related("meeting__committee")
        .first()
    )
    return f"{found.meeting.committee.name}{found.meeting.year}年第{found.meeting.n}次会议" if found else ""


def _post(round_: Round) -> str:
    person = round_.on_behalf_of or round_.closed_by
    return person.title


def late_words(days: int, cause: str) -> str:
    """曾逾期3个工作日（配合单位）, as papers print it."""
    named = f"（{LateCause(cause).label}）" if cause else ""
    return f"曾逾期{days}个工作日{named}。" if days else ""


def _common(item: Item, version, *, issuer: str) -> dict:
    return {
        "issuer": issuer,
        "unit": item.unit.name,
        "plan_title": f"{item.number} {item.title}",
        "version_number": version.n,
        "version_digest": version.digest,
    }


def _name(person) -> str:
    return person.name if person else ""


def _day(text: str):
    return date.fromisoformat(text) if text else None


def _date(day) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
