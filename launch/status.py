"""./run status                        what runs: each stack, its address, its processes and how often they came back"""

import time

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
    for folder in running:
        state = state_of(folder)
        print(f"{folder.relative_to(RUNTIME)}  {state['address']}/  {state['mode']} on {state['database']}")
        for name, child in state["services"].items():
            alive = is_alive(child["pid"], child["birth"])
            lived = f"since {time.strftime('%Y-%m-%d %H:%M:%S', time.localtime(child['since']))}"
            print(
                f"  {name:<9} {'up  ' if alive else 'DOWN'}  pid {child['pid']:<8} {lived}  restarts {child['restarts']}"
            )
    return 0
