"""群众反映 as 受理人员 see them, and the replies that units owe. Who complained is in none of these."""

from django.db.models import QuerySet

from units.enums import Post
from units.models import Person
from units.queries import standing

from ..models import Complaint, Reply


def visible_complaints(person: Person) -> QuerySet[Complaint]:
    """受理人员 see every complaint; to anybody else there are none. What is sealed is not even read."""
    found = Complaint.objects.select_related("item__unit", "reply__unit", "registered_by").defer("sealed")
    return found if standing(person).holds_in_office(Post.INTAKE) else found.none()


def visible_replies(person: Person) -> QuerySet[Reply]:
    """A unit sees the replies it owes and gave, also of items that are somebody else's by now; 受理人员 see all."""
    replies = Reply.objects.select_related("complaint__item__unit", "unit", "replied_by")
    replies = replies.defer("complaint__sealed")
    held = standing(person)
    if held.holds_in_office(Post.INTAKE):
        return replies
    return replies.none() if held.is_technical else replies.filter(unit_id__in=held.unit_ids)
