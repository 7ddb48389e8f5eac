"""A licence in words: what kind it is, who approves it, what it allows, asks and forbids.

The facts are those of :mod:`publiccode.licensing`, each duty with the clause it comes from.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from index.pages.text import shorten
from index.pages.views import LicenceView, Link, Out
from index.pages.wording import msg, wording_of
from publiccode.licensing.facts import Family, licence_facts
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.entry import Entry
    from index.pages.site import Site
    from index.pages.wording import Wording
    from publiccode.licensing.facts import LicenceFacts

Group = tuple[str, tuple[str, ...]]
"""A heading, and what stands under it."""

_FAMILIES: Mapping[Family, str] = {
    Family.PUBLIC_DOMAIN: msg("Given to the public domain, as far as the law allows."),
    Family.PERMISSIVE: msg("Permissive: it can become part of almost anything, closed software included."),
    Family.WEAK_COPYLEFT: msg("Weak copyleft: what was changed stays open, what is added need not."),
    Family.STRONG_COPYLEFT: msg(
        "Copyleft: whoever passes it on, changed or not, passes on the source code too."
    ),
    Family.NETWORK_COPYLEFT: msg(
        "Strong copyleft: it also holds for those who only offer it over a network."
    ),
    Family.NOT_OPEN: msg("Not open source: neither OSI nor FSF would approve it."),
    Family.UNKNOWN: "",
}
_APPROVED: Mapping[tuple[bool, bool], str] = {
    (True, True): msg("Approved by the Open Source Initiative and the Free Software Foundation."),
    (True, False): msg("Approved by the Open Source Initiative."),
    (False, True): msg("Approved by the Free Software Foundation, not by the Open Source Initiative."),
    (False, False): msg(
        "Approved neither by the Open Source Initiative nor by the Free Software Foundation."
    ),
}
"""By whether OSI and FSF approve it."""
_NOT_LISTED = msg("SPDX does not list it: whether it is open source is not known here.")
_REPLACED = msg("SPDX has replaced this identifier by another.")
_FOR_DATA = msg("Made for data and texts rather than for software.")
_FREE = msg("You may use, study, change and share it for any purpose, without paying for the licence.")
_MAY: Mapping[str, str] = {
    "sublicense": msg("You may pass it on under terms of your own."),
    "patents": msg("You may use the patents of those who contributed."),
    "warranty": msg("You may offer a warranty of your own."),
}
_MUST: Mapping[str, str] = {
    "copyright": msg("Keep the copyright notices."),
    "include-licence": msg("Pass the text of the licence on with it."),
    "state-changes": msg("Say what you changed."),
    "disclose-source": msg("Pass the source code on with it."),
    "copyleft": msg("Pass on what you make of it under the same licence."),
    "lesser-copyleft": msg("Pass on your changes of its files, or of the library, under the same licence."),
    "network": msg("Offer the source code also to those who use it over a network."),
    "royalty-free": msg("Ask no fee for the licence."),
}
_MUST_NOT: Mapping[str, str] = {
    "hold-liable": msg("Its authors are not liable."),
    "trademark": msg("It gives no right to the names and marks of its authors."),
    "sublicence": msg("It may not be passed on under other terms."),
    "commerce": msg("Commercial use is not allowed, or only within limits."),
    "modify": msg("Changed versions may not be passed on."),
    "ethical": msg("It forbids uses that it finds wrong."),
}
_LAW: Mapping[str, str] = {
    "eu": msg("The law of a member state of the European Union applies."),
    "us": msg("The law of a state of the USA applies."),
    "licensor": msg("The law of the place of whoever gives the licence applies."),
    "other": msg("The law of a country that it names applies."),
    "venue": msg("It says which court decides."),
}


def licence_views(entry: Entry, site: Site) -> tuple[LicenceView, ...]:
    """Return each licence of the file in words."""
    return tuple(_view(name, site) for name in license_ids(entry.software.license))


def _view(name: str, site: Site) -> LicenceView:
    kind, groups, text = _words(name, site.language)
    return LicenceView(
        link=Link(shorten(site.label("license", name), 120), site.value_path("license", name)),
        kind=kind,
        groups=groups,
        text=text,
    )


@lru_cache(maxsize=4096)
def _words(name: str, language: str) -> tuple[tuple[str, ...], tuple[Group, ...], Out | None]:
    """Return what kind it is, what it allows, asks and forbids, and the way to its text.

    A licence that nobody read allows, asks and forbids nothing that is known here.
    """
    wording = wording_of(language)
    facts = licence_facts(name)
    text = Out(wording.say("Text of the licence"), f"https://spdx.org/licenses/{facts.id}.html")
    groups = tuple((heading, lines) for heading, lines in _groups(facts, wording) if lines)
    return _kind(facts, wording), groups if facts.in_table else (), text if facts.osi is not None else None


def _kind(facts: LicenceFacts, wording: Wording) -> tuple[str, ...]:
    approved = _NOT_LISTED if facts.osi is None else _APPROVED[bool(facts.osi), bool(facts.fsf)]
    is_said = facts.family is Family.NOT_OPEN and facts.is_open is False
    lines = (
        _FAMILIES[facts.family],
        "" if is_said else approved,
        _REPLACED if facts.deprecated else "",
        _FOR_DATA if "data" in facts.fits else "",
    )
    return tuple(wording.say(line) for line in lines if line)


def _groups(facts: LicenceFacts, wording: Wording) -> tuple[Group, ...]:
    free = [_FREE] if facts.family is not Family.NOT_OPEN else []
    may = tuple(wording.say(line) for line in (*free, *(_MAY[key] for key in facts.can if key in _MAY)))
    return (
        (wording.say("What it allows"), may),
        (wording.say("What it asks"), _with_clauses(facts.must, _MUST, wording)),
        (wording.say("What it excludes"), _with_clauses(facts.cannot, _MUST_NOT, wording)),
        (wording.say("Law and court"), _with_clauses(facts.law, _LAW, wording)),
    )


def _with_clauses(said: Mapping[str, str], words: Mapping[str, str], wording: Wording) -> tuple[str, ...]:
    return tuple(
        f"{wording.say(words[key])} ({clause})" if clause not in {"", "text"} else wording.say(words[key])
        for key, clause in said.items()
        if key in words
    )
