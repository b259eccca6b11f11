"""催办 by hand: a word to whoever a matter waits for, once a working day. The leaders of a unit hear by an issued 督办通知单
alone: for them the unit's 联络员 is told. The committee's own leaders are colleagues of whoever urges, and are told."""

from records.enums import Circle
from records.stored import sentence
from units import holders, queries
from units.enums import LEADERS, Post

from .. import copy_rules, rules, subjects
from ..acts import acting

URGED = {True: "holders.urged", False: "holders.urged_inside"}
HURRY = sentence("请抓紧办理《%(title)s》（%(who)s催办）")
HURRY_BY = sentence("请抓紧办理《%(title)s》：时限%(due)s（%(who)s催办）")


def urge_holders(subject, *, by, words: str = "") -> int:
    """催办: everybody the matter waits for is told, votes excepted. Returns how many assignments were urged."""
    with acting(subjects.unread(subject.key), by=by) as act:
        waiting = copy_rules.check_can_urge(act.subject, by)
        units = subjects.kind_of(act.subject.key).units_of(act.subject)
        places = [holders.post_of(each.holder) for each in waiting]
        outside = rules.is_of_its_units(act.subject, by) or any(
            place is not None and place[1] in units for place in places
        )
        act.record(URGED[outside], words=words.strip())
        circle = Circle.FEEDBACK if outside else Circle.INTERNAL
        for due in {each.due for each in waiting}:
            said = {"title": str(act.subject), "who": by.name}
            text = HURRY_BY(due=due.isoformat(), **said) if due else HURRY(**said)
            told = {_told(each.holder) for each in waiting if each.due == due}
            act.notify(told, "holders.urged", text, circle=circle)
    return len(waiting)


def _told(holder: str) -> str:
    place = holders.post_of(holder)
    if place and place[0] in LEADERS and place[1] != queries.office_id():
        return holders.post(Post.LIAISON, place[1])
    return holder
