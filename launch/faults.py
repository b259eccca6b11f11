"""./run faults [--quick] [--seed N] … breaks the running software at random while people work, then counts what is lost"""

import argparse
import random
import time

from bench.faults.breaking import Breaker, kinds
from bench.faults.people import Crowd
from bench.faults.teller import Inside
from launch.places import RUNTIME
from launch.stack import Stack, stack

QUICK, FULL = 180, 600  # seconds
SEED = 20261130
HANDS = 2  # processes of a worker (launch/services.py)
ITSELF_AGAIN = 30  # seconds, after any fault and after the last
LONGEST_START = 600  # seconds until the sample district has all of its papers
PAUSE = (1.5, 4.0)  # seconds between two faults
LIAISONS, TASKS = 14, 4  # with the clerk and 文书 twenty people


def main(arguments: list[str]) -> int:
    """Prints the table; 1 when something acknowledged is lost or doubled, or something does not come back in time."""
    parser = argparse.ArgumentParser(prog="./run faults")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} s instead of {FULL} s")
    parser.add_argument("--seconds", type=int)
    parser.add_argument(
        "--seed", type=int, default=SEED, help="the same seed draws the same faults in the same order"
    )
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    options = parser.parse_args(arguments)
    seconds = options.seconds or (QUICK if options.quick else FULL)
    print(f"{seconds} s of faults on {options.database}, seed {options.seed}", flush=True)
    folder = RUNTIME / "faults"
    orders, mails = RUNTIME / "faults-orders", folder / "mails"
    orders.mkdir(parents=True, exist_ok=True)
    for old in orders.iterdir():
        old.unlink()
    more = {
        "DJANGO_SETTINGS_MODULE": "bench.faults.settings",
        "FAULTS": str(orders),
        "EMAIL_URL": f"filemail:///{mails}",
        "BACKUP_NIGHTLY": "false",
    }
    with stack(folder=folder, database=options.database, seed=True, fresh=True, more=more) as running:
        breaches = told_of(running, seconds, options.seed, orders)
    wrong = [what for what, n in breaches.items() if n]
    print(f"faults: {'FAILED: ' + ', '.join(wrong) if wrong else 'passed'}, seed {options.seed}")
    return 1 if wrong else 0


def told_of(running: Stack, seconds: int, seed: int, orders) -> dict:
    """Faults for so many seconds while everybody works; the table is printed, what must be nothing is given back."""
    with Inside(running) as inside:
        until_itself(running, inside, LONGEST_START)
        cast = inside.ask("cast", LIAISONS, TASKS)
        crowd = Crowd(running.address, cast, seed)
        breaker = Breaker(running, inside, orders)
        crowd.begin()
        schedule = kinds(random.Random(seed), postgres="postgres" in running.state["services"])  # noqa: S311
        chance = random.Random(f"pauses {seed}")  # noqa: S311
        over = time.monotonic() + seconds
        while time.monotonic() < over:
            time.sleep(chance.uniform(*PAUSE))
            breaker.strike(next(schedule))
        breaker.end()
        crowd.over.set()
        again = until_itself(running, inside, 10 * ITSELF_AGAIN)
        crowd.leave()
        until_itself(running, inside, 10 * ITSELF_AGAIN)
        found = inside.ask("count", vars(crowd.done), seed, cast["before"])
    breaches = found["breaches"] | {
        "people stopped by something unexpected": len(crowd.wrong),
        "longest wait of a person over 30 s": int(crowd.longest_wait > ITSELF_AGAIN),
        "itself again after more than 30 s": int(again > ITSELF_AGAIN),
    }
    # A worker that is killed or frozen had at most one letter in each of its hands.
    resent = found["told"]["e-mails sent again under the same Message-ID"]
    breaches["e-mails sent again beyond what was broken off"] = max(
        0, resent - HANDS * sum(breaker.counted.values())
    )
    print(f"\n{len(crowd.threads)} people at work")
    table("faults", breaker.counted | breaker.met | {"fault points passed": breaker.points})
    times = {"longest time without an answer": f"{crowd.longest_wait:.1f} s"}
    times["itself again after the last fault"] = f"{again:.1f} s"
    table("work", found["told"] | times)
    table("must be 0", breaches)
    for words in crowd.wrong:
        print("   ", words)
    return breaches


def until_itself(running: Stack, inside: Inside, most: float) -> float:
    """How many seconds until every process runs, a page is answered and nothing due waits; at most so many."""
    began = time.monotonic()
    while time.monotonic() - began < most:
        alive = all(running.pid(name) for name in running.state["services"])
        if alive and inside.page_is_answered() and inside.waiting() == 0:
            break
        time.sleep(0.5)
    return time.monotonic() - began


def table(title: str, rows: dict) -> None:
    print(f"\n{title}")
    for what, value in rows.items():
        print(f"  {what:<52}  {value}", flush=True)
