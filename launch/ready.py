"""When a service may be used: the question each kind is asked until it answers.

`python -m launch.ready web 8000` asks once and tells by its exit code, for health checks of containers.
"""

import http.client
import socket
import sys
from pathlib import Path


def broker_answers(path: str) -> bool:
    try:
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(1)
            link.connect(path)
            link.sendall(b"PING\r\n")
            return link.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def database_is_ready(data: str) -> bool:
    try:
        return Path(data, "postmaster.pid").read_text().split("\n")[7].strip() == "ready"
    except (OSError, IndexError):
        return False


def web_answers(port: int) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    try:
        link.request("HEAD", "/")
        link.getresponse()
    except OSError:
        return False
    else:
        return True
    finally:
        link.close()


READY = {"started": lambda: True, "broker": broker_answers, "database": database_is_ready, "web": web_answers}

if __name__ == "__main__":
    sys.exit(0 if READY[sys.argv[1]](int(sys.argv[2])) else 1)
