"""选票: how ballots come into the tables, by name or (无记名) without joining a choice to anybody."""

from django.db.models import F
from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused

from ..enums import Choice
from ..models import AgendaItem, Ballot, SecretTally

COUNTED = (Choice.AGREE, Choice.DISAGREE, Choice.ABSTAIN)


def line_of(item: AgendaItem) -> str:
    """What tells apart the votes of one meeting: a matter has a process of its own, other items have their line."""
    return "" if item.round_id else f"item-{item.pk}"


def begin_tally(item: AgendaItem) -> None:
    """A secret vote begins at nought."""
    SecretTally.objects.create(item=item)


def put(
    item, here, choices: dict[int, str], *, way, cast_by, opinion: str = "", counted: bool = False
) -> list:
    """Ballots of these seats; of a secret vote the choice goes to the counter (unless it is `counted` there already)."""
    if here.secret and not counted:
        for choice in choices.values():
            _count(item, {choice: 1})
    now = clock.now()
    return Ballot.objects.bulk_create(
        Ballot(
            item_id=item.pk,
            round_id=item.round_id,
            seat_id=seat_id,
            choice=Choice.CAST if here.secret and choice != Choice.NOT_VOTED else choice,
            way=way,
            opinion=opinion,
            cast_by=cast_by,
            at=now,
        )
        for seat_id, choice in choices.items()
    )


def add_to_tally(item: AgendaItem, choices: dict[int, str], tally: dict) -> None:
    """无记名的登记表: the numbers on the paper are as many as the ballots that were put in."""
    numbers = {choice: int(tally.get(choice, 0)) for choice in COUNTED}
    given = sum(choice != Choice.NOT_VOTED for choice in choices.values())
    if sum(numbers.values()) != given or min(numbers.values()) < 0:
        raise Refused(
            _("同意、不同意、弃权合计%(sum)d票，与投票人数%(given)d不一致，请核对。")
            % {"sum": sum(numbers.values()), "given": given}
        )
    _count(item, numbers)


def _count(item: AgendaItem, numbers: dict[str, int]) -> None:
    added = {str(choice): F(str(choice)) + number for choice, number in numbers.items() if number}
    if added:
        SecretTally.objects.filter(item_id=item.pk).update(**added)
