"""The environment that git runs in: nothing of the user's, nothing that asks or leads elsewhere."""

from __future__ import annotations

import os
from base64 import b64encode
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_KEPT = (
    # Where git is, and how the operator's network is reached.
    *("PATH", "http_proxy", "https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY", "all_proxy", "ALL_PROXY"),
    *("SSL_CERT_FILE", "SSL_CERT_DIR", "CURL_CA_BUNDLE", "GIT_SSL_CAINFO"),
)

_SLOW_BYTES, _SLOW_SECONDS = 100, 20
"""A host that sends fewer bytes a second for so long is given up (curl's low speed limit)."""


def environment(home: Path, user_agent: str, given: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return git's environment; ``home`` is an empty folder that stands for the user's."""
    return {
        **{name: given[name] for name in _KEPT if name in given},
        "HOME": str(home),
        "LC_ALL": "C",
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": str(home / "gitconfig"),
        "GIT_CEILING_DIRECTORIES": str(home.parent),
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_ASKPASS": "",
        "SSH_ASKPASS": "",
        # An object that was not asked for is never fetched in passing (git 2.45 and newer know this one;
        # for the older ones, commands that only read are given no protocol at all).
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_HTTP_USER_AGENT": user_agent,
        "GIT_HTTP_LOW_SPEED_LIMIT": str(_SLOW_BYTES),
        "GIT_HTTP_LOW_SPEED_TIME": str(_SLOW_SECONDS),
    }


def credentials(url: str, token: str | None) -> dict[str, str]:
    """Return the settings that make git send a token to the host of ``url`` and nowhere else.

    For the environment, where other users can't see them as they see a command line.
    """
    parts = urlsplit(url)
    if token is None or parts.scheme not in {"http", "https"}:
        return {}
    return {f"http.{parts.scheme}://{parts.netloc}/.extraHeader": f"Authorization: {basic(url, token)}"}


def basic(url: str, token: str) -> str:
    """Return how a token is told to the host of ``url`` where git is spoken: as a password.

    So all hosts take theirs, whatever the user's name, but for Bitbucket, which names one.
    """
    name = "x-token-auth" if urlsplit(url).hostname == "bitbucket.org" else "x-access-token"
    return f"Basic {b64encode(f'{name}:{token}'.encode()).decode()}"


def protocol(scheme: str) -> dict[str, str]:
    """Return the one protocol a command may speak; none for a scheme that riuso does not crawl."""
    allowed = {"https": "https", "http": "http:https", "file": "file"}.get(scheme, "none")
    return {"GIT_ALLOW_PROTOCOL": allowed}


def pinned(url: str, addresses: Sequence[str]) -> dict[str, str]:
    """Return the settings that make git connect to these addresses for ``url``, whatever DNS says by then.

    Needs git 2.37 or newer; an older one asks DNS again.
    """
    parts = urlsplit(url)
    if not addresses or parts.hostname in addresses:  # a literal address asks no DNS
        return {}
    port = parts.port or {"https": 443}.get(parts.scheme, 80)
    listed = ",".join(f"[{one}]" if ":" in one else one for one in addresses)
    return {"http.curloptResolve": f"{parts.hostname}:{port}:{listed}"}


def configured(settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment that adds ``settings`` to git's configuration."""
    numbered = list(enumerate(settings.items()))
    return {
        "GIT_CONFIG_COUNT": str(len(numbered)),
        **{f"GIT_CONFIG_KEY_{number}": name for number, (name, _) in numbered},
        **{f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in numbered},
    }


CONFIGURATION = """\
[core]
\thooksPath = /dev/null
\tbigFileThreshold = 1m
\taskPass =
[credential]
\thelper =
[fetch]
\trecurseSubmodules = no
\tunpackLimit = 1
\twriteCommitGraph = false
[gc]
\tauto = 0
[maintenance]
\tauto = false
[http]
\tfollowRedirects = false
[protocol]
\tversion = 2
[safe]
\tdirectory = *
[uploadpack]
\tallowFilter = true
\tallowAnySHA1InWant = true
"""
"""Git's whole configuration. Redirects are followed by Scrapy, which guards them. A blob over 1 MiB is
streamed, not held in memory. The last two parts are for local repositories, which git reads through its own
upload-pack: the operator named the folder, whoever owns it."""
