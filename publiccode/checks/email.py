"""E-mail addresses: a bare address with a dot in its domain."""

from __future__ import annotations

import re

from publiccode.checks.fault import Fault
from publiccode.finding import excerpt

# Written as what is not allowed: ranges of all Unicode letters would take 30 ms to compile.
_ATOM = r"""[^\x00-\x20"(),.:;<>@\[\\\]\x7f-\x9f]+"""
_QUOTED = r'"(?:[^\x00-\x1f"\\\x7f-\x9f]|\\[\x20-\x7e])*"'
_LETTER = r"[^\x00-/:-@\[-`{-\x9f]"
_LABEL = rf"{_LETTER}(?:[^\x00-,./:-@\[-`{{-\x9f]*{_LETTER})?"
_ADDRESS = re.compile(rf"(?:{_ATOM}(?:\.{_ATOM})*|{_QUOTED})@(?:{_LABEL}\.)+(?!\d+$){_LABEL}")
_LONGEST = 254 + 64


def check(text: str) -> Fault | None:
    if len(text) <= _LONGEST and _ADDRESS.fullmatch(text):
        return None
    return Fault("not-an-email", {"value": excerpt(text)})
