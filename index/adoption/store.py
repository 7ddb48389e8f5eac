"""The adoption as one file: derived, so that it can be deleted and is made again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from index.adoption.adoption import Adoption

if TYPE_CHECKING:
    from pathlib import Path


def adoption_bytes(adoption: Adoption) -> bytes:
    """Return what :func:`read_adoption` reads."""
    return msgspec.json.encode(adoption)


def read_adoption(path: Path) -> Adoption | None:
    """Return what :func:`adoption_bytes` gave, None where nothing that can be read is there."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Adoption)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None
