"""账号: signing in and out is noted, and a password is changed by its owner or set by the administrator."""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import QuerySet

from records import clock, trail
from records.enums import Circle

from .enums import OFFICE_POSTS, Post, SeatRole
from .models import FormerPassword, Person, Posting, Seat
from .queries import valid_on

ACCESS = "access"
SHOWN = 60  # accounts of one role on the demo's log-in page


def note_access(person: Person, event: str, **params) -> None:
    """One line in the access chain: signed_in, signed_out, password_changed."""
    trail.record(
        ACCESS, f"account.{event}", by=person, circle=Circle.SYSTEM, unit_id=person.unit_id, **params
    )


def change_password(person: Person, new: str, *, by: Person | None) -> None:
    """修改密码: keeps the hash of the old one; one set by somebody else must be changed at the next log-in.

    Raises ValidationError when the new password breaks a rule.
    """
    validate_password(new, person)
    with transaction.atomic():
        if person.has_usable_password() and person.password:
            FormerPassword.objects.create(person=person, password=person.password, at=clock.now())
        person.set_password(new)
        person.password_set_at = clock.now() if by == person else None
        person.save(update_fields=["password", "password_set_at"])
        trail.record(
            ACCESS,
            "account.password_changed",
            by=by,
            circle=Circle.SYSTEM,
            unit_id=person.unit_id,
            account=person.username,
        )


def accounts_by_role(day: date) -> list[dict]:
    """The demo's accounts, as the log-in page shows them: [{role, people: [{username, name, words}]}]."""
    seats = Seat.objects.filter(valid_on(day), person__is_active=True).select_related("person", "committee")
    groups: dict[str, list[dict]] = {}
    for seat in seats.order_by("order", "id"):
        _show(groups, SeatRole(seat.role).label, seat.person, seat.committee.name)
    for posting in _postings(day):
        in_office = posting.post in OFFICE_POSTS
        words = posting.section.name if posting.section and not in_office else ""
        _show(groups, Post(posting.post).label, posting.person, f"{posting.unit.short_name} {words}".strip())
    order = [label for _value, label in (*SeatRole.choices, *sorted(Post.choices, key=_place))]
    return [{"role": role, "people": groups[role][:SHOWN]} for role in order if role in groups]


def _postings(day: date) -> QuerySet[Posting]:
    postings = Posting.objects.filter(valid_on(day), person__is_active=True).exclude(post=Post.MEMBER)
    return postings.select_related("person", "unit", "section").order_by("unit_id", "id")


def _place(choice: tuple[str, str]) -> int:
    """The office after the committee, then the units, then the administrators."""
    value = choice[0]
    return 0 if value in OFFICE_POSTS else 1


def _show(groups: dict, role: str, person: Person, words: str) -> None:
    shown = groups.setdefault(str(role), [])
    if all(each["username"] != person.username for each in shown):
        shown.append({"username": person.username, "name": person.name, "words": words})
