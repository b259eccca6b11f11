"""Every kind of trail entry an item can have: what it is called and who may read it (知悉范围)."""

from django.utils.translation import gettext_lazy as _

from records.enums import Circle
from workflows.wording import Wording

UNIT, FEEDBACK, INTERNAL = Circle.UNIT, Circle.FEEDBACK, Circle.INTERNAL

WORDINGS = {
    "item.issued": Wording(_("交办"), FEEDBACK),
    "item.received": Wording(_("签收"), FEEDBACK),
}
