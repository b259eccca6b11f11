"""./run bench NAME [--json] …         one bench of bench/, on a PostgreSQL of its own; without NAME, which there are"""

import os
import subprocess
import sys

from launch.places import ROOT, RUNTIME
from launch.postgres import postgres


def main(arguments: list[str]) -> int:
    """Everything after NAME goes to bench/NAME.py, whose exit code is ours; it finds DATABASE_URL, MODE and DATA_DIR set."""
    if not arguments or not (ROOT / "bench" / f"{arguments[0]}.py").exists():
        print("benches:", *sorted(path.stem for path in (ROOT / "bench").glob("[!_]*.py")), file=sys.stderr)
        return 2
    name, *rest = arguments
    folder = RUNTIME / "bench"
    (folder / "data").mkdir(parents=True, exist_ok=True)
    with postgres(folder) as url:
        own = {"DATABASE_URL": url, "MODE": os.environ.get("MODE", "test"), "DATA_DIR": str(folder / "data")}
        return subprocess.run(
            [sys.executable, "-m", f"bench.{name}", *rest], cwd=ROOT, env=os.environ | own
        ).returncode
