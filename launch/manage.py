"""./run manage COMMAND …              manage.py with the demo's data (or, when MODE is set, with your environment)"""

import os
import subprocess
import sys

from launch.places import DEMO, ROOT
from launch.stack import environment, state_of


def main(arguments: list[str]) -> int:
    variables = dict(os.environ)
    if "MODE" not in variables:
        variables = environment(DEMO, mode="demo", port=state_of(DEMO).get("port", 8000))
    return subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=variables).returncode
