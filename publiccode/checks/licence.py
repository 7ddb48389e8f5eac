"""Licences: an SPDX expression."""

from __future__ import annotations

import re

from publiccode.checks.fault import Fault
from publiccode.checks.vocabulary import guess, nearest
from publiccode.finding import excerpt
from publiccode.spdx import is_expression, known_licenses, license_ids

# What people call the licences that public software uses most -> SPDX.
_NAMES = (
    (re.compile(r"(?i)^a(?:ffero )?gpl[-v ]*3"), "AGPL-3.0-or-later"),
    (re.compile(r"(?i)^lgpl[-v ]*(2\.1|3)"), "LGPL-{}-or-later"),
    (re.compile(r"(?i)^(?:gnu )?gpl[-v ]*(2|3)"), "GPL-{}-or-later"),
    (re.compile(r"(?i)^(?:eupl|european union public)"), "EUPL-1.2"),
    (re.compile(r"(?i)^apache"), "Apache-2.0"),
    (re.compile(r"(?i)^mozilla|^mpl"), "MPL-2.0"),
    (re.compile(r"(?i)^(?:the )?mit\b"), "MIT"),
    (re.compile(r"(?i)^(?:new |modified |3-clause )?bsd"), "BSD-3-Clause"),
)


def check(text: str) -> Fault | None:
    if is_expression(text):
        return None
    return Fault("not-spdx", {"value": excerpt(text), "meant": guess(meant(text))})


def meant(text: str) -> str | None:
    """Return the SPDX id or expression that a text seems to mean, None where none is near."""
    if len(text) > 200:
        return None
    text = " ".join(text.split())
    upper = re.sub(r"(?i)\b(?:and|or|with)\b", lambda match: match[0].upper(), text)
    if license_ids(upper):
        return upper
    for pattern, name in _NAMES:
        match = pattern.match(text)
        if match:
            version = match[1] if match.groups() else ""
            return name.format(version if "." in version else f"{version}.0")
    return nearest(text, known_licenses())
