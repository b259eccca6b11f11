"""Where files are met in rectification: papers of a 回头看, and the ledger's own files."""

from django.urls import reverse
from django.utils.translation import gettext as _

from workflows.file_places import FilePlace, Use

from .models import LedgerJob, LookBack
from .queries.items import visible_items


def uses(digest: str) -> list[Use]:
    """回头看 with this paper, and files of the ledger that somebody made or handed in."""
    found = []
    for each in LookBack.objects.filter(paper=digest).select_related("item", "by").order_by("id"):
        url = reverse("item", args=[each.item_id])
        found.append(Use(_("回头看材料"), each.item.title, url, each.by, each.paper.at, each.item.key))
    for job in LedgerJob.objects.filter(file=digest).select_related("by").order_by("id"):
        found.append(Use(_("台账文件"), job.name, "", job.by, job.asked_at))
    return found


def seen(person, digest: str) -> bool:
    """Whoever sees the item, or whose file of the ledger it is."""
    return (
        visible_items(person).filter(look_backs__paper=digest).exists()
        or LedgerJob.objects.filter(file=digest, by=person).exists()
    )


PLACE = FilePlace(uses, seen)
