"""The 校验短码 in the record that travels with a paper of ours, read from a PDF that anybody may have handed in.

It runs as a process of its own, with a limit of memory and of time: a PDF of a few kilobytes may unpack to more than
the machine has. What cannot be read ends it with an error, and is none of our papers.

    python -m documents.code_inside < FILE     prints the code, or nothing
"""

import io
import json
import resource
import sys

import pikepdf

RECORD = "facts.json"
MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 10  # of the processor


def code_inside(content: bytes) -> str:
    """The code as the record states it; empty when there is none."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if RECORD not in pdf.attachments:
            return ""
        record = pdf.attachments[RECORD].get_file().read_bytes()
    code = json.loads(record)["facts"]["code"]
    return code if isinstance(code, str) else ""


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    sys.stdout.buffer.write(code_inside(sys.stdin.buffer.read()).encode("utf-8", "replace"))
