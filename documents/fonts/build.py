#!/usr/bin/env python3
"""Build the fonts of the papers from pinned packages: `./documents/fonts/build.py` (Debian 12 with apt and npm).

Characters: 通用规范汉字表 (the 8,105 characters marked kTGH in Unihan, Debian package unicode-data) + GB2312 (Python's own
codec) + symbols + rare characters of names. Each font is cut to them, turned into TrueType, given contextual punctuation
(chws) and the same vertical metrics (0.88/0.12 em), because the 22-line grid breaks when fonts on one line differ, and
renamed, because licences reserve the original names. Writes the .ttf files and licences beside itself; the downloads
(about 240 MB) stay in .runtime/fonts and are used again.
"""

import argparse
import os
import subprocess
import sys
import tarfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
WORK = HERE.parents[1] / ".runtime" / "fonts"
DEBIAN = (
    "texlive-lang-chinese=2022.20230122-1",
    "fonts-lxgw-wenkai=1.250+repack-1",
    "unicode-data=15.0.0-1",
)
NPM = ("@expo-google-fonts/noto-serif-sc@0.4.3", "@expo-google-fonts/noto-sans-sc@0.4.3")
PYTHON = ("fonttools==4.68.0", "east-asian-spacing==1.4.5", "uharfbuzz==0.57.0")


def run(*command, cwd: Path = WORK) -> None:
    """Run a command and stop with its name when it fails."""
    print("·", " ".join(map(str, command)), flush=True)
    subprocess.run([str(part) for part in command], cwd=cwd, check=True)


def fetch() -> None:
    """Download and unpack the pinned packages; nothing is installed."""
    for package in DEBIAN:
        name = package.partition("=")[0]
        if not list(WORK.glob(f"{name}_*.deb")):
            run("apt-get", "download", package)
        run("dpkg-deb", "-x", next(WORK.glob(f"{name}_*.deb")), "debian")
    for package in NPM:
        name = package.split("/")[1].partition("@")[0]
        if not list(WORK.glob(f"*{name}-*.tgz")):
            run("npm", "pack", "--silent", package)
        with tarfile.open(next(WORK.glob(f"*{name}-*.tgz"))) as archive:
            archive.extractall(WORK / name, filter="data")


def environment() -> Path:
    """The Python with the pinned packages, in an environment that only this script uses."""
    python = WORK / "env" / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", "env")
    run(python, "-m", "pip", "install", "--quiet", *PYTHON)
    return python


def main() -> None:
    """Fetch, then let `cutting.py` build."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    WORK.mkdir(parents=True, exist_ok=True)
    fetch()
    os.environ["SOURCE_DATE_EPOCH"] = "1704067200"  # the same packages give the same bytes
    run(environment(), HERE / "cutting.py")


if __name__ == "__main__":
    main()
