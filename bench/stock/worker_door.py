"""python -m bench.stock.worker_door: lets the bench's users in, and says what each of them asks for.

Prints one object: {"users": [{"cookies", "addresses": {scenario: [...]}}], "statements": {scenario: most}}.
"""

import json
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment

django.setup()

from itertools import cycle, islice  # noqa: E402
from urllib.parse import urlencode  # noqa: E402

from django.db import connection  # noqa: E402 - after setup()
from django.test import Client  # noqa: E402

from bench.measuring.statements import Statements  # noqa: E402
from plans.rectifications.models import Item  # noqa: E402
from units.models import Person  # noqa: E402

USERS = 5
# Words that many items say, and some that few do; lights of which every unit has some.
WORDS = ("街道", "群众", "一次性告知", "限期整改", "台账记录", "档案库房", "窗口", "会议记录要素")
LIGHTS = ("blue", "green", "blue", "red", "blue", "yellow", "blue", "grey")


def client(username: str) -> Client:
    browser = Client(headers={"host": "testserver"})
    browser.force_login(Person.objects.get(username=username))
    return browser


def cookie(browser: Client) -> str:
    return f"sessionid={browser.cookies['sessionid'].value}"


def statements(browser: Client, address: str) -> int:
    """How many statements a page needs the second time; the run ends when it does not open."""
    browser.get(address)
    with Statements(connection) as counted:
        answer = browser.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return counted.total


def addresses(unit_id: int | None) -> list[str]:
    """Unit, light and word; a unit's own people need not name it."""
    unit = {"unit": unit_id} if unit_id else {}
    return [
        "/items/?" + urlencode(unit | {"light": light, "q": word})
        for light, word in zip(LIGHTS, WORDS, strict=True)
    ]


def main() -> None:
    liaisons = [Person.objects.get(username=f"s{n:03}") for n in (1, 3, 9)]
    users, most = [], {"unit": 0, "whole": 0}
    for n in range(USERS):
        # Two clerks filter by a unit, three 联络员 look at their own; all five clerks look at everything.
        clerk = client(f"clerk{n + 1}")
        own = client(liaisons[n - 2].username) if n >= 2 else clerk
        asked = addresses(None if n >= 2 else liaisons[n].unit_id)
        shifted = list(islice(cycle(asked), n, n + len(asked)))
        whole = ["/items/"]
        most["unit"] = max(most["unit"], *(statements(own, address) for address in asked))
        most["whole"] = max(most["whole"], statements(clerk, whole[0]))
        cookies = {"unit": cookie(own), "whole": cookie(clerk)}
        users.append({"cookies": cookies, "addresses": {"unit": shifted, "whole": whole}})
    for item in Item.objects.order_by("?")[:20]:
        statements(client("clerk1"), f"/items/{item.pk}/")
    print(json.dumps({"users": users, "statements": most}), flush=True)


if __name__ == "__main__":
    main()
