"""E-mail addresses: a bare address with a dot in its domain."""

from __future__ import annotations

import re

from publiccode.checks.fault import Fault
from publiccode.finding import excerpt

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a0-\U0010ffff-]+"
_QUOTED = r'"(?:[\x20\x21\x23-\x5b\x5d-\x7e\u00a0-\U0010ffff]|\\[\x20-\x7e])*"'
_LETTER = r"[A-Za-z0-9\u00a0-\U0010ffff]"
_LABEL = rf"{_LETTER}(?:[A-Za-z0-9\u00a0-\U0010ffff-]*{_LETTER})?"
_ADDRESS = re.compile(rf"(?:{_ATOM}(?:\.{_ATOM})*|{_QUOTED})@(?:{_LABEL}\.)+(?!\d+$){_LABEL}")
_LONGEST = 254 + 64


def check(text: str) -> Fault | None:
    if len(text) <= _LONGEST and _ADDRESS.fullmatch(text):
        return None
    return Fault("not-an-email", {"value": excerpt(text)})
