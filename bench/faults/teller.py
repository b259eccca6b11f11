"""The process inside the stack (bench/faults/inside.py) as seen from without: one question, one answer."""

import json
import subprocess
import sys
import urllib.error
import urllib.request

from launch.kin import dies_with_parent
from launch.places import ROOT


class NotNow(Exception):
    """The process inside could not do it, as long as something is down."""


class Inside:
    """Use as a context manager: the process ends with it."""

    def __init__(self, running):
        self.running = running

    def __enter__(self) -> "Inside":
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.faults.inside"],
            cwd=ROOT,
            env=self.running.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=(self.running.folder / "log" / "inside.log").open("ab"),
            text=True,
            preexec_fn=dies_with_parent(),
        )
        return self

    def __exit__(self, *_error) -> None:
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def ask(self, name: str, *arguments):
        """What the command answers; NotNow when it failed."""
        print(json.dumps([name, *arguments], ensure_ascii=False), file=self.process.stdin, flush=True)
        answer = json.loads(self.process.stdout.readline())
        if "error" in answer:
            raise NotNow(f"{name}: {answer['error']}")
        return answer["told"]

    def waiting(self) -> int:
        """How much is due and not done; something, while nobody can say."""
        try:
            return self.ask("waiting")["waiting"]
        except NotNow:
            return 1

    def page_is_answered(self) -> bool:
        """Does the health page say that all is well?"""
        try:
            with urllib.request.urlopen(self.running.address + "/healthz", timeout=20) as answer:  # noqa: S310
                return answer.status == 200
        except OSError:
            return False
