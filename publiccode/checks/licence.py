"""Licences: an SPDX expression."""

from __future__ import annotations

import re

from publiccode.checks.fault import Fault
from publiccode.checks.vocabulary import nearest
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
    return Fault("not-spdx", {"value": excerpt(text), "meant": _meant(text)})


def _meant(text: str) -> str:
    if len(text) > 200:
        return ""
    text = " ".join(text.split())
    upper = re.sub(r"(?i)\b(?:and|or|with)\b", lambda match: match[0].upper(), text)
    if license_ids(upper):
        return f" Did you mean {upper}?"
    for pattern, name in _NAMES:
        match = pattern.match(text)
        if match:
            version = match[1] if match.groups() else ""
            return f" Did you mean {name.format(version if '.' in version else version + '.0')}?"
    near = nearest(text, known_licenses())
    return f" Did you mean {near}?" if near else ""
