"""./run demo [--port N] [--fresh]     the software with sample data on this machine; prints the address, Ctrl-C stops it"""

import argparse
import signal
import sys
import time

from launch.places import DEMO, free_port, is_free
from launch.stack import Busy, is_running, stack, state_of

FIRST_PORT = 8000


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run demo")
    parser.add_argument("--port", type=int, help=f"default: {FIRST_PORT}, or the next free one")
    parser.add_argument("--fresh", action="store_true", help="forget the data of earlier runs")
    options = parser.parse_args(arguments)
    for sign in (
        signal.SIGINT,
        signal.SIGTERM,
        signal.SIGHUP,
    ):  # SIGINT too: a background shell hands it on ignored
        signal.signal(sign, signal.default_int_handler)
    began = time.monotonic()
    if options.port and not is_free(options.port) and not is_running(DEMO):
        say(f"Port {options.port} is taken by another program; without --port the next free one is used.")
        return 1
    complete = DEMO / "data" / "complete"
    fresh = options.fresh or not complete.exists()  # a first start that broke off half-way is not built upon
    if fresh:
        say("Preparing the sample data; this takes a moment the first time. / 首次启动,正在准备示例数据……")
    try:
        port = options.port or free_port(FIRST_PORT)
        with stack(folder=DEMO, port=port, seed=True, fresh=fresh) as running:
            complete.touch()
            say(f"\n  {running.address}/\n")
            say(
                f"Ready in {time.monotonic() - began:.1f} s. Logs: .runtime/demo/log/. Ctrl-C stops. / 按 Ctrl-C 停止。"
            )
            running.wait()
            say("The supervisor ended unexpectedly: see .runtime/demo/log/supervisor.log")
            return 1
    except Busy:
        say(f"The demo is running already:\n\n  {state_of(DEMO).get('address', 'starting')}/\n")
        return 0
    except KeyboardInterrupt:
        say("Stopped. / 已停止。")
        return 0


def say(words: str) -> None:
    print(words, flush=True, file=sys.stdout)
