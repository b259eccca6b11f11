"""Requests to addresses that an administrator typed in: https alone, no private addresses, no redirects, no second look-up.

The name is looked up once and the connection goes to the address that was checked, so that a name cannot point elsewhere
in between. OUTGOING_PRIVATE=true allows the addresses and plain http of an intranet.
"""

import http.client
import ipaddress
import socket
import ssl
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from records.errors import Refused

SECONDS = 10
MOST = 10_000  # bytes of an answer that are read


def check_allowed(address: str) -> str:
    """The IP address behind an address that may be sent to; Refused with the reason otherwise."""
    parts = urlsplit(address)
    if parts.scheme != "https" and not (settings.OUTGOING_PRIVATE and parts.scheme == "http"):
        raise Refused(_("地址应以https://开头。"), field="address")
    if not parts.hostname or parts.username or parts.password:
        raise Refused(_("地址不完整，或者含有用户名、密码。"), field="address")
    try:
        found = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Refused(_("找不到这个地址的主机。"), field="address") from error
    ips = [ipaddress.ip_address(each[4][0]) for each in found]
    if not settings.OUTGOING_PRIVATE and any(not ip.is_global for ip in ips):
        raise Refused(_("不能发往内部网络地址。"), field="address")
    return str(ips[0])


def post(address: str, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    """Status and beginning of the answer. A redirect is an answer like any other and is not followed."""
    ip, parts = check_allowed(address), urlsplit(address)
    kind = _Secure if parts.scheme == "https" else _Plain
    link = kind(parts.hostname, ip, parts.port)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        link.request("POST", path, body=body, headers=headers)
        answer = link.getresponse()
        return answer.status, answer.read(MOST).decode("utf-8", "replace")
    finally:
        link.close()


class _Plain(http.client.HTTPConnection):
    """To the address that was checked, under the name that was asked for."""

    def __init__(self, host: str, ip: str, port: int | None):
        super().__init__(host, port, timeout=SECONDS)
        self._ip = ip

    def connect(self):
        self.sock = socket.create_connection((self._ip, self.port), self.timeout)


class _Secure(http.client.HTTPSConnection):
    """The same with TLS; the certificate must be that of the name."""

    def __init__(self, host: str, ip: str, port: int | None):
        super().__init__(host, port, timeout=SECONDS, context=ssl.create_default_context())
        self._ip, self._tls = ip, ssl.create_default_context()

    def connect(self):
        plain = socket.create_connection((self._ip, self.port), self.timeout)
        self.sock = self._tls.wrap_socket(plain, server_hostname=self.host)
