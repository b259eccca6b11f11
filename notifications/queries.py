"""What a person reads, and what was sent."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from records import clock
from records.compiled import Compiled
from units.models import Person, Posting
from units.queries import valid_on

from .enums import Channel, DeliveryState
from .models import ChannelPolicy, Delivery, Gateway, Notice, Preference


def unread_notices(person: Person) -> QuerySet[Notice]:
    """待阅, newest first."""
    return Notice.objects.filter(recipient=person, read_at=None).select_related("by").order_by("-id")


def read_notices(person: Person) -> QuerySet[Notice]:
    """已阅, newest first."""
    return Notice.objects.filter(recipient=person, read_at__isnull=False).select_related("by").order_by("-id")


def sent_deliveries(channel: str = "") -> QuerySet[Delivery]:
    """发送记录: every sending, newest first; of one channel when it is a known one."""
    deliveries = Delivery.objects.select_related("notice__recipient__unit").order_by("-created", "-id")
    return deliveries.filter(channel=channel) if channel in Channel.values else deliveries


COUNTED = 1000  # counts above 999 show 999+
SEEN_WITHIN = timedelta(days=30)


def unread_count(person_id: int) -> int:
    """How many notices somebody has not read; one statement, of at most a thousand rows."""
    return len(_UNREAD.rows(person=person_id))


def _unread(person: int) -> QuerySet:
    return Notice.objects.filter(recipient=person, read_at=None).order_by().values_list("pk")[:COUNTED]


_UNREAD = Compiled(_unread, person=int)


def policy() -> ChannelPolicy:
    """What people may choose; the defaults as long as nobody changed any."""
    return ChannelPolicy.objects.order_by("pk").first() or ChannelPolicy()


def preference_of(person: Person) -> Preference:
    """How the person wants to be told; unsaved as long as nothing was chosen."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


def out_of_reach() -> QuerySet[Person]:
    """没有可用渠道的人: who holds a post, has not signed in for a month, and has no address or robot, or ones that fail."""
    today = clock.today()
    seen = clock.now() - SEEN_WITHIN
    posts = Posting.objects.filter(valid_on(today), person=OuterRef("pk"))
    failing = _failing(Channel.EMAIL, seen)
    own = Exists(Gateway.objects.filter(person=OuterRef("pk"), active=True))
    reached = own & ~_failing(Channel.PERSONAL, seen) if policy().may_personal else Q(pk__in=[])
    silent = Q(last_login=None) | Q(last_login__lt=seen)
    return (
        Person.objects.filter(Exists(posts), silent, Q(email="") | Q(failing), is_active=True)
        .exclude(reached)
        .select_related("unit")
        .order_by("unit__pinyin", "pinyin", "id")
    )


def _failing(channel: Channel, since: datetime) -> Q:
    """Of a person in a list: through this channel something failed since then, and nothing arrived."""
    tried = Delivery.objects.filter(notice__recipient=OuterRef("pk"), channel=channel, created__gte=since)
    return Exists(tried.filter(state=DeliveryState.FAILED)) & ~Exists(tried.filter(state=DeliveryState.SENT))
