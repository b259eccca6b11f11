"""原意见继续有效: which earlier yes survives a return, so that nobody is asked again about what did not change."""

from records import clock

from . import subjects, verdicts
from .enums import Outcome
from .models import Asked, Round, Stage

STANDS = frozenset({Outcome.PASSED_ON, Outcome.KEPT})


def standing_yes(subject, stage: Stage, version_id: int | None) -> Round | None:
    """The earlier sitting of this stage whose yes still stands for this version; None: it is asked anew.

    The stage says so (`keeps`), its newest sitting passed with nobody's reservation, and nothing of what it looks at
    differs between the version it saw and this one.
    """
    if not (stage.asks and stage.keeps):
        return None
    sittings = Round.objects.filter(process_id=subject.process_id, stage=stage).order_by("-id")
    newest = sittings.select_related("kept_from").first()
    if newest is None or newest.outcome not in STANDS or version_id is None or newest.version_id is None:
        return None
    said = newest.kept_from or newest
    answers = Asked.objects.filter(round=said).values_list("answer", flat=True)
    if not verdicts.is_unreserved(answers):
        return None
    if said.version_id == version_id:
        return said
    touched = subjects.kind_of(subject.key).touched(subject, said.version_id, version_id)
    concerned = touched & set(stage.concerns) if stage.concerns and "*" not in touched else touched
    return None if concerned else said


def keep(act, stage: Stage, earlier: Round, *, n: int, version_id: int | None) -> Round:
    """A sitting that nobody had to attend: it stands in the history with where its yes comes from."""
    now = clock.now()
    act.record("stage.kept", stage=stage.label, version=earlier.version and earlier.version.n)
    return Round.objects.create(
        process_id=act.subject.process_id,
        subject=act.subject.key,
        stage=stage,
        n=n,
        version_id=version_id,
        opened_at=now,
        closed_at=now,
        outcome=Outcome.KEPT,
        kept_from=earlier,
    )
