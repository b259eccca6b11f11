"""python -m bench.lists.worker ROWS EARLIER: one problem list from the file to the last item, over HTTP without the network.

Prints one JSON object: seconds of the preview, of the confirming request, of giving out, of looking for similar problems.
"""

import io
import json
import os
import random
import re
import sys
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment

django.setup()

import xlsxwriter  # noqa: E402 - after setup()
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from bench.measuring.statements import Statements  # noqa: E402
from launch.places import ROOT  # noqa: E402
from plans.rectifications import effects  # noqa: E402
from plans.rectifications.models import IntakeJob, Item, Similar  # noqa: E402
from plans.rectifications.operations import intake, issuing, similar  # noqa: E402
from plans.rectifications.queries.intake import job_rows  # noqa: E402
from records import clock  # noqa: E402
from tests.plans.rectifications.factories import make_rectifying, problem  # noqa: E402
from units.enums import Post  # noqa: E402
from units.models import Person, Posting, Unit  # noqa: E402

UNITS = 500
HEADS = ["责任单位", "问题描述", "整改时限", "问题来源", "问题类别", "整改目标", "完成标准", "责任人", "备注"]
SAMPLE = ROOT / "plans" / "actions" / "sample" / "tasklist-5x23.csv"
TOKEN = re.compile(r'name="token" value="([^"]+)"')
STOCK = [
    "整改不到位",
    "责任落实不到位",
    "存在薄弱环节",
    "台账不完善",
    "落实不力",
    "群众反映强烈",
    "执行不严格",
    "学习不深入",
]


def words() -> list[str]:
    """What problems are made of: the words of the sample task list."""
    return list(dict.fromkeys(re.findall(r"[\u4e00-\u9fff]{2,10}", SAMPLE.read_text(encoding="utf-8"))))


def text(dice: random.Random, known: list[str]) -> str:
    """A problem of some forty to ninety characters."""
    pieces = dice.sample(known, dice.randint(6, 12)) + dice.sample(STOCK, 2)
    dice.shuffle(pieces)
    return f"第{dice.randint(1, 10**6)}号：" + "，".join(pieces)


def settle(world) -> list[Unit]:
    """Five hundred units with their 联络员 and three others."""
    since = world.district.unit.since
    units = Unit.objects.bulk_create(
        Unit(
            code=f"B{n:03}", name=f"样例单位{n:03}", short_name=f"样例{n:03}", pinyin=f"b{n:03}", since=since
        )
        for n in range(UNITS)
    )
    people = Person.objects.bulk_create(
        Person(
            username=f"{unit.code}x{n}", name=f"样例人员{n}", pinyin="y", password="!", unit=unit, since=since
        )
        for unit in units
        for n in range(4)
    )
    Posting.objects.bulk_create(
        Posting(person=person, post=Post.LIAISON, unit_id=person.unit_id, since=since)
        for person in people[::4]
    )
    return units


def earlier_items(world, texts: list[str], units: list[Unit]) -> None:
    """What was given out before; only their words matter here."""
    made = []
    for n, each in enumerate(texts):
        item = issuing.unsaved(
            problem(world, problem=each, unit=units[n % len(units)]), by=world.district.clerk
        )
        item.number = f"样例-{n}"
        made.append(item)
    Item.objects.bulk_create(made, batch_size=1000)


def book(rows: list[list[str]]) -> io.BytesIO:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as made:
        page = made.add_worksheet("问题清单")
        for n, row in enumerate([HEADS, *rows]):
            page.write_row(n, 0, row)
    out.seek(0)
    out.name = "问题清单.xlsx"
    return out


def timed(work):
    began = time.perf_counter()
    return work(), time.perf_counter() - began


def run(rows: int, earlier: int) -> dict:
    call_command("migrate", verbosity=0)
    world, dice, known = make_rectifying(), random.Random(1), words()
    units = settle(world)
    earlier_items(world, [text(dice, known) for _each in range(earlier)], units)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    due = clock.today().replace(year=clock.today().year + 1, day=1).isoformat()
    listed = [
        [
            units[n % UNITS].name,
            text(dice, known),
            due,
            "督查检查",
            "作风建设",
            text(dice, known),
            text(dice, known),
            "样例人员1",
            "",
        ]
        for n in range(rows)
    ]
    client = Client(headers={"host": "testserver"})
    client.force_login(world.district.clerk)
    client.get("/items/new/import/")
    shown, preview = timed(lambda: client.post("/items/new/import/", {"file": book(listed)}))
    token = TOKEN.search(shown.content.decode())[1]
    _answer, confirm = timed(lambda: client.post("/items/new/import/confirm/", {"token": token}))
    job = IntakeJob.objects.get()
    stored = job_rows(job.pk)
    with Statements(connection) as first:
        intake.give_out(job.pk, stored)
    finish, give_out = timed(lambda: effects.give_out({"job": job.pk}))
    with transaction.atomic():
        finish()
    found, looked = timed(lambda: similar.look(job_id=job.pk))
    similar.keep(found)
    return {
        "rows": rows,
        "preview": preview,
        "page": len(shown.content),
        "confirm": confirm,
        "give_out": give_out,
        "statements": first.total,
        "items": Item.objects.filter(intake=job).count(),
        "similar": looked,
        "pairs": Similar.objects.count(),
    }


if __name__ == "__main__":
    effects.SLICE = 10_000
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]))))
