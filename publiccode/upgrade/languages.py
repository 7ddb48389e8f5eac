"""Old spellings of language tags."""

from __future__ import annotations

import re
from functools import cache

from publiccode.checks.language import check

_TAG = re.compile(r"[A-Za-z]{2,8}(?:[-_][A-Za-z0-9]{1,8})*")
# CLDR's aliases go further here than the shorter code that ISO 639 gives.
_ISO = {"tgl": "tl", "bih": "bh", "mol": "mo"}


def modern_tag(tag: str) -> str | None:
    """Return an outdated tag as BCP 47 writes it, None where it is not outdated or not a tag.

    ``en_US`` gives ``en-US``; a three-letter code that has a shorter one gives that (``ita`` gives ``it``).
    """
    if not _TAG.fullmatch(tag):
        return None
    first, hyphen, rest = tag.replace("_", "-").partition("-")
    new = f"{_shortest(first)}{hyphen}{rest}"
    if new == tag:
        return None
    fault = check(new)
    return None if fault is not None and fault.kind == "not-a-language" else new


def _shortest(code: str) -> str:
    if len(code) != 3:
        return code
    short = _aliases().get(code.lower(), "")
    return short if len(short) == 2 else code


@cache
def _aliases() -> dict[str, str]:
    """Return CLDR's aliases of codes that BCP 47 does not register; ``cmn`` is registered, ``eng`` is not."""
    from babel.core import get_global  # noqa: PLC0415 - 15 ms, of use only for a code of three letters
    from language_tags import tags  # noqa: PLC0415 - as above, 40 ms

    aliases = get_global("language_aliases")
    unregistered = {
        code: short for code, short in aliases.items() if len(code) == 3 and not tags.language(code)
    }
    return unregistered | _ISO
