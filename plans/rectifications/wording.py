"""Every kind of trail entry an item can have: what it is called and who may read it (知悉范围)."""

from django.utils.translation import gettext_lazy as _

from records.enums import Circle
from workflows.wording import Wording

UNIT, FEEDBACK, INTERNAL = Circle.UNIT, Circle.FEEDBACK, Circle.INTERNAL

WORDINGS = {
    "item.issued": Wording(_("交办"), FEEDBACK),
    "item.received": Wording(_("签收"), FEEDBACK),
    # --- 新增、批量交办、相似问题 (intake) ---
    "intake.confirmed": Wording(_("确认批量交办"), INTERNAL, words="name"),
    "item.recurrence_linked": Wording(_("标为重复发生"), INTERNAL, words="number"),
    "item.similar_dismissed": Wording(_("不是同一问题"), INTERNAL, words="number"),
    # --- 群众反映 (complaints): `complaint:7` is the trail of one, `access` says who read who complained ---
    "complaint.registered": Wording(_("登记受理"), INTERNAL),
    "complaint.issued": Wording(_("交办"), INTERNAL, words="number"),
    "complaint.referred": Wording(_("移送纪检监察机关"), INTERNAL),
    "complaint.told": Wording(_("告知反映人"), INTERNAL),
    "complaint.read": Wording(_("查看反映人信息"), Circle.SYSTEM, words="number"),
    "item.reply_owed": Wording(_("首办单位须答复反映人"), FEEDBACK),
    "item.replied": Wording(_("答复反映人"), FEEDBACK),
}
