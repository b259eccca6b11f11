"""./run restore ARCHIVE [--into FOLDER]  into an empty place, then compared; without --into a trial that leaves nothing"""

import argparse
import contextlib
import json
import os
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from launch.places import ROOT, RUNTIME, own_folder
from launch.postgres import given, postgres
from launch.stack import environment, secret_key


def main(arguments: list[str]) -> int:
    """Keys are not in an archive: SECRETS_KEY of the environment opens what was sealed with it."""
    parser = argparse.ArgumentParser(prog="./run restore")
    parser.add_argument("archive", type=Path)
    parser.add_argument("--into", type=Path, help="an empty folder that stays; default: a trial")
    parser.add_argument("--database", choices=["sqlite", "postgres"], help="of a sealed archive")
    options = parser.parse_args(arguments)
    archive = options.archive.resolve()
    if not archive.is_file():
        print(f"There is no archive {archive}.", file=sys.stderr)
        return 1
    kind = options.database or database_of(archive)
    with contextlib.ExitStack() as stack:
        folder = options.into
        if folder is None:
            own_folder(RUNTIME, 0o755)
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=RUNTIME, prefix="trial-")))
            folder.chmod(0o755)
        url = ""
        if kind == "postgres":
            url = given() or stack.enter_context(postgres(folder))
        return restored(archive, folder.resolve(), url)


def database_of(archive: Path) -> str:
    """Which database an archive is of, as it says itself; a sealed one does not, and SQLite is taken."""
    with contextlib.suppress(tarfile.ReadError), tarfile.open(archive) as inside:
        told = json.load(inside.extractfile("manifest.json"))
        return "postgres" if told["database"] == "postgresql" else "sqlite"
    return "sqlite"


def restored(archive: Path, folder: Path, url: str) -> int:
    if "MODE" in os.environ and url:  # an installation of its own: its environment, but this place
        variables = os.environ | {"DATA_DIR": str(folder / "data"), "DATABASE_URL": url}
    else:
        secret_key(folder / "data")
        variables = environment(folder, mode="demo", port=8000, database_url=url, broker=False)
    command = [sys.executable, "manage.py", "restore_backup", str(archive)]
    return subprocess.run(command, cwd=ROOT, env=variables).returncode
