"""谁在等谁: how long a thing waited, and for whom. Pure: intervals in, time out; no subject, no database.

1. A thing waits while an assignment of it is open. While none is, nobody is waited for and nothing is counted.
2. A day off is 节假日, whoever has the thing; a make-up day (调休) at the weekend is a day like any other.
3. All other time belongs, at each moment, to one party. When several have something open it is 工委会议 before
   办公室、验收组 before 单位: whoever is further along has the file, and until it comes back the unit's own clock stands.
4. Within that party those who have it at that moment share the moment equally, each once, however many assignments.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from .enums import Party

DAY, NONE = timedelta(days=1), timedelta(0)
ORDER = (Party.COMMITTEE, Party.REVIEWER, Party.UNIT)


@dataclass(frozen=True)
class Held:
    """One assignment: `holder`, of `party`, had it from `begins` until `ends`."""

    party: Party
    holder: str
    begins: datetime
    ends: datetime


@dataclass
class Split:
    """Time by party, and within a party by holder."""

    parties: dict[Party, timedelta] = field(default_factory=lambda: dict.fromkeys(Party, NONE))
    holders: dict[tuple[Party, str], timedelta] = field(default_factory=dict)

    @property
    def total(self) -> timedelta:
        """All the time anybody was waited for, days off included."""
        return sum(self.parties.values(), NONE)

    def add(self, other: "Split") -> None:
        """Take in the time of another thing."""
        for party, time in other.parties.items():
            self.parties[party] += time
        for key, time in other.holders.items():
            self.holders[key] = self.holders.get(key, NONE) + time


def within(held: Iterable[Held], begins: datetime, ends: datetime) -> list[Held]:
    """What of it lies in a period."""
    cut = [Held(each.party, each.holder, max(each.begins, begins), min(each.ends, ends)) for each in held]
    return [each for each in cut if each.begins < each.ends]


def split(held: Iterable[Held], days_off: Sequence[datetime]) -> Split:
    """The waiting time by the rules above. `days_off` are the midnights at which days off begin, in their order."""
    found = Split()
    having = {party: Counter() for party in ORDER}
    since = None
    for moment, changes in groupby(_changes(held), key=lambda change: change[0]):
        if since is not None:
            _give(found, having, off(since, moment, days_off), moment - since)
        for _moment, step, each in changes:
            having[each.party][each.holder] += step
        since = moment
    return found


def off(begins: datetime, ends: datetime, days_off: Sequence[datetime]) -> timedelta:
    """How much of the time from `begins` to `ends` lies on days off."""
    return _off_before(ends, days_off) - _off_before(begins, days_off)


def _off_before(moment: datetime, days_off: Sequence[datetime]) -> timedelta:
    n = bisect_right(days_off, moment)
    still_to_come = days_off[n - 1] + DAY - moment if n else NONE
    return n * DAY - max(still_to_come, NONE)


def _changes(held: Iterable[Held]) -> list[tuple[datetime, int, Held]]:
    """Each beginning and each end, in the order of time."""
    lasting = [each for each in held if each.begins < each.ends]
    changes = [(each.begins, 1, each) for each in lasting] + [(each.ends, -1, each) for each in lasting]
    return sorted(changes, key=lambda change: change[0])


def _give(found: Split, having: dict[Party, Counter], off_time: timedelta, time: timedelta) -> None:
    party = next((each for each in ORDER if having[each].total()), None)
    if party is None:
        return
    worked = time - off_time
    found.parties[Party.HOLIDAY] += off_time
    found.parties[party] += worked
    holders = [holder for holder, n in having[party].items() if n]
    for holder in holders:
        found.holders[party, holder] = found.holders.get((party, holder), NONE) + worked / len(holders)
