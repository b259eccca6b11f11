"""抄送、催办的规则: who may send a matter to whom to be read, and who may urge whoever it waits for."""

from django.utils.translation import gettext as _

from records import clock, workdays
from records.enums import Circle
from records.errors import Refused
from records.models import Entry
from units.enums import Post
from units.models import Person
from units.queries import read_standings, standing

from . import assigning, rules, subjects
from .models import Assignment, Copy
from .routes import VOTE

REST_DAYS = 1  # working days before the same matter may be urged again
URGED = ("holders.urged", "holders.urged_inside")
SPEAKS = (Post.LIAISON, Post.HEAD, Post.DEPUTY)


def circle_of(subject, by: Person) -> Circle:
    """知悉范围 of what the person passes on: within its unit, or within the committee."""
    return Circle.UNIT if rules.is_of_its_units(subject, by) else Circle.INTERNAL


def check_can_send_copy(subject, by: Person) -> Circle:
    """抄送: the office and the committee among themselves, the speakers of its unit within the unit. Returns how far it goes."""
    held = standing(by)
    if rules.is_of_its_units(subject, by):
        if not any(held.holds(post, subject.unit_id) for post in SPEAKS):
            raise Refused(_("只有本单位联络员和单位负责人可以抄送。"))
        return Circle.UNIT
    if not (held.is_office or held.is_committee):
        raise Refused(_("只有工委办公室、委员和报送单位可以抄送。"))
    return Circle.INTERNAL


def check_may_get_copies(subject, people: list[Person], circle: Circle) -> None:
    """A copy widens nothing: whoever gets it could read the matter, in the same circle, before. Four statements for any number."""
    read_standings(people)
    units = subjects.kind_of(subject.key).units_of(subject)
    readers = subjects.readers_among(subject.key, people)
    for person in people:
        held = standing(person)
        inside = held.is_of(units)
        in_circle = inside if circle == Circle.UNIT else not inside and (held.is_office or held.is_committee)
        if not in_circle or person.pk not in readers:
            raise Refused(
                _("%(name)s不在该事项的知悉范围内，不能抄送。") % {"name": person.name}, field="people"
            )


def check_can_read_copy(copy: Copy, by: Person) -> None:
    """已阅: whom it was sent to, once."""
    if copy.recipient_id != by.pk:
        raise Refused(_("只有抄送对象本人可以标记已阅。"))
    if copy.read_at is not None:
        raise Refused(_("已标记已阅。"))


def check_can_urge(subject, by: Person) -> list[Assignment]:
    """催办: the office at any time; the unit's 联络员 or head what is past its limit in the office. Returns what is urged.

    The same matter once a working day.
    """
    held = standing(by)
    inside = rules.is_of_its_units(subject, by)
    if inside:
        if not any(held.holds(post, subject.unit_id) for post in (Post.LIAISON, Post.HEAD)):
            raise Refused(_("只有本单位联络员和单位负责人可以催办。"))
    elif not held.is_office:
        raise Refused(_("只有工委办公室和报送单位可以催办。"))
    waiting = list(assigning.open_of(subject).exclude(kind=VOTE))
    own = set(subjects.holders_for(held, subject.key))
    if inside:
        waiting = [each for each in waiting if each.due and each.due < clock.today()]
    waiting = [each for each in waiting if each.holder not in own]
    if not waiting:
        raise Refused(_("没有需要催办的人。"))
    last = Entry.objects.filter(subject=subject.key, code__in=URGED).order_by("-n").first()
    if last and workdays.between(clock.day_of(last.at), clock.today()) < REST_DAYS:
        raise Refused(_("今天已经催办过，每个工作日催办一次。"))
    return waiting
