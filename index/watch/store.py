"""The watches and what they have seen, as JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from index.errors import WatchError
from index.watch.watch import Seen, Watch

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def check_name(name: str) -> str:
    """Return ``name`` if it can name a watch and its files; raise :class:`WatchError` otherwise."""
    if not _NAME.fullmatch(name):
        raise WatchError(f"{name!r} can't name a watch: use small letters, digits and hyphens (booking-de)")
    return name


def read_watches(path: Path) -> dict[str, Watch]:
    """Return the watches by name; raise :class:`WatchError` where the file can't be read."""
    try:
        listed = msgspec.json.decode(path.read_bytes(), type=tuple[Watch, ...])
    except FileNotFoundError:
        return {}
    except msgspec.MsgspecError as error:
        raise WatchError(f"{path}: can't be read ({error}); put it right, or remove it") from error
    return {check_name(watch.name): watch for watch in listed}


def watches_bytes(watches: Iterable[Watch]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(sorted(watches, key=lambda watch: watch.name)), indent=2)


def read_seen(path: Path) -> Seen | None:
    """Return what a watch has seen, None where it has not looked yet."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Seen)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def seen_bytes(seen: Seen) -> bytes:
    return msgspec.json.encode(seen)
