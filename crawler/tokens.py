"""Access tokens: from the environment, each for one host only."""

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
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Tokens:
    """Tokens by host, read from an environment when asked; never shown by ``repr``."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment

    def for_url(self, url: str) -> str | None:
        """Return the token for the host of ``url``, None where there is none."""
        name = variable(url)
        own = self._environment.get(name) if name else None
        return own or self._environment.get(_WELL_KNOWN.get(urlsplit(url).netloc.lower(), "")) or None


def variable(url: str) -> str | None:
    """Return the variable that holds the token for a URL's host: ``RIUSO_TOKEN_`` and the host.

    In capitals, with the port if the URL names one that is not the scheme's own, and ``_`` for every
    character but letters and digits.
    """
    parts = urlsplit(url)
    if not parts.hostname:
        return None
    host = parts.hostname
    if parts.port and parts.port != _DEFAULT_PORTS.get(parts.scheme):
        host = f"{host}:{parts.port}"
    return "RIUSO_TOKEN_" + re.sub(r"[^A-Za-z0-9]", "_", host).upper()
