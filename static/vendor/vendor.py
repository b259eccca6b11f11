"""Takes the third-party front-end files from their pinned npm packages: `python static/vendor/vendor.py` [--check].

Writes each file and its licence beside this script; digests.txt (SHA-256) is what --check and the tests compare with.
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
DIGESTS = HERE / "digests.txt"
# package, version, SHA-512 of the package as published, {file in the package: its name here}
PINNED = [
    (
        "htmx.org",
        "2.0.10",
        "91d7897bb655c1a4ba40ccff79b04856d65da707a7e8bd0e43918e84f57d30a0"
        "5bd7de93099799bb8c80ed9210b1a2cabfb1295f3f92a3b2925cdb875e18fb0b",
        {"package/dist/htmx.min.js": "htmx.min.js", "package/LICENSE": "htmx.LICENSE"},
    ),
]


def fetch() -> None:
    """Replaces the files by those of the pinned packages; stops when a package is not the one that was pinned."""
    lines = []
    for package, version, sha512, names in PINNED:
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["npm", "pack", "--silent", f"{package}@{version}"], cwd=folder, check=True)
            archive = next(Path(folder).glob("*.tgz"))
            if hashlib.sha512(archive.read_bytes()).hexdigest() != sha512:
                raise SystemExit(f"{package} {version} is not the package that was pinned")
            with tarfile.open(archive) as packed:
                for inside, name in names.items():
                    content = packed.extractfile(inside).read()
                    (HERE / name).write_bytes(content)
                    lines.append(f"{hashlib.sha256(content).hexdigest()}  {name}  {package} {version}")
    DIGESTS.write_text("\n".join(lines) + "\n")


def problems() -> list[str]:
    """What differs between the files here and digests.txt."""
    found = []
    for line in DIGESTS.read_text().splitlines():
        digest, name, *_package = line.split()
        path = HERE / name
        if not path.exists():
            found.append(f"{name} is missing")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            found.append(f"{name} is not the vendored file")
    return found


if __name__ == "__main__":
    if "--check" in sys.argv:
        sys.exit("\n".join(problems()) or 0)
    fetch()
