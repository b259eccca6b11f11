"""逾期说明: after the limit, when 延期 is closed; answered by whoever may extend."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from units.enums import Post
from units.models import Person

from ..enums import Authority, Status
from ..models import Item, LateNote
from . import authority, in_office, is_of_its_units, stands_at


def check_can_explain(item: Item, by: Person):
    """逾期说明: the leading unit's 联络员, once the limit in force has passed; one at a time."""
    found = authority(by, Post.LIAISON, item.unit_id, _("只有牵头单位联络员可以提交逾期说明。"))
    stands_at(item, Status.WORKING)
    if clock.today() <= item.limit:
        raise Refused(_("还没有超过整改时限；确有困难的，请在时限前申请延期。"))
    if item.latenotes.filter(answered_at=None).exists():
        raise Refused(_("逾期说明已提交，等待答复。"))
    return found


def open_note(item: Item) -> LateNote:
    """The 逾期说明 that waits for an answer."""
    found = item.latenotes.filter(answered_at=None).first()
    if found is None:
        raise Refused(_("没有待答复的逾期说明，页面可能已经过时，请刷新。"))
    return found


def check_can_answer(item: Item, by: Person):
    """答复逾期说明: the office, or the unit's own head where the unit's party organisation sets the limit."""
    stands_at(item, Status.WORKING, Status.CLOSING)
    found = None
    if item.source.extends == Authority.UNIT:
        found = authority(
            by, Post.HEAD, item.unit_id, _("该来源的时限由本单位党组织明确，请单位负责人答复。")
        )
    else:
        in_office(by, Post.OFFICE_CLERK, _("只有工委办公室经办人可以答复逾期说明。"))
        if is_of_its_units(item, by):
            raise Refused(_("不能办理本单位的事项，请由其他单位的同志办理。"))
    open_note(item)
    return found
