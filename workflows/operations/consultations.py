"""征求意见: asking every unit at once, answering 无意见 or 有意见, saying what became of each opinion, the table."""

from datetime import date

from django.utils.translation import gettext as _

from documents import service
from documents.enums import DocumentKind
from documents.papers import consultation_table
from records import clock
from records.enums import Circle
from records.errors import Refused
from records.stored import in_chinese, sentence
from units import holders, queries
from units.enums import Post

from .. import rules
from ..acts import acting, starting
from ..enums import OpinionDecision
from ..models import Consultation, ConsultationOpinion, ConsultationReply
from ..queries.consultations import answers_of

ASKED = "consultation"
ASK = sentence("请对征求意见稿提出意见")
CLOSED = sentence("《%(title)s》征求意见已汇总，意见采纳情况请查看")


def start_consultation(*, by, title: str, text: str, due: date, units: list) -> Consultation:
    """发出征求意见: each unit's 联络员 has it to answer until the day."""
    rules.check_can_consult(by)
    if not title.strip():
        raise Refused(_("请填写征求意见稿名称。"), field="title")
    if not text.strip():
        raise Refused(_("请填写征求意见稿。"), field="text")
    if not units:
        raise Refused(_("请选择征求意见的单位。"), field="units")
    if due < clock.today():
        raise Refused(_("答复时限不能早于今天。"), field="due")
    consultation = Consultation(
        unit=queries.office(),
        title=title.strip(),
        text=text.strip(),
        due=due,
        started_at=clock.now(),
        started_by=by,
    )
    with starting(consultation, by=by) as act:
        ConsultationReply.objects.bulk_create(
            ConsultationReply(consultation=consultation, unit=unit) for unit in units
        )
        for unit in units:
            act.assign(ASKED, holders.post(Post.LIAISON, unit.pk), ASK(), due=due, line=f"unit-{unit.pk}")
        act.record("consultation.started", number=len(units))
    return consultation


def answer_consultation(reply, *, by, opinions: list[dict]) -> None:
    """答复: 无意见 (`opinions` empty) or 有意见, each dict of clause and text. Once."""
    consultation = reply.consultation
    with acting(consultation, by=by) as act:
        reply = ConsultationReply.objects.select_related("unit").get(pk=reply.pk)
        rules.check_can_answer_consultation(consultation, reply, by)
        given = [each for each in opinions if each["text"].strip()]
        now = clock.now()
        reply.answered_at, reply.answered_by = now, by
        reply.save(update_fields=["answered_at", "answered_by"])
        ConsultationOpinion.objects.bulk_create(
            ConsultationOpinion(
                reply=reply, n=n, clause=each.get("clause", "").strip(), text=each["text"].strip()
            )
            for n, each in enumerate(given, start=1)
        )
        act.finish(ASKED, line=f"unit-{reply.unit_id}")
        act.record("consultation.answered", fact_of=reply.unit_id, name=reply.unit.name, number=len(given))


def decide_opinion(opinion, *, by, decision: str, reason: str = "") -> None:
    """采纳、部分采纳、未采纳: the last two say why. The unit reads it when the consultation is closed."""
    if decision not in OpinionDecision.values:
        raise Refused(_("请选择采纳、部分采纳或未采纳。"), field="decision")
    if decision != OpinionDecision.ADOPTED and not reason.strip():
        raise Refused(_("部分采纳或未采纳的，请说明理由。"), field="reason")
    consultation = opinion.reply.consultation
    with acting(consultation, by=by) as act:
        rules.check_can_decide_consultation(consultation, by)
        opinion.decision, opinion.reason = decision, reason.strip()
        opinion.decided_by, opinion.decided_at = by, clock.now()
        opinion.save(update_fields=["decision", "reason", "decided_by", "decided_at"])
        act.record(
            "consultation.decided", name=opinion.reply.unit.name, decision=str(decision), words=reason.strip()
        )


def close_consultation(consultation, *, by):
    """汇总: every opinion has its answer; the table becomes a paper, each unit reads what became of its own."""
    with acting(consultation, by=by) as act:
        rules.check_can_decide_consultation(consultation, by)
        answers = answers_of(consultation)
        if answers.undecided:
            raise Refused(_("还有%(n)d条意见没有处理。") % {"n": answers.undecided})
        if answers.silent and clock.today() <= consultation.due:
            raise Refused(_("答复时限未到，还有%(n)d个单位没有答复。") % {"n": len(answers.silent)})
        act.set(closed_at=clock.now())
        act.finish(ASKED)
        spoke = {each.reply.unit_id for each in answers.opinions}
        act.notify(
            [holders.post(Post.LIAISON, unit_id) for unit_id in sorted(spoke)],
            "consultation.closed",
            CLOSED(title=consultation.title),
        )
        act.record("consultation.closed")
        return service.ask(
            DocumentKind.CONSULTATION_TABLE,
            subject=consultation.key,
            title=f"《{consultation.title}》{consultation_table.LABEL}",
            unit=consultation.unit,
            facts=_facts(consultation, answers),
            by=by,
            circle=Circle.INTERNAL,
        )


def _facts(consultation, answers):
    @in_chinese()
    def facts(**given):
        decided = [each.decision for each in answers.opinions]
        return consultation_table.Facts(
            issuer=consultation.unit.name,
            unit=consultation.unit.name,
            **given,
            subject=consultation.title,
            asked_on=clock.day_of(consultation.started_at),
            due=consultation.due,
            asked=len({each.reply_id for each in answers.opinions})
            + len(answers.without)
            + len(answers.silent),
            without_opinion=tuple(each.unit.name for each in answers.without),
            silent=tuple(each.unit.name for each in answers.silent),
            opinions=tuple(
                consultation_table.Opinion(
                    unit=each.reply.unit.name,
                    clause=each.clause,
                    text=each.text,
                    decision=str(each.get_decision_display()),
                    reason=each.reason,
                )
                for each in answers.opinions
            ),
            adopted=decided.count(OpinionDecision.ADOPTED),
            partly=decided.count(OpinionDecision.PARTLY),
            declined=decided.count(OpinionDecision.DECLINED),
        )

    return facts
