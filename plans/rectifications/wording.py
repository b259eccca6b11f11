"""Every kind of trail entry an item can have: what it is called and who may read it (知悉范围)."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from records.enums import Circle
from workflows.wording import Wording

from .ledger.columns import BY_KEY

UNIT, FEEDBACK, INTERNAL = Circle.UNIT, Circle.FEEDBACK, Circle.INTERNAL


def _amended(params: dict) -> list[str]:
    """Which cells, from what to what."""
    place = gettext("措施%(n)d ") % {"n": params["measure"]} if params.get("measure") else ""
    told = gettext("%(head)s：“%(before)s”改为“%(after)s”")
    return [
        place
        + told
        % {"head": BY_KEY[cell["column"]].head, "before": cell["before"][:60], "after": cell["after"][:60]}
        for cell in params.get("cells", ())
        if cell.get("column") in BY_KEY
    ]


WORDINGS = {
    "item.issued": Wording(_("交办"), FEEDBACK),
    "item.received": Wording(_("签收"), FEEDBACK),
    # 台账 (ledger)
    "item.urged": Wording(_("催办"), FEEDBACK),
    "item.amended": Wording(_("修改台账"), FEEDBACK, details=_amended),
}
