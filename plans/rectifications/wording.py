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
}
