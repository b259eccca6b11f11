"""./run bench engine: one lifecycle (draft, submit, five votes, execution, acceptance) in our engine and its peers.

One commit a step, on PostgreSQL, each library in its own environment and process, interleaved round by round.
Ours does more in a lifecycle than any of them: see bench/README.md.
"""

import sys

from bench.measuring.environments import NotInstalled, python_of
from bench.measuring.peers import Failed, Peer, start
from bench.measuring.report import Report, options, progress
from launch.places import RUNTIME
from launch.postgres import postgres

OURS, RAW = "ours", "viewflow_raw"
PEERS = {OURS: "先领", RAW: "raw viewflow", "joeflow_raw": "joeflow", "fsm_log": "django-fsm-2 + log"}
WARM_UP = 3
STATEMENTS_GOAL, TIME_GOAL = 120, 0.95


def main(arguments: list[str]) -> int:
    chosen = options("engine", arguments, rounds=(100, 5))
    report = Report("engine", chosen.full_size)
    with postgres(RUNTIME / "bench") as server:
        measured = measure(server, chosen.rounds, install=not chosen.small)
    tell(report, measured)
    return report.finish(as_json=chosen.json)


def measure(server: str, rounds: int, *, install: bool) -> dict[str, Peer]:
    """What each peer that could be installed cost in `rounds` lifecycles."""
    running = {}
    try:
        for name, title in PEERS.items():
            progress(f"preparing {title}")
            try:
                running[name] = start(
                    name, sys.executable if name == OURS else python_of(name, install=install), server
                )
                running[name].wait_until_ready()
                running[name].warm_up(WARM_UP)
            except (NotInstalled, Failed) as error:
                running.pop(name, None)
                progress(f"{title}: not run: {error}")
        order = list(running.values())
        progress(f"{rounds} rounds of {len(order)} lifecycles")
        for _round in range(rounds):
            for peer in order:
                peer.run()
            order.append(order.pop(0))  # nobody is always first, nobody always follows the same one
    finally:
        for peer in running.values():
            peer.end()
    return running


def tell(report: Report, measured: dict[str, Peer]) -> None:
    """Statements and time of each, ours as a ratio to raw viewflow's."""
    for name, title in PEERS.items():
        if name not in measured:
            report.say(f"{title}", "not run")
            continue
        peer = measured[name]
        if name == OURS:
            report.at_most(f"{title}: SQL statements a lifecycle", peer.median_statements, STATEMENTS_GOAL)
        else:
            report.say(f"{title}: SQL statements a lifecycle", peer.median_statements)
        report.say(f"{title}: time a lifecycle", round(peer.median_ms, 2), "ms")
    if OURS not in measured:
        report.missed("先领", "not run")
        return
    for name, title in PEERS.items():
        if name == OURS or name not in measured:
            continue
        ratio = round(measured[OURS].median_ms / measured[name].median_ms, 3)
        if name == RAW:
            report.at_most(f"time: 先领 ÷ {title}", ratio, TIME_GOAL, "×")
        else:
            report.say(f"time: 先领 ÷ {title}", ratio, "×")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
