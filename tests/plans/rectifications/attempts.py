"""Each operation of a place tried by everybody: what the permission tables of rectification are compared with."""

from tests.permission_table import may
from units.models import Person


def name_of(operation) -> str:
    """Module and function, since the same verb stands in several modules."""
    return f"{operation.__module__}.{operation.__name__}"


def written_in(attempts) -> dict[str, set[str]]:
    """What the table says of a place."""
    return {name_of(operation): set(who) for operation, _how, who in attempts}


def found_by_trying(case, attempts, people: dict[str, Person]) -> dict[str, set[str]]:
    """Who gets through, as another request reads them, with the posts they hold now."""
    return {
        name_of(operation): {
            role
            for role, person in people.items()
            if may(
                lambda how=how, person=person: how(
                    case, Person.objects.select_related("unit").get(pk=person.pk)
                )
            )
        }
        for operation, how, _who in attempts
    }
