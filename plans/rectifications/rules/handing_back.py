"""申请退办: within two working days of 交办, once; a second time the 分管领导 decides for good (终审)."""

from datetime import date

from django.utils.translation import gettext as _

from records import clock, workdays
from records.errors import Refused
from units.enums import Post
from units.models import Person
from units.queries import standing

from ..enums import HandBackAnswer, Status
from ..models import HandBack, Item
from . import authority, in_office, is_of_its_units, stands_at

HAND_BACK_DAYS = 2
# Who may be the second person of 查否结案.
SECONDS = (Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.DEPUTY)


def given_out_on(item: Item) -> date:
    """The day the item came to the unit it waits at now: 交办, 改派, or the last 维持交办."""
    answered = item.handbacks.exclude(answered_at=None).order_by("-id").first()
    return clock.day_of(answered.answered_at) if answered else item.issued_on


def decided_once(item: Item) -> bool:
    """Has this unit applied before? Then the 分管领导 decides, for good."""
    return item.handbacks.filter(unit_id=item.unit_id).exists()


def check_can_hand_back(item: Item, by: Person):
    """申请退办: the unit's 联络员, before signing."""
    found = authority(by, Post.LIAISON, item.unit_id, _("只有责任单位联络员可以申请退办。"))
    if item.status == Status.WORKING:
        raise Refused(
            _("已签收的事项不能申请退办。需其他单位办理的，请列为配合单位的措施；仍有困难的，请提请协调。")
        )
    stands_at(item, Status.ISSUED)
    if item.handbacks.filter(unit_id=item.unit_id, final=True).exists():
        raise Refused(_("分管领导终审已维持交办，不能再申请退办，请签收。"))
    until = workdays.add(given_out_on(item), HAND_BACK_DAYS).date
    if clock.today() > until:
        raise Refused(
            _(
                "申请退办须在交办后%(n)d个工作日内（%(date)s前）提出。"
                "请先签收，需其他单位办理的列为配合单位的措施；仍有困难的，签收后提请协调，由工委办公室答复。"
            )
            % {"n": HAND_BACK_DAYS, "date": until.isoformat()}
        )
    return found


def open_hand_back(item: Item) -> HandBack:
    """The application that waits for an answer."""
    found = item.handbacks.filter(answered_at=None).select_related("unit", "same_as", "answered_by").first()
    if found is None:
        raise Refused(_("没有待答复的退办申请，页面可能已经过时，请刷新。"))
    return found


def check_can_answer(item: Item, by: Person) -> HandBack:
    """答复退办: the office's clerk, a second one the 分管领导; nobody of the units concerned."""
    hand_back = _check_may_judge(item, by)
    if hand_back.answer:
        raise Refused(_("已提出查否结案，请先由第二人确认或退回。"))
    return hand_back


def check_can_second(item: Item, by: Person) -> HandBack:
    """查否结案的确认: somebody else of the office than the one who proposed it."""
    stands_at(item, Status.HANDED_BACK)
    held = standing(by)
    if not any(held.holds_in_office(post) for post in SECONDS):
        raise Refused(_("只有工委办公室人员可以确认查否结案。"))
    if is_of_its_units(item, by):
        raise Refused(_("不能办理本单位的事项，请由其他单位的同志办理。"))
    hand_back = open_hand_back(item)
    if hand_back.answer != HandBackAnswer.DISMISS:
        raise Refused(_("还没有提出查否结案。"))
    if hand_back.answered_by_id == by.pk:
        raise Refused(_("查否结案须由第二人确认，提出人不能自己确认。"))
    return hand_back


def _check_may_judge(item: Item, by: Person) -> HandBack:
    stands_at(item, Status.HANDED_BACK)
    hand_back = open_hand_back(item)
    if hand_back.final:
        in_office(by, Post.DEPUTY, _("第二次退办由分管领导终审。"))
    else:
        in_office(by, Post.OFFICE_CLERK, _("只有工委办公室经办人可以答复退办申请。"))
    if is_of_its_units(item, by):
        raise Refused(_("不能办理本单位的事项，请由其他单位的同志办理。"))
    return hand_back
