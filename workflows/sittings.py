"""会签人的增减、转办、代录: the rules of one open sitting beside the answers themselves (workflows.answering)."""

from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from records import clock, workdays
from records.enums import Circle
from records.errors import Refused
from records.models import Entry
from records.stored import said, sentence
from units import holders
from units.enums import Post
from units.models import Person
from units.queries import standing

from . import subjects
from .answering import check_outside, open_round
from .enums import OWN_HOUSE, StageKind, StagePlace
from .models import Asked, Round
from .queries import recusal
from .rules import CORRECTION_DAYS
from .verdicts import waits_for

WIDER = frozenset({StageKind.ALL, StageKind.CONSULT})  # stages that hear everybody, so that more may be heard
MOST = 20  # people asked at one sitting
IN_UNIT = frozenset({"stage.unit_agreed", "stage.unit_remarked", "stage.unit_disagreed"})
TOLD = frozenset({"stage.returned", "stage.refused"})  # the unit was told these words
BY_PEN = IN_UNIT | TOLD | {"stage.agreed", "stage.remarked", "stage.disagreed"}
CORRECTIONS = frozenset({"stage.corrected", "stage.unit_corrected", "stage.told_corrected"})
AUTHOR = sentence("起草人、报送人")


@dataclass
class Sitting:
    """The open round of a stage that asks, with everybody who is asked; read once for a page or an act."""

    subject: object
    round: Round
    rows: list[Asked]

    @property
    def stage(self):
        """The stage it sits at."""
        return self.round.stage

    @property
    def in_own_house(self) -> bool:
        """Is it the unit's own stage?"""
        return self.stage.place in OWN_HOUSE

    @cached_property
    def grounds(self) -> dict[int, str]:
        """{person: ground} of everybody who may not be asked here."""
        authors = dict.fromkeys(self.authors, AUTHOR())
        return authors if self.in_own_house else recusal.grounds(self.subject) | authors

    @cached_property
    def authors(self) -> set[int]:
        """Who wrote it or handed it in."""
        version = self.round.version
        found = subjects.kind_of(self.subject.key).authors(self.subject)
        return (found | {version.made_by_id if version else None}) - {None}

    def row(self, pk: int) -> Asked:
        """One of those asked; Refused when they are asked no longer."""
        found = next((each for each in self.rows if each.pk == pk), None)
        if found is None:
            raise Refused(_("会签人已变化，页面可能已经过时，请刷新后再办理。您填写的内容没有丢失。"))
        return found


def sitting_of(subject) -> Sitting:
    """The sitting the subject is in; Refused where it stands elsewhere."""
    round_ = open_round(subject)
    rows = round_.asked.select_related("by", "on_behalf_of", "added_by").order_by("id")
    return Sitting(subject, round_, list(rows))


def is_asked(person: Person, row: Asked) -> bool:
    """Is the person asked by this row, in person or by a post of their own? Not by delegation."""
    place = holders.post_of(row.holder)
    return standing(person).holds(*place) if place else row.holder == holders.person(person.pk)


def runs(sitting: Sitting, by: Person) -> bool:
    """Whose business the sitting is: the office's clerk, and in the unit's own stages its head, who did not write it."""
    if sitting.in_own_house:
        return standing(by).holds(Post.HEAD, sitting.subject.unit_id) and by.pk not in sitting.authors
    return standing(by).holds_in_office(Post.OFFICE_CLERK)


def types_in(sitting: Sitting, by: Person) -> bool:
    """Who records what was signed by pen: the office's clerk, in the unit's own stages its 联络员."""
    if sitting.in_own_house:
        return standing(by).holds(Post.LIAISON, sitting.subject.unit_id)
    return standing(by).holds_in_office(Post.OFFICE_CLERK)


def check_stands_outside(sitting: Sitting, by: Person) -> None:
    """Outside the unit's own stages nobody of its units."""
    if not sitting.in_own_house:
        check_outside(sitting.subject, by)


def check_can_ask_also(sitting: Sitting, by: Person) -> None:
    """增加会签人: one of those asked, before or after their own word, or whose business it is."""
    if sitting.stage.kind not in WIDER:
        raise Refused(_("只有会签环节可以增加会签人。"))
    if not (runs(sitting, by) or any(is_asked(by, row) for row in sitting.rows)):
        raise Refused(_("只有本环节的会签人和经办人可以增加会签人。"))
    check_stands_outside(sitting, by)


