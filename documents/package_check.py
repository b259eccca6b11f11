"""核对归档包: run alone, with nothing but Python 3.8 or later:  python3 核对.py 归档包.zip  (or the folder it was unpacked to)

Says whether every file of the package is there and is what the manifest says, whether versions match their digests and
whether the chain of the trail is whole. It cannot say who made the package: compare the digest it prints with the one
that was noted when the package was filed (--expect DIGEST does it for you).
"""

import hashlib
import json
import sys
import unicodedata
import zipfile
from pathlib import Path

MANIFEST, RECORD = "清单.json", "记录.json"
SCHEMA = 1
CHUNK = 1024 * 1024
LARGEST_JSON = 200 * 1024 * 1024


class Folder:
    """The package unpacked."""

    def __init__(self, path):
        self.path = Path(path)

    def names(self):
        return {
            str(each.relative_to(self.path)).replace("\\", "/")
            for each in self.path.rglob("*")
            if each.is_file()
        }

    def open(self, name):
        return (self.path / name).open("rb")


class Zip:
    """The package as it was given."""

    def __init__(self, path):
        self.archive = zipfile.ZipFile(path)

    def names(self):
        found = [each.filename for each in self.archive.infolist() if not each.is_dir()]
        if len(found) != len(set(found)):
            raise ValueError("two files of one name")
        return set(found)

    def open(self, name):
        return self.archive.open(name)


def problems(path):
    """Everything that is wrong with a package, one sentence each; empty when it is whole."""
    try:
        package = Folder(path) if Path(path).is_dir() else Zip(path)
        names = package.names()
        manifest = _json(package, MANIFEST)
        if manifest.get("schema") != SCHEMA:
            return [f"{MANIFEST}: unknown schema {manifest.get('schema')!r}"]
        listed = {each["path"]: each for each in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        return [f"cannot be read: {error}"]
    found = [f"{name}: missing" for name in sorted(set(listed) - names)]
    found += [f"{name}: not in the manifest" for name in sorted(names - set(listed) - {MANIFEST})]
    for name in sorted(names & set(listed)):
        found += _of_file(package, name, listed[name])
    if RECORD not in listed:
        found.append(f"{RECORD}: missing")
    if found:
        return found
    try:
        return of_record(_json(package, RECORD), {each["sha256"] for each in manifest["files"]})
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        return [f"{RECORD}: cannot be read: {error!r}"]


def _of_file(package, name, told):
    sha, size = hashlib.sha256(), 0
    try:
        with package.open(name) as stream:
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                sha.update(chunk)
                size += len(chunk)
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        return [f"{name}: cannot be read: {error}"]
    if (size, sha.hexdigest()) != (told["size"], told["sha256"]):
        return [f"{name}: content does not match its digest"]
    return []


def of_record(record, listed):
    """What is wrong inside the record: versions, facts and files of papers, the chain of the trail. `listed`: the digests
    that the manifest names."""
    found = [
        f"version {each['n']}: content does not match its digest"
        for each in record["versions"]
        if digest(each["content"]) != each["digest"]
    ]
    found += [
        f"paper {each['title']} {each['number']}: facts do not match their digest"
        for each in record["papers"]
        if each["facts_digest"] and digest(each["facts"]) != each["facts_digest"]
    ]
    found += [
        f"paper {each['title']} {each['number']}: its file is not in the package"
        for each in record["papers"]
        for name in ("file", "scan")
        if each.get(name) and each[name] not in listed
    ]
    previous = ""
    for place, each in enumerate(record["trail"], start=1):
        if each["n"] != place:
            found.append(f"trail: entry {place} is missing, found {each['n']}")
        if each["previous"] != previous:
            found.append(f"trail {each['n']}: does not follow the entry before it")
        # What the archivist may not read is here by its digest alone.
        if each["entry"] is not None and digest(each["entry"]) != each["digest"]:
            found.append(f"trail {each['n']}: content does not match its digest")
        previous = each["digest"]
    return found


def digest(value):
    """SHA-256 of the canonical JSON: keys sorted, no spaces, NFC."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(unicodedata.normalize("NFC", text).encode()).hexdigest()


def of_package(path):
    """SHA-256 of the package itself; of a folder that of its manifest."""
    path = Path(path)
    sha = hashlib.sha256()
    with (path / MANIFEST if path.is_dir() else path).open("rb") as stream:
        for chunk in iter(lambda: stream.read(CHUNK), b""):
            sha.update(chunk)
    return sha.hexdigest()


def _json(package, name):
    with package.open(name) as stream:
        content = stream.read(LARGEST_JSON + 1)
    if len(content) > LARGEST_JSON:
        raise ValueError(f"{name} is too large")
    return json.loads(content.decode())


def main(arguments):
    expected = arguments[arguments.index("--expect") + 1 :][:1] if "--expect" in arguments else []
    paths = [each for each in arguments if not each.startswith("--") and each not in expected]
    if len(paths) != 1:
        print(__doc__)
        return 2
    if expected and Path(paths[0]).is_dir():
        print("--expect needs the package as it was given: a folder has no digest of its own")
        return 2
    found = problems(paths[0])
    own = of_package(paths[0]) if Path(paths[0]).exists() else ""
    if expected and expected[0].lower() != own:
        found.append(f"the package is not the one that was noted: {own}")
    for each in found:
        print(each)
    print(f"{'不一致 NOT WHOLE' if found else '一致 whole'}  {own}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
