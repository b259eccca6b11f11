"""列与筛选: what a person keeps of the lists: the columns of each, and named filters."""

from django.utils.translation import gettext as _

from records.errors import Refused

from ..enums import ListKind
from ..ledger.columns import OFFERED
from ..ledger.filters import Filter
from ..models import LedgerView

MOST_FILTERS = 20


def choose_columns(which: ListKind, columns: list[str], *, by) -> None:
    """选择列: what the list shows this person from now on; none chosen means the usual ones."""
    known = [key for key in OFFERED[which] if key in columns]
    LedgerView.objects.update_or_create(person=by, which=which, name="", defaults={"columns": known})


def save_filter(which: ListKind, name: str, wanted: Filter, *, by) -> None:
    """保存筛选 under a name; the same name again means this filter from now on."""
    name = " ".join(name.split())[:40]
    if not name:
        raise Refused(_("请填写筛选名称。"))
    if not wanted.query:
        raise Refused(_("请先选择筛选条件，再保存。"))
    own = LedgerView.objects.filter(person=by).exclude(name="")
    if own.count() >= MOST_FILTERS and not own.filter(which=which, name=name).exists():
        raise Refused(_("最多保存%(n)d个筛选，请先删除不用的。") % {"n": MOST_FILTERS})
    LedgerView.objects.update_or_create(person=by, which=which, name=name, defaults={"query": wanted.query})


def forget_filter(view: LedgerView, *, by) -> None:
    """删除筛选: one's own."""
    LedgerView.objects.filter(pk=view.pk, person=by).exclude(name="").delete()
