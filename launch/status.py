"""./run status                        what runs: each stack, its address, its processes, what needs somebody (exit 1)"""

import json
import shutil
import time
import urllib.error
import urllib.request

from launch.kin import is_alive
from launch.places import RUNTIME
from launch.stack import is_running, state_of


def main(arguments: list[str]) -> int:
    written = [
        path for depth in ("*", "*/*", "*/*/*") for path in sorted(RUNTIME.glob(f"{depth}/state.json"))
    ]
    running = [path.parent for path in written if is_running(path.parent)]
    if not running:
        print("Nothing is running.")
        return 1
    well = True
    for folder in running:
        state = state_of(folder)
        print(f"{folder.relative_to(RUNTIME)}  {state['address']}/  {state['mode']} on {state['database']}")
        for name, child in state["services"].items():
            alive = is_alive(child["pid"], child["birth"])
            well = well and alive
            lived = f"since {time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(child['since']))}"
            print(
                f"  {name:<9} {'up  ' if alive else 'DOWN'}  pid {child['pid']:<8} {lived}  restarts {child['restarts']}"
            )
        healthy, lines = told_by(state["address"])
        well = well and healthy
        for line in lines:
            print(f"  {line}")
        print(f"  disk      {shutil.disk_usage(folder).free // 1024**2} MB free")
    return 0 if well else 1


def told_by(address: str) -> tuple[bool, list[str]]:
    """Whether nothing needs somebody, and what the stack says of itself on its health page: reminders, waiting work, signs
    of life."""
    try:
        with urllib.request.urlopen(address + "/healthz", timeout=20) as answer:  # noqa: S310 - our own address
            health = json.load(answer)
    except urllib.error.HTTPError as error:
        health = json.load(error)
    except (OSError, ValueError) as error:
        return False, [f"health    no answer: {error}"]
    ran = health.get("reminders_ran_seconds_ago")
    beats, dead = health.get("heartbeats_seconds_ago", {}), health.get("outbox_dead", 0)
    return health["ok"] and not dead, [
        f"health    {'ok' if health['ok'] else 'RED'}  database {health['database']}  pdf {health['pdf']}",
        f"reminders {'never ran' if ran is None else f'ran {ran} s ago'}",
        f"work      oldest due {health.get('outbox_oldest_seconds', '?')} s  dead letters {dead}"
        + (" (WARNING: somebody has to look at /operations/)" if dead else ""),
        "beats     "
        + (", ".join(f"{name} {ago} s ago" for name, ago in sorted(beats.items())) or "none yet"),
    ]
