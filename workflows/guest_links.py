"""The address of a guest's link: signed, so that nobody can make one up, and good for as long as its row says."""

from datetime import timedelta

from django.core import signing

from . import guest_rules as rules
from .models import GuestLink

SALT = "workflows.guests"


def token_of(link: GuestLink) -> str:
    """What stands in the address."""
    return signing.dumps({"link": link.pk}, salt=SALT)


def link_of(token: str) -> GuestLink | None:
    """The link of an address, as long as it opens anything; None for one that was made up, ran out or was taken back."""
    try:
        told = signing.loads(token, salt=SALT, max_age=timedelta(days=rules.LONGEST_DAYS + 1))
    except signing.BadSignature:
        return None
    link = GuestLink.objects.select_related("round__stage", "round__version").filter(pk=told["link"]).first()
    return link if link and rules.is_on() and rules.opens(link) else None
