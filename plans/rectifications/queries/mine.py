"""我经办的、我报送的: items on which the person did something."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from units.models import Person
from workflows.models import Assignment

from ..models import Item
from .items import visible_items


def my_items(person: Person) -> QuerySet[Item]:
    """Items the person gave out, or on which they finished something that waited for them, newest first."""
    acted = Assignment.objects.filter(done_by=person, process_id=OuterRef("process_id"))
    return visible_items(person).filter(Q(issued_by=person) | Exists(acted)).order_by("-id")
