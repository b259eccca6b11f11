"""Where files are met in plans: 单位原件, the Word file a plan was read from."""

from django.urls import reverse
from django.utils.translation import gettext as _

from workflows.file_places import FilePlace, Use

from .models import Plan
from .queries.plans import visible_plans


def uses(digest: str) -> list[Use]:
    """The plans that were read from it; what was read stands in the plan and is not the file."""
    found = Plan.objects.filter(original=digest).order_by("id")
    what = _("单位原件（正文由此读入）")
    return [Use(what, each.title, reverse("plan", args=[each.pk]), None, each.original.at, each.key) for each in found]  # fmt: skip


def seen(person, digest: str) -> bool:
    """Whoever sees the plan sees its original."""
    return visible_plans(person).filter(original=digest).exists()


PLACE = FilePlace(uses, seen)
