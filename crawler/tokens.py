"""Access tokens: from the environment or the configuration, each for one host only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

_WELL_KNOWN = {
    "github.com": "GITHUB_TOKEN",
    "gitlab.com": "GITLAB_TOKEN",
    "codeberg.org": "GITEA_TOKEN",
    "bitbucket.org": "BITBUCKET_TOKEN",
}
_API_OF = {"api.github.com": "github.com", "api.bitbucket.org": "bitbucket.org"}
"""Hosts that serve another one's API, by their documentation."""
_DEFAULT_PORTS = {"http": 80, "https": 443}
_PREFIX = "RIUSO_TOKEN_"
_HIDDEN = "***"
_SHORTEST_HIDDEN = 6
"""Shorter than any host's tokens; what is shorter still may stand in a text by chance."""


class Tokens:
    """Tokens by host, never shown by ``repr``.

    ``configured`` maps host names, with the port where a URL names one, to tokens; what the environment
    says of a host comes first.
    """

    def __init__(self, environment: Mapping[str, str], configured: Mapping[str, str] | None = None) -> None:
        self._environment = environment
        self._configured = {host.lower(): token for host, token in (configured or {}).items()}
        given = (value for name, value in environment.items() if is_token(name))
        secrets = {one for one in (*given, *self._configured.values()) if len(one) >= _SHORTEST_HIDDEN}
        # The longest first: one token may begin with another.
        self._secrets = sorted(secrets, key=len, reverse=True)

    def for_url(self, url: str) -> str | None:
        """Return the token for the host of ``url``, None where there is none."""
        host = _host(url)
        if host is None:
            return None
        host = _API_OF.get(host, host)
        return (
            self._environment.get(_variable(host))
            or self._environment.get(_WELL_KNOWN.get(host, ""))
            or self._configured.get(host)
            or None
        )

    def redact(self, text: str) -> str:
        """Return a text in which no token can be read."""
        for secret in self._secrets:
            text = text.replace(secret, _HIDDEN)
        return text

    def redact_bytes(self, data: bytes) -> bytes:
        """Return bytes in which no token can be read."""
        for secret in self._secrets:
            data = data.replace(secret.encode(), _HIDDEN.encode())
        return data


_GIVEN = frozenset(_WELL_KNOWN.values())


def is_token(variable_name: str) -> bool:
    """Whether a variable of the environment holds a token."""
    return variable_name in _GIVEN or variable_name.startswith(_PREFIX)


def variable(url: str) -> str | None:
    """Return the variable that holds the token for a URL's host: ``RIUSO_TOKEN_`` and the host.

    In capitals, with the port if the URL names one that is not the scheme's own, and ``_`` for every
    character but letters and digits.
    """
    host = _host(url)
    return None if host is None else _variable(host)


def _variable(host: str) -> str:
    return _PREFIX + re.sub(r"[^A-Za-z0-9]", "_", host).upper()


def _host(url: str) -> str | None:
    """Return the host's name, with the port where it is not the scheme's own; None where there is none."""
    try:
        parts = urlsplit(url.removeprefix("git+"))
        port = parts.port
    except ValueError:
        return None
    if not parts.hostname:
        return None
    if port and port != _DEFAULT_PORTS.get(parts.scheme):
        return f"{parts.hostname}:{port}"
    return parts.hostname
