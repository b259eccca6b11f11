"""本周需要工委办理: what waits for the office and for members of the committee, overdue or due by the end of this week."""

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Concat

from records import clock, workdays
from units import holders
from units.enums import LEADERS, OFFICE_POSTS
from units.models import Seat
from units.queries import office_id, valid_on
from workflows.models import Assignment

MOST = 50  # lines on the board
# Posts of the office without 受理人员: who complained is on no board.
POSTS = OFFICE_POSTS | LEADERS
# What waits for a member as a member: not what they do in a unit of their own, and no ballot, for only the secretary
# knows who has not voted yet.
OF_MEMBERS = ("confirm", "stage", "sign", "minutes")
SHOWN = ("title", "what", "url", "due", "yellow_on", "red_on", "unit__short_name")


def decisions_of_the_week() -> QuerySet:
    """Soonest due first, as dictionaries, what several are asked once. Looked up by holder among what is open, however much is done. One statement."""
    office, today = office_id(), clock.today()
    week = Assignment.objects.filter(done_at=None, due__lte=workdays.week_end(today)).order_by()
    posts = [holders.post(post, office) for post in sorted(POSTS)]
    members = (
        Seat.objects.filter(valid_on(today), person__is_active=True)
        .order_by()
        .values_list(Concat(Value("person:"), Cast("person_id", CharField())), flat=True)
    )
    waiting = week.filter(holder__in=posts).values(*SHOWN)
    asked = week.filter(holder__in=members, kind__in=OF_MEMBERS).values(*SHOWN)
    return waiting.union(asked).order_by("due", "title")
