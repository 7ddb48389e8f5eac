"""Where the crawl may go: anywhere the operator said, else only to public addresses."""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable


class Guard:
    """Tells whether an address that came from outside, as in a redirect, may be followed.

    ``urls`` are the operator's own: their hosts may be anywhere, loopback included.
    """

    def __init__(self, urls: Iterable[str]) -> None:
        self._trusted = {name for url in urls if (name := urlsplit(url).hostname)}

    async def why_not(self, url: str) -> str | None:
        """Return why riuso does not go to ``url``, None where it does."""
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return f"{parts.scheme or 'this'} is no scheme that riuso follows"
        if parts.hostname in self._trusted:
            return None
        try:
            loop = asyncio.get_running_loop()
            found = await loop.getaddrinfo(parts.hostname, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return f"the name {parts.hostname} is not known to DNS"
        for *_, address in found:
            if not is_public(str(address[0])):
                return f"{parts.hostname} is no public address; name it in a publishers file to allow it"
        return None


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; what is carried inside an IPv6 one counts."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is not None and not is_public(str(inner)):
            return False
        if ip in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)))
        if ip.ipv4_mapped is not None:
            return True
    return ip.is_global and not ip.is_multicast


_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
