"""表态: one person's word at a stage that asks, and what follows when the stage is decided. For every kind of subject alike."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence

from .. import routes, subjects, verdicts
from ..acts import acting
from ..answering import Turn, check_can_answer
from ..asking import open_turns
from ..enums import OWN_HOUSE, Answer, Outcome, Refusal, StageKind, Verdict
from ..models import Asked, Round, Stage
from ..routes import Word

SENT_BACK = sentence("%(stage)s退回：%(words)s")
# What the unit is told of a refusal, and the trail code that tells it; every other word stays within the committee.
TOLD = {Refusal.DRAFTER: "stage.returned", Refusal.END: "stage.refused"}
SAID = {Answer.AGREE: "stage.agreed", Answer.OPINION: "stage.remarked", Answer.DISAGREE: "stage.disagreed"}
SAID_IN_UNIT = {
    Answer.AGREE: "stage.unit_agreed",
    Answer.OPINION: "stage.unit_remarked",
    Answer.DISAGREE: "stage.unit_disagreed",
}
OUTCOMES = {Refusal.DRAFTER: Outcome.RETURNED, Refusal.END: Outcome.REJECTED}


def give_answer(
    subject, *, by, answer: str, words: str = "", seen: int | None = None, back_to: str = ""
) -> str:
    """表态: 同意, 有意见 or 不同意 (both with their reason). Given once, never changed.

    `back_to` is the earlier stage that whoever refuses sends it to, where the route leaves that to them; "" is the unit.
    `seen` is the sitting the person was looking at: when another one is open meanwhile, nothing happens. Returns what
    the stage amounts to now (Verdict).
    """
    words = words.strip()
    with acting(subjects.unread(subject.key), by=by) as act:
        turn = check_can_answer(act.subject, by)
        stage = turn.round.stage
        if seen is not None and seen != turn.round.pk:
            raise Refused(_("该环节已经变化，请刷新页面后再表态。您填写的内容没有丢失。"))
        if answer not in verdicts.choices(stage.kind):
            raise Refused(_("请选择您的意见。"), field="answer")
        if answer != Answer.AGREE and not words:
            raise Refused(_("有意见或不同意的，请写明理由。"), field="words")
        check_back_to(act.subject, turn.round, answer, back_to)
        keep(act, turn, answer, words, back_to=back_to)
        return decide(act, turn.round, Word(words, turn.on_behalf_of), back_to=back_to)


def agree_alike(several: list[tuple], *, by, words: str = "") -> list[tuple[str, str]]:
    """同类事项一并表态: one agreement for several, each its own act. `several` are (subject, the sitting that was looked
    at). Returns those that were refused, with the sentence: whatever is not plain agreement is said item by item."""
    refused = []
    for subject, seen in several:
        try:
            give_answer(subject, by=by, answer=Answer.AGREE, words=words, seen=seen)
        except Refused as error:
            refused.append((str(subject), str(error)))
    return refused


def check_back_to(subject, round_: Round, answer: str, back_to: str) -> None:
    """Only where the route leaves it to whoever refuses, and only to a stage that can be done once more."""
    if not back_to:
        return
    chosen = answer == Answer.DISAGREE and round_.stage.refusal == Refusal.CHOSEN
    if not chosen or back_to not in {each.code for each in routes.may_go_back_to(subject, round_)}:
        raise Refused(_("不能退回该环节，请重新选择。"), field="answer")


def _what_it_does(stage: Stage, back_to: str) -> tuple[str, str]:
    """What a refusal does here, and to which stage it goes back."""
    if stage.refusal != Refusal.CHOSEN:
        return stage.refusal, stage.refusal_stage
    return (Refusal.STAGE, back_to) if back_to else (Refusal.DRAFTER, "")


def decide(act, round_: Round, word: Word, *, back_to: str = "") -> str:
    """What the answers given so far amount to; when they decide the stage, what follows from it. Inside an act."""
    said = list(Asked.objects.filter(round=round_).values_list("answer", flat=True))
    found = verdicts.verdict(round_.stage.kind, said)
    if found != Verdict.PENDING:
        act.lapse(routes.STAGE)
        _carried(act, round_, word) if found == Verdict.CARRIED else _refused(act, round_, word, back_to)
    elif Asked.objects.filter(round=round_).exclude(order="").exists():
        open_turns(act, round_)
    return found


def keep(act, turn: Turn, answer: str, words: str, *, paper: dict | None = None, back_to: str = "") -> None:
    """The answer on its rows, on the trail, and the person's own 待办 done. `paper`: it was said by pen (线下签批), and
    what the trail keeps of that."""
    stage = turn.round.stage
    for row in turn.rows:
        row.answer, row.words, row.by, row.at = answer, words, act.by, clock.now()
        row.on_behalf_of, row.on_paper = turn.on_behalf_of, paper is not None
        act.finish(
            routes.STAGE,
            holder=row.holder,
            on_behalf_of=turn.on_behalf_of,
            outcome=Outcome.DECLINED if answer == Answer.DISAGREE else Outcome.AGREED,
        )
    Asked.objects.bulk_update(turn.rows, ["answer", "words", "by", "at", "on_behalf_of", "on_paper"])
    in_unit = stage.place in OWN_HOUSE
    # A refusal that ends the stage and goes to the unit is told to it whole and once.
    refusal, _code = _what_it_does(stage, back_to)
    told = answer == Answer.DISAGREE and stage.kind != StageKind.CONSULT and refusal in TOLD
    act.record(
        TOLD[refusal] if told else SAID_IN_UNIT[answer] if in_unit else SAID[answer],
        on_behalf_of=turn.on_behalf_of,
        version=turn.round.version_n,
        words=words,
        stage=stage.label,
        **({"on_paper": True, **paper} if paper is not None else {}),
    )


def _carried(act, round_: Round, word: Word) -> None:
    _settled(act, round_, Outcome.APPROVED, word)


def _settled(act, round_: Round, outcome: str, word: Word) -> None:
    paper = {"on_paper": True} if word.on_paper else {}
    settled = subjects.kind_of(act.subject.key).settled
    settled(act, round_, outcome, words=word.text, on_behalf_of=word.on_behalf_of, **paper)


def _refused(act, round_: Round, word: Word, back_to: str) -> None:
    """What the stage, or whoever refused, says it does."""
    stage = round_.stage
    refusal, earlier = _what_it_does(stage, back_to)
    if refusal == Refusal.GO_ON:
        _carried(act, round_, word)
    elif refusal == Refusal.STAGE:
        note = SENT_BACK(stage=stage.label, words=word.text)
        routes.back_to(act, round_, earlier, Outcome.SENT_BACK, note=note, word=word)
    else:
        _settled(act, round_, OUTCOMES[refusal], word)