def check_can_spare(sitting: Sitting, row: Asked, by: Person) -> None:
    """取消会签人: who was added, before they spoke, by whoever added them or whose business it is."""
    if row.answer:
        raise Refused(_("该会签人已经表态，不能取消。"))
    if row.added_by_id is None:
        raise Refused(_("审批路线规定的会签人不能取消，可以转办。"))
    if row.added_by_id != by.pk and not runs(sitting, by):
        raise Refused(_("只有增加该会签人的同志和经办人可以取消。"))
    check_stands_outside(sitting, by)


def check_can_hand_on(sitting: Sitting, row: Asked, by: Person) -> None:
    """转办: whoever is asked, or whose business it is; never a committee member's own word."""
    if row.answer:
        raise Refused(_("该会签人已经表态，不能转办。"))
    _check_turn(sitting, row)
    if sitting.stage.kind == StageKind.CIRCULATE or sitting.stage.place == StagePlace.COMMITTEE:
        raise Refused(_("委员的意见由本人表明，不能转办，可以线下签批后代录。"))
    if not (is_asked(by, row) or runs(sitting, by)):
        raise Refused(_("只有会签人本人和经办人可以转办。"))
    check_stands_outside(sitting, by)


def own_row(sitting: Sitting, by: Person) -> Asked:
    """The open question of whoever adds others before or after themselves."""
    found = next((each for each in sitting.rows if not each.answer and is_asked(by, each)), None)
    if found is None:
        raise Refused(_("只有还没有表态的会签人可以请别人先于或后于自己表态。"), field="order")
    return found


def _check_turn(sitting: Sitting, row: Asked) -> None:
    if waits_for(row, sitting.rows):
        raise Refused(_("还没有轮到该会签人，请等先表态的会签人。"))


def check_can_type_in(sitting: Sitting, row: Asked, by: Person) -> None:
    """线下签批、代录: the clerk types in what somebody who is asked said by pen."""
    if row.answer:
        raise Refused(_("该会签人已经表态，不能代录。"))
    _check_turn(sitting, row)
    if not types_in(sitting, by):
        raise Refused(_("只有经办人可以代录线下签批。"))
    check_stands_outside(sitting, by)


def check_may_be_asked(sitting: Sitting, person: Person) -> None:
    """Somebody who is to be asked: at work, not asked yet, and with nothing of their own in the matter."""
    if not person.is_active or standing(person).is_technical:
        raise Refused(_("%(name)s不能参加会签。") % {"name": person.name})
    if any(is_asked(person, row) for row in sitting.rows):
        raise Refused(_("%(name)s已在会签人中。") % {"name": person.name})
    if ground := sitting.grounds.get(person.pk):
        raise Refused(_("%(name)s应当回避（%(ground)s）。") % {"name": person.name, "ground": said(ground)})
    if sitting.in_own_house and not standing(person).belongs_to(sitting.subject.unit_id):
        raise Refused(_("%(name)s不是本单位人员。") % {"name": person.name})


def check_may_take_over(sitting: Sitting, person: Person) -> None:
    """Somebody a question is handed on to: what the office decides stays with the office and its leaders."""
    check_may_be_asked(sitting, person)
    if sitting.stage.place == StagePlace.OFFICE and not standing(person).is_office:
        raise Refused(_("%(name)s不在工委办公室任职，不能转办给他。") % {"name": person.name})


def check_may_have_signed(sitting: Sitting, row: Asked, person: Person) -> None:
    """Whose pen it was: who is asked, and may answer."""
    if not is_asked(person, row):
        raise Refused(_("%(name)s不是该会签人。") % {"name": person.name}, field="signed_by")
    if person.pk in sitting.authors:
        raise Refused(_("起草人、报送人不能审核自己报送的事项，请由其他同志办理。"), field="signed_by")
    check_stands_outside(sitting, person)


def circle_of(sitting: Sitting) -> Circle:
    """知悉范围 of what is said about who is asked."""
    return Circle.UNIT if sitting.in_own_house else Circle.INTERNAL


def check_can_correct(subject, by: Person) -> Entry:
    """更正代录: whose pen it was, once, within five working days. Returns the entry it corrects."""
    recorded = Entry.objects.filter(
        subject=subject.key, code__in=BY_PEN, on_behalf_of=by, params__on_paper=True
    )
    entry = recorded.order_by("-n").first()
    if entry is None or Entry.objects.filter(
        subject=subject.key, code__in=CORRECTIONS, params__corrects=entry.n
    ):
        raise Refused(_("没有可以更正的代录意见。"))
    if workdays.between(clock.day_of(entry.at), clock.today()) > CORRECTION_DAYS:
        raise Refused(_("代录已超过%(n)d个工作日，不能更正。") % {"n": CORRECTION_DAYS})
    return entry
