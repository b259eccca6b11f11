"""表态的规则: who may answer at a stage that asks, in person or for somebody else, and who may never."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from records.errors import Refused
from units import holders
from units.enums import Errand
from units.models import Person
from units.queries import standing

from . import rules, subjects
from .enums import OWN_HOUSE
from .models import Asked, Round
from .verdicts import waits_for


@dataclass(frozen=True)
class Turn:
    """What one person may answer: the round, the rows that are theirs, and for whom they speak (委托)."""

    round: Round
    rows: tuple[Asked, ...]
    on_behalf_of: Person | None = None


def open_round(subject) -> Round:
    """The open round of a stage that asks; Refused where the subject stands elsewhere."""
    found = Round.objects.select_related("stage", "version").filter(
        process_id=subject.process_id, closed_at=None, stage__asks=True
    )
    round_ = found.first()
    if round_ is None:
        raise Refused(_("当前环节不需要表态，页面可能已经过时，请刷新。"))
    return round_


def check_can_answer(subject, by) -> Turn:
    """表态: one of those asked, once; never who wrote it, who is of its unit (outside the unit's own stages) or a party to it."""
    round_ = open_round(subject)
    asked = list(round_.asked.all())
    turn = _turn(round_, [each for each in asked if not waits_for(each, asked)], by)
    if turn is None:
        _check_turn_has_come(round_, asked, by)
        if any(whose(each) == by.pk for each in asked):
            raise Refused(_("您已在本环节表态，意见不能更改。"))
        raise Refused(_("本环节没有请您表态。"))
    if turn.on_behalf_of and any(whose(each) == by.pk for each in asked):
        raise Refused(_("您已在本环节表态，不能再受托代他人表态。"))
    _check_no_writer(subject, by, turn)
    if round_.stage.place not in OWN_HOUSE:
        for person in filter(None, (by, turn.on_behalf_of)):
            check_outside(subject, person)
    return turn


def whose(row: Asked) -> int | None:
    """Whose word it is: of what was said by pen, not of whoever typed it in."""
    return row.on_behalf_of_id if row.on_paper else row.by_id


def _check_turn_has_come(round_: Round, asked: list[Asked], by) -> None:
    """Whoever is asked, and waits for others, is told for whom."""
    later = _turn(round_, asked, by)
    if later is not None:
        names = holders.labels([each.holder for row in later.rows for each in waits_for(row, asked)])
        raise Refused(_("请等%(names)s先表态。") % {"names": _("、").join(names.values())})


def _turn(round_: Round, asked: list[Asked], by) -> Turn | None:
    """The rows a person answers in person; without any, those of one principal."""
    held = standing(by)
    waiting = [each for each in asked if not each.answer]
    own = {holders.person(by.pk), *(holders.post(post, unit_id) for post, unit_id in held.posts)}
    if mine := [each for each in waiting if each.holder in own]:
        return Turn(round_, tuple(mine))
    for principal in held.acting_for:
        if not principal.lends(Errand.ANSWERING):
            continue
        posts = {holders.post(post, unit_id) for post, unit_id in principal.posts}
        if theirs := [each for each in waiting if each.holder in posts]:
            return Turn(round_, tuple(theirs), principal.person)
    return None


def writers_of(subject, round_: Round) -> set[int | None]:
    """Who wrote or handed in what a round looks at."""
    version = round_.version
    return subjects.kind_of(subject.key).authors(subject) | {version.made_by_id if version else None}


def _check_no_writer(subject, by, turn: Turn) -> None:
    """Nobody acts on what they wrote: not in person, and not on behalf of another."""
    kind = subjects.kind_of(subject.key)
    if by.pk in writers_of(subject, turn.round):
        raise Refused(_("起草人、报送人不能审核自己报送的事项，请由其他同志办理。"))
    if turn.on_behalf_of and by.pk in kind.parties(subject):
        raise Refused(
            _("%(name)s同志是该事项的承办人，不能代为表态，请由本人办理或另行委托。") % {"name": by.name}
        )


def check_outside(subject, person) -> None:
    """Nobody of its units or of one it came from, and no party to it."""
    if rules.is_of_its_units(subject, person) or standing(person).is_of(subject.came_from):
        raise Refused(_("不能审核本单位的事项，请由其他单位的同志办理。"))
    if person.pk in subjects.kind_of(subject.key).parties(subject):
        raise Refused(_("%(name)s是该事项的承办人，应当回避。") % {"name": person.name})
