"""./run lock [--upgrade]              requirements*.in → requirements*.txt, every file with its digest"""

import os
import shutil
import subprocess

from launch.places import ROOT, RUNTIME

OPTIONS = [
    "--generate-hashes",
    "--universal",
    "--python-version",
    "3.11",
    "--no-annotate",
    "--no-emit-index-url",
]


def main(arguments: list[str]) -> int:
    uv = shutil.which("uv") or RUNTIME / "tools" / "bin" / "uv"
    for name in ("requirements", "requirements-dev"):  # the second is constrained by the first
        command = [uv, "pip", "compile", "-q", *OPTIONS, "--custom-compile-command", "./run lock", *arguments]
        done = subprocess.run([*command, f"{name}.in", "-o", f"{name}.txt"], cwd=ROOT, env=dict(os.environ))
        if done.returncode:
            return done.returncode
    return 0
