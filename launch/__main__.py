"""`python -m launch NAME …`, as ./run calls it: the command is the `main` of launch/NAME.py."""

import importlib
import os
import sys

from launch.places import ROOT


def start(name: str, arguments: list[str]) -> int:
    os.chdir(ROOT)
    return importlib.import_module(f"launch.{name}").main(arguments) or 0


if __name__ == "__main__":
    try:
        sys.exit(start(sys.argv[1], sys.argv[2:]))
    except KeyboardInterrupt:
        sys.exit(130)
