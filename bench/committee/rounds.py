"""python -m bench.committee.rounds ROUNDS SEATS: migrates DATABASE_URL, holds the votes, prints one JSON object."""

import json
import os
import sys
import threading
import time
from dataclasses import replace

os.environ.setdefault("MODE", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402

from bench.measuring.report import progress  # noqa: E402
from bench.measuring.statements import Statements  # noqa: E402
from records import trail  # noqa: E402
from records.models import Entry  # noqa: E402
from tests import factories as people  # noqa: E402
from tests.workflows.sittings import sitting  # noqa: E402
from units.models import Person  # noqa: E402
from workflows.enums import Choice  # noqa: E402
from workflows.models import AgendaItem, Ballot  # noqa: E402
from workflows.operations import voting  # noqa: E402

FEW = 5


def main(rounds: int, seats: int) -> dict:
    """Seconds of every ballot, what went wrong, and how many statements a vote takes."""
    found = {"seconds": [], "wrong": 0, "lost": 0, "undecided": 0, "broken": 0}
    of_few, _s = counted(sitting(seats=FEW, present=FEW))
    district = _s.district
    of_many, _s = counted(sitting(seats=seats, present=seats, district=another(district)))
    found["statements"] = of_many | {"opening, five members": of_few["opening"]}
    for n in range(1, rounds + 1):
        s = sitting(seats=seats, present=seats, district=another(district))
        s.move()
        seconds, told_no = together(s)
        found["seconds"] += seconds
        found["wrong"] += len(told_no)
        voted = set(Ballot.objects.filter(item=s.item).values_list("seat__person_id", flat=True))
        missing = [voter for voter in s.voters if voter.pk not in voted]
        found["lost"] += sum(voter not in told_no for voter in missing)
        for voter in missing:  # they press again: the round is held to its end, whatever was counted
            voting.cast(s.item, by=anew(voter), choice=Choice.AGREE)
        voting.cast(s.item, by=s.chair, choice=Choice.AGREE)
        voting.announce(s.item, by=s.chair)
        found["undecided"] += not is_decided_once(s)
        found["broken"] += len(trail.verify(s.plan.key))
        if n % 20 == 0:
            progress(f"{n} of {rounds} rounds")
    return found


def is_decided_once(s) -> bool:
    """One announcement, with everybody's ballot in its numbers, and the plan went on."""
    announced = Entry.objects.filter(subject=s.plan.key, code="vote.announced").count()
    counts = Entry.objects.filter(subject=s.plan.key, code="vote.counted").values_list("params", flat=True)
    agreed = [each["agree"] for each in counts]
    return announced == 1 and agreed == [len(s.seats)] and s.again().status == "executing"


def counted(s) -> tuple[dict[str, int], object]:
    """One vote by one person after the other: statements of the motion, of a ballot, of the announcement. Transaction control is left out."""
    found = {"opening": statements(lambda: voting.put_motion(s.item, by=anew(s.chair), motion="approve"))}
    ballots = [
        statements(lambda voter=voter: voting.cast(s.item, by=anew(voter), choice=Choice.AGREE))
        for voter in [*s.voters, s.chair]
    ]
    found["a ballot"] = max(ballots)
    found["announcement"] = statements(lambda: voting.announce(s.item, by=anew(s.chair)))
    return found, s


def anew(person) -> Person:
    """As a request reads them."""
    return Person.objects.get(pk=person.pk)


def statements(act) -> int:
    """What it sends to PostgreSQL, the reading of the person included."""
    with Statements(connection) as sent:
        act()
    return sent.total - sent.texts["BEGIN"] - sent.texts["COMMIT"]


def another(district):
    """The same committee; one more unit reports its plan."""
    unit = people.make_unit()
    district.action.units.add(unit)
    return replace(
        district,
        unit=unit,
        liaison=people.make_person("liaison", unit),
        head=people.make_person("head", unit),
    )


def together(s) -> tuple[list[float], list[Person]]:
    """Every member but the chair, let go in the same instant: how long each waited, and who was told no."""
    start, seconds, told_no = threading.Barrier(len(s.voters)), [], []

    def vote(voter):
        try:
            by, item = Person.objects.get(pk=voter.pk), AgendaItem.objects.get(pk=s.item.pk)
            start.wait(timeout=60)
            began = time.monotonic()
            voting.cast(item, by=by, choice=Choice.AGREE)
            seconds.append(time.monotonic() - began)
        except Exception as error:  # noqa: BLE001 - each is one that should not be
            told_no.append(voter)
            progress(f"told no: {error!r}")
        finally:
            connection.close()

    threads = [threading.Thread(target=vote, args=(voter,)) for voter in s.voters]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return seconds, told_no


if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    print(json.dumps(main(int(sys.argv[1]), int(sys.argv[2]))))
