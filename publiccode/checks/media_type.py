"""Media types: ``type/subtype`` without parameters."""

from __future__ import annotations

import re

from publiccode.checks.fault import Fault
from publiccode.finding import excerpt

_NAME = r"[A-Za-z0-9][A-Za-z0-9!#$&^_-]{0,126}"
_SUBTYPE = r"[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}"
_MEDIA_TYPE = re.compile(rf"\s*{_NAME}/{_SUBTYPE}\s*")


def check(text: str) -> Fault | None:
    if len(text) < 300 and _MEDIA_TYPE.fullmatch(text):
        return None
    return Fault("not-a-media-type", {"value": excerpt(text)})
