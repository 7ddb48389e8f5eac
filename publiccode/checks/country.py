"""Countries: ISO 3166-1 alpha-2, upper case."""

from __future__ import annotations

from publiccode.checks.fault import Fault
from publiccode.checks.vocabulary import guess, nearest
from publiccode.finding import excerpt
from publiccode.vocabularies import COUNTRIES

_UPPER = frozenset(COUNTRIES)
_LOWER = frozenset(code.lower() for code in COUNTRIES)
# Codes that people take for ISO's, and three-letter codes of where the standard is used most.
_MEANT = {
    "UK": "GB", "EL": "GR", "ITA": "IT", "FRA": "FR", "DEU": "DE", "GER": "DE", "ESP": "ES", "PRT": "PT",
    "CHE": "CH", "AUT": "AT", "NLD": "NL", "BEL": "BE", "GBR": "GB", "USA": "US", "DNK": "DK", "SWE": "SE",
    "FIN": "FI", "NOR": "NO", "SVN": "SI", "GRC": "GR", "LUX": "LU", "CAN": "CA",
}  # fmt: skip


def check(text: str) -> Fault | None:
    if text in _UPPER:
        return None
    upper = text.upper()
    if text in _LOWER:
        return Fault("lower-case-country", {"value": text, "better": upper})
    meant = _MEANT.get(upper) or (upper if upper in _UPPER else None) or _by_name(text)
    return Fault("not-a-country", {"value": excerpt(text), "meant": guess(meant)})


def _by_name(text: str) -> str | None:
    """Return the code of a country given by its English name."""
    if not 4 <= len(text) <= 60:
        return None
    from babel import Locale  # noqa: PLC0415 - of use only where a country is wrong

    names = {name: code for code, name in Locale("en").territories.items() if code in _UPPER}
    near = nearest(text, tuple(names))
    return names[near] if near else None
