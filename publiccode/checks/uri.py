"""Identifiers: organisations by URI or Italian administration code, what is supported by alias or URI."""

from __future__ import annotations

import re

from publiccode import phrases
from publiccode.checks.fault import Fault
from publiccode.checks.urls import parse
from publiccode.checks.vocabulary import nearest
from publiccode.data import IPA_CODES, lines, remembered
from publiccode.finding import excerpt
from publiccode.phrases import say
from publiccode.vocabularies import SUPPORTS_ALIASES

ITALIAN = "urn:x-italian-pa:"

# RFC 2141: urn:NID:NSS, the NID not "urn" itself.
_URN = re.compile(
    r"(?i)urn:(?!urn:)[a-z0-9][a-z0-9-]{0,31}:(?:[a-z0-9()+,.:=@;$_!*'-]|%[0-9a-f]{2})+", re.ASCII
)
# RFC 3986, without a look at the scheme's own rules.
_URI = re.compile(
    r"(?i)[a-z][a-z0-9+.-]*:(?:[a-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9a-f]{2}|[^\x00-\x7f])+", re.ASCII
)
_LONGEST = 2048
_ALIASES = ", ".join(f"alias:{name}" for name in SUPPORTS_ALIASES)


@remembered
def ipa_codes() -> frozenset[str]:
    """Return the codes of the Italian public administrations, lower case; the data file names its source."""
    return frozenset(lines(IPA_CODES))


def ipa_code(text: str) -> Fault | None:
    """Check a code of the Italian list; letter case is free, an empty text passes."""
    if not text or text.lower() in ipa_codes():
        return None
    return Fault("unknown-ipa-code", {"value": excerpt(text)})


def organisation(text: str) -> Fault | None:
    """Check who an organisation is: a URI with a host, a URN, or an Italian administration."""
    if len(text) <= _LONGEST:
        if text[: len(ITALIAN)].lower() == ITALIAN and _URN.fullmatch(text):
            return ipa_code(text[len(ITALIAN) :])
        if _has_host(text) or _URN.fullmatch(text):
            return None
        if _URI.fullmatch(text) and not text.lower().startswith(("urn:", "http:", "https:", "file:")):
            return Fault("uncommon-uri", {"value": excerpt(text)})
    is_code = text.lower() in ipa_codes()
    advice = say(phrases.WRITE_URN, code=text) if is_code else say(phrases.WRITE_HOME_PAGE)
    return Fault("not-a-uri", {"value": excerpt(text), "advice": advice})


def supported(text: str) -> Fault | None:
    """Check what a software supports: an alias of the standard, or a URI."""
    if text.startswith("alias:"):
        return _alias(text.removeprefix("alias:"))
    if len(text) <= _LONGEST:
        if _has_host(text) or _URN.fullmatch(text):
            return None
        if _URI.fullmatch(text) and not text.lower().startswith(("urn:", "http:", "https:", "alias:")):
            return Fault("uncommon-uri", {"value": excerpt(text)})
    is_name = text in SUPPORTS_ALIASES
    advice = (
        say(phrases.WRITE_ALIAS, name=text) if is_name else say(phrases.WRITE_ALIAS_OR_URI, aliases=_ALIASES)
    )
    return Fault("not-a-uri", {"value": excerpt(text), "advice": advice})


def _alias(name: str) -> Fault | None:
    if name in SUPPORTS_ALIASES:
        return None
    near = nearest(name, tuple(SUPPORTS_ALIASES))
    known = say(phrases.KNOWN_ALIASES, values=_ALIASES)
    meant = say(phrases.DID_YOU_MEAN, near=f"alias:{near}") if near else known
    return Fault("unknown-alias", {"value": excerpt(name), "meant": meant})


def _has_host(text: str) -> bool:
    parts = parse(text)
    return parts is not None and bool(parts.scheme and parts.host)
