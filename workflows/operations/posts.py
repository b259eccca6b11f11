"""任免岗位: somebody holds a post from today on, or no longer from tomorrow on."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from notifications import notify
from records import clock, turns
from records.errors import Refused
from records.stored import in_chinese, sentence
from units.enums import OFFICE_POSTS, Post, UnitKind
from units.models import Person, Posting, Unit
from units.queries import valid_on

from .. import deeds
from .. import post_rules as rules
from ..models import Assignment
from ..pausing import waits_at_rest

APPOINTED = sentence("您已任%(unit)s%(post)s，该岗位的待办由您办理。")
ENDED = sentence("您不再任%(unit)s%(post)s，该岗位的待办不再由您办理。")


def appoint(person: Person, post: str, unit: Unit, *, by) -> Posting:
    """任命: from today on; what waits for the post waits for them."""
    rules.check_can_appoint(by)
    with transaction.atomic():
        turns.take(f"posts:{unit.pk}")
        own = Posting.objects.filter(valid_on(clock.today()), person=person, unit=unit)
        rules.check_may_hold(person, post, unit, others=set(own.values_list("post", flat=True)))
        if post in OFFICE_POSTS and unit.kind != UnitKind.OFFICE:
            raise Refused(_("该岗位只在工委设置。"), field="post")
        made = Posting.objects.create(person=person, post=post, unit=unit, since=clock.today())
        _tell(made, "post.appointed", APPOINTED, by)
    return made


def end_post(posting: Posting, *, by) -> None:
    """免去: today is the last day. Not while something waits that nobody else could take."""
    rules.check_can_appoint(by)
    with transaction.atomic():
        turns.take(f"posts:{posting.unit_id}")
        posting = Posting.objects.select_related("person", "unit").get(pk=posting.pk)
        if posting.until is not None:
            raise Refused(_("该任岗已经终止。"))
        if posting.person_id == by.pk and posting.post == Post.BUSINESS_ADMIN:
            raise Refused(_("不能免去自己的工委业务管理员岗位。"))
        tomorrow = clock.today() + timedelta(days=1)
        others = Posting.objects.filter(
            valid_on(tomorrow), post=posting.post, unit=posting.unit, person__is_active=True
        ).exclude(pk=posting.pk)
        holder = f"post:{posting.post}:{posting.unit_id}"
        waiting = Assignment.objects.filter(holder=holder, done_at=None).count() + waits_at_rest(holder)
        if not others.exists() and (n := waiting):
            raise Refused(
                _("该岗位还有%(n)d件待办，没有别人可以办理，请先任命接任的同志，或办理工作交接。") % {"n": n}
            )
        posting.until = clock.today()
        posting.save(update_fields=["until"])
        _tell(posting, "post.ended", ENDED, by)


def _tell(posting: Posting, code: str, said, by) -> None:
    unit, person = posting.unit, posting.person
    with in_chinese():
        label = str(Post(posting.post).label)
    deeds.record(f"unit:{unit.pk}", code, by=by, about=[unit.pk], name=person.name, post=label)
    if person.pk != by.pk:
        notify.notify_many([person], event=code, text=said(unit=unit.name, post=label), url="/", by=by)
