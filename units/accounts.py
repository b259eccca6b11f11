"""账号: signing in and out is noted, and a password is changed by its owner or set by the administrator."""

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from records import clock, trail
from records.enums import Circle

from .enums import OFFICE_POSTS, Post, SeatRole
from .models import FormerPassword, Person, Posting, Seat
from .queries import valid_on

ACCESS = "access"
SHOWN = 60  # accounts of one role on the demo's log-in page
# The main job part by part: whose it is (key of accounts_by_role), and what they do in it.
MAIN_JOB = (
    (Post.LIAISON, _("起草方案，提交、重报，申请验收")),
    (Post.HEAD, _("同意报送，或退回修改")),
    (Post.OFFICE_CLERK, _("签收、初审，一次性告知，安排验收")),
    (Post.SECRETARY, _("列入议题，登记到会")),
    ("seat-chair", _("提请表决、宣布结果，审定修改稿")),
    ("seat-member", _("在会议上表决")),
    (Post.SECTION_LEAD, _("按节点填报进展，添加佐证")),
    (Post.DEPUTY, _("验收组：逐项核查，作出结论")),
    (Post.RECORDS_CLERK, _("登记签字盖章件，办结")),
)


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
    """The demo's accounts, as the log-in page shows them: [{key, role, people: [{username, name, words, unit}]}]."""
    seats = Seat.objects.filter(valid_on(day), person__is_active=True).select_related("person", "committee")
    groups: dict[str, list[dict]] = {}
    for seat in seats.order_by("order", "id"):
        _show(groups, _seat_key(seat.role), seat.person, seat.committee.name)
    for posting in _postings(day):
        in_office = posting.post in OFFICE_POSTS
        words = posting.section.name if posting.section and not in_office else ""
        said = f"{posting.unit.short_name} {words}".strip()
        _show(groups, posting.post, posting.person, said, unit_id=posting.unit_id)
    seated = [(_seat_key(value), label) for value, label in SeatRole.choices]
    order = [*seated, *sorted(Post.choices, key=_place)]
    return [
        {"key": key, "role": str(label), "people": groups[key][:SHOWN]}
        for key, label in order
        if key in groups
    ]


def main_job(groups: list[dict]) -> list[dict]:
    """主要流程: one person for each part of it, in its order, so that a visitor need not search for them."""
    people = {group["key"]: group["people"] for group in groups}
    roles = {group["key"]: group["role"] for group in groups}
    own = people.get(Post.LIAISON, [{"unit": None}])[0]["unit"]
    found = []
    for key, does in MAIN_JOB:
        among = people.get(key, [])
        if key == Post.DEPUTY:  # whoever accepts is of another unit
            among = [each for each in among if each["unit"] != own]
        if among:
            found.append(among[0] | {"role": roles[key], "does": str(does)})
    return found


def containing(groups: list[dict], words: str) -> list[dict]:
    """The groups with the people whose name, account, unit or role contains `words`."""
    words = words.strip().lower()
    if not words:
        return groups
    found = []
    for group in groups:
        people = [
            each
            for each in group["people"]
            if words in f"{group['role']} {each['name']} {each['username']} {each['words']}".lower()
        ]
        if people:
            found.append(group | {"people": people})
    return found


def _postings(day: date) -> QuerySet[Posting]:
    postings = Posting.objects.filter(valid_on(day), person__is_active=True).exclude(post=Post.MEMBER)
    return postings.select_related("person", "unit", "section").order_by("unit_id", "id")


def _place(choice: tuple[str, str]) -> int:
    """The office after the committee, then the units, then the administrators."""
    value = choice[0]
    return 0 if value in OFFICE_POSTS else 1


def _seat_key(role: str) -> str:
    return f"seat-{role}"


def _show(groups: dict, key: str, person: Person, words: str, *, unit_id: int | None = None) -> None:
    shown = groups.setdefault(key, [])
    if all(each["username"] != person.username for each in shown):
        shown.append({"username": person.username, "name": person.name, "words": words, "unit": unit_id})
