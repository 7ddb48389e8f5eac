"""What a YAML reader that guesses types would make of a plain value: where its text would change."""

from __future__ import annotations

import re

_CANDIDATE = re.compile(r"[-+.]?[0-9]|(?i:yes|no|on|off|true|false)$")
_BOOLEAN = re.compile(r"(?i:yes|no|on|off|true|false)")
_WHOLE = re.compile(r"[-+]?[0-9][0-9_]*", re.ASCII)
_FLOAT = re.compile(
    r"[-+]?(?:[0-9][0-9_]*)?\.[0-9]*(?:[eE][-+]?[0-9]+)?|[-+]?[0-9]+[eE][-+]?[0-9]+", re.ASCII
)
_OTHER_BASE = re.compile(r"[-+]?0(?:x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+)", re.ASCII)
_CLOCK = re.compile(r"[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?", re.ASCII)
_SAFE_FLOAT = re.compile(r"-?(?:0|[1-9][0-9]{0,14})\.[0-9]{0,14}[1-9]", re.ASCII)
_SAFE_WHOLE = re.compile(r"0|-?[1-9][0-9]{0,14}", re.ASCII)


def is_number(text: str) -> bool:
    """Whether YAML sees a number in a plain text."""
    return any(form.fullmatch(text) for form in (_WHOLE, _FLOAT, _OTHER_BASE))


def changes(text: str) -> bool:
    """Whether the plain text would come back otherwise from a YAML reader: ``1.10``, ``0039``, ``no``."""
    if not _CANDIDATE.match(text) or len(text) > 100:
        return False
    if _SAFE_WHOLE.fullmatch(text) or _SAFE_FLOAT.fullmatch(text):
        return False
    return is_number(text) or bool(_BOOLEAN.fullmatch(text) or _CLOCK.fullmatch(text))
