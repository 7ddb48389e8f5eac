"""Where riuso may go: anywhere the operator said, else only to public addresses."""

from __future__ import annotations

import asyncio
import ipaddress
import os.path
import socket
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from urllib.request import getproxies

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Self

    from scrapy.settings import BaseSettings

OPERATOR_URLS = "RIUSO_OPERATOR_URLS"
"""The setting that holds the URLs which the operator named."""

_WEB = frozenset({"http", "https"})


class Guard:
    """Tells whether a URL that came from outside, as out of a file or a redirect, may be asked.

    ``urls`` are the operator's own: their hosts may be anywhere, loopback included, and so may the proxies
    of the environment. Every other host must have public addresses only. What a name leads to is asked
    again when the connection is made, by :class:`crawler.resolver.GuardedResolver` for HTTP and by
    :meth:`addresses` for git, so that a name that changes its mind in between gains nothing.
    """

    def __init__(self, urls: Iterable[str]) -> None:
        named = [urlsplit(url) for url in urls]
        own = (*named, *(urlsplit(proxy) for proxy in getproxies().values() if "://" in proxy))
        self._hosts = {_plain(parts.hostname) for parts in own if parts.hostname}
        self._folders = [_folder(parts.path) for parts in named if parts.scheme == "file"]

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Return the guard of a crawl."""
        return cls(settings.getlist(OPERATOR_URLS))

    def trusts(self, host: str) -> bool:
        """Whether a host is one that the operator named."""
        return _plain(host) in self._hosts

    def refusal(self, url: str) -> str | None:
        """Return why riuso does not go to ``url``, as far as the URL itself tells; None where it does not."""
        parts = urlsplit(url)
        scheme = parts.scheme.removeprefix("git+")
        if scheme == "file":
            return None if self._is_own_folder(parts.path) else "the folder is in no source of the operator's"
        if scheme not in _WEB or not parts.hostname:
            return f"{parts.scheme or 'this'} is no scheme that riuso follows"
        if self.trusts(parts.hostname):
            return None
        try:
            public = is_public(parts.hostname)
        except ValueError:  # a name
            return None
        return None if public else _not_public(parts.hostname)

    async def why_not(self, url: str) -> str | None:
        """Return why riuso does not go to ``url`` after asking DNS, None where it does."""
        try:
            await self.addresses(url)
        except ForbiddenAddressError as error:
            return str(error)
        except OSError as error:
            return str(error)
        return None

    async def addresses(self, url: str) -> tuple[str, ...]:
        """Return the public addresses of a URL's host; none for what the operator named.

        Raises :class:`ForbiddenAddressError` where riuso does not go there, :class:`OSError` where DNS does
        not know the name.
        """
        refusal = self.refusal(url)
        if refusal is not None:
            raise ForbiddenAddressError(refusal)
        host = urlsplit(url).hostname
        if host is None or urlsplit(url).scheme.endswith("file") or self.trusts(host):
            return ()
        try:
            found = await asyncio.get_running_loop().getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise OSError(f"the name {host} is not known to DNS") from error
        addresses = tuple(dict.fromkeys(str(address[0]) for *_, address in found))
        if not all(map(is_public, addresses)):
            raise ForbiddenAddressError(_not_public(host))
        return addresses

    def _is_own_folder(self, path: str) -> bool:
        return any(os.path.commonpath((_folder(path), own)) == own for own in self._folders)


class ForbiddenAddressError(Exception):
    """Raised where a URL leads to where riuso does not go; the message says why."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; what is carried inside an IPv6 one counts.

    Raises :class:`ValueError` where it is no IP address.
    """
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


def _not_public(host: str) -> str:
    return f"{host} is no public address; name it in a publishers file to allow it"


def _plain(host: str) -> str:
    """Return a host's name as DNS is asked for it: lower case, without the last dot, in ASCII."""
    name = host.rstrip(".").lower()
    try:
        return name.encode("idna").decode()
    except UnicodeError:
        return name


def _folder(path: str) -> str:
    """Return a folder without dots and escapes; links in it are the operator's."""
    return os.path.normpath("/" + unquote(path).lstrip("/"))
