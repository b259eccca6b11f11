"""环节的结论: what the answers given so far amount to. Pure; the simulator counts by it and the engine runs by it.

One refusal never freezes a stage: it decides (会签, 或签, 传签), or it is kept and everybody else is still heard (会签可有不同意见).
"""

from collections.abc import Sequence

from .enums import Answer, AskedOrder, StageKind, Verdict

SPOKEN = frozenset({Answer.AGREE, Answer.OPINION, Answer.DISAGREE})
FIRST_WORD = frozenset({StageKind.HANDLE, StageKind.ANY})
# Kinds that ask people and keep their answers; the others are duties with a page of their own.
ASKING = (StageKind.HANDLE, StageKind.ANY, StageKind.ALL, StageKind.CONSULT, StageKind.CIRCULATE)


def choices(kind: str) -> tuple[str, ...]:
    """What one may answer at a stage of this kind."""
    reservations = kind in (StageKind.CONSULT,)
    return (
        (Answer.AGREE, Answer.OPINION, Answer.DISAGREE) if reservations else (Answer.AGREE, Answer.DISAGREE)
    )


def verdict(kind: str, answers: Sequence[str]) -> Verdict:
    """`answers`: one for everybody asked, "" for who has not spoken. Nobody asked decides nothing."""
    spoken = [each for each in answers if each in SPOKEN]
    refused = Answer.DISAGREE in spoken
    if not spoken:
        return Verdict.PENDING
    if kind in FIRST_WORD:
        return Verdict.NOT_CARRIED if refused else Verdict.CARRIED
    if kind == StageKind.CONSULT:
        return Verdict.CARRIED if len(spoken) == len(answers) else Verdict.PENDING
    if refused:
        return Verdict.NOT_CARRIED
    return Verdict.CARRIED if len(spoken) == len(answers) else Verdict.PENDING


def is_unreserved(answers: Sequence[str]) -> bool:
    """Everybody who spoke agreed, and nobody with reservations: only such a yes survives a return."""
    spoken = [each for each in answers if each]
    return bool(spoken) and all(each == Answer.AGREE for each in spoken)


def waits_for(row, rows: list) -> list:
    """先后: who of those asked has to speak before this one may: whom it was added behind, and whoever was added before it."""
    behind = [each for each in rows if row.order == AskedOrder.AFTER and each.pk == row.beside_id]
    before = [each for each in rows if each.order == AskedOrder.BEFORE and each.beside_id == row.pk]
    return [each for each in (*behind, *before) if not each.answer]
