"""请人表态: whom a stage that asks has to ask about one subject. Conflicts are settled before anybody is asked.

Whoever has to recuse themselves (workflows.queries.recusal) is not among those asked, and the trail names them. Where that
leaves nobody, the head of the office is asked instead.
"""

from records.stored import in_chinese, sentence
from units import holders, queries
from units.enums import Post

from . import assigning, subjects
from .enums import StageKind, StagePlace
from .models import Asked, Round, Stage
from .queries import recusal
from .verdicts import waits_for

STAGE = "stage"  # the kind of assignment
HANDLE = sentence("%(stage)s：请办理")
COUNTERSIGN = sentence("%(stage)s：请会签")
COUNTERSIGNS = frozenset({StageKind.ALL, StageKind.CONSULT, StageKind.CIRCULATE})


def holders_of(stage: Stage, subject) -> tuple[list[str], dict[str, str]]:
    """(who is asked, as holder keys; {name: ground} of those who have to recuse themselves)."""
    asked, people = [], [each for each in stage.people.all() if each.is_active]
    if stage.place == StagePlace.LEADER:
        leader = subjects.kind_of(subject.key).leader_of(subject)
        asked.append(holders.person(leader) if leader else holders.post(Post.DEPUTY, subject.unit_id))
    elif stage.place == StagePlace.COMMITTEE:
        people = [seat.person for seat in queries.seats_on(stage.committee_id)] + people
    elif stage.place in (StagePlace.OFFICE, StagePlace.UNIT):
        place = subject.unit_id if stage.place == StagePlace.UNIT else queries.office_id()
        asked += [holders.post(post, place) for post in stage.posts]
    if not people:
        return asked, {}
    grounds = recusal.grounds(subject)
    recused = {person.name: grounds[person.pk] for person in people if person.pk in grounds}
    asked += [holders.person(person.pk) for person in people if person.pk not in grounds]
    return list(dict.fromkeys(asked)), recused


def ask(act, round_: Round, *, note: str = "") -> None:
    """Everybody of the stage gets it to do, and a row for the answer. Inside the act that opens the round."""
    stage, subject = round_.stage, act.subject
    asked, recused = holders_of(stage, subject)
    if not asked:  # all of them have to recuse themselves or have left: it must not stop here
        asked = [holders.post(Post.OFFICE_HEAD, queries.office_id())]
    Asked.objects.bulk_create(Asked(round=round_, holder=holder) for holder in asked)
    what = (COUNTERSIGN if stage.kind in COUNTERSIGNS else HANDLE)(stage=stage.label)
    for holder in asked:
        act.assign(STAGE, holder, what, limit_days=stage.limit_days, n=round_.n, note=note)
    with in_chinese():
        for name, ground in recused.items():
            act.record("stage.recused", stage=stage.label, name=name, ground=ground)


def open_turns(act, round_: Round, *, note: str = "") -> None:
    """Whoever of those asked waits for nobody (先后) and has nothing to do yet gets it to do, within the limit from today."""
    rows = list(Asked.objects.filter(round=round_).order_by("id"))
    waiting = assigning.open_of(act.subject).filter(kind=STAGE).values_list("holder", flat=True)
    busy = {*waiting, *(each.holder for each in act.opened)}
    stage = round_.stage
    for row in rows:
        if not row.answer and row.holder not in busy and not waits_for(row, rows):
            what = COUNTERSIGN(stage=stage.label)
            act.assign(STAGE, row.holder, what, limit_days=stage.limit_days, n=round_.n, note=note)
