"""A licence in words: what kind it is and what it asks of somebody who uses, changes or passes on.

The facts are those of :mod:`publiccode.licensing`, each duty with the clause it comes from.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from index.pages.text import shorten
from index.pages.views import LicenceView, Link
from index.pages.wording import msg, wording_of
from publiccode.licensing.facts import Family, licence_facts
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from index.entry import Entry
    from index.pages.site import Site
    from publiccode.licensing.facts import LicenceFacts

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
_FREE = msg("You may use, study, change and share it for any purpose, without paying for the licence.")
_MAY: Mapping[str, str] = {"patents": msg("You may use the patents of those who contributed.")}
_MUST: Mapping[str, str] = {
    "copyright": msg("Keep the copyright notices."),
    "include-licence": msg("Pass the text of the licence on with it."),
    "state-changes": msg("Say what you changed."),
    "disclose-source": msg("Pass the source code on with it."),
    "copyleft": msg("Pass on what you make of it under the same licence."),
    "lesser-copyleft": msg("Pass on your changes of its files, or of the library, under the same licence."),
    "network": msg("Offer the source code also to those who use it over a network."),
}
_MUST_NOT: Mapping[str, str] = {
    "hold-liable": msg("Its authors are not liable."),
    "trademark": msg("It gives no right to the names and marks of its authors."),
    "commerce": msg("Commercial use is not allowed, or only within limits."),
    "modify": msg("Changed versions may not be passed on."),
    "ethical": msg("It forbids uses that it finds wrong."),
}


def licence_views(entry: Entry, site: Site) -> tuple[LicenceView, ...]:
    """Return each licence of the file in words."""
    return tuple(_view(name, site) for name in license_ids(entry.software.license))


def _view(name: str, site: Site) -> LicenceView:
    link = Link(shorten(site.label("license", name), 120), site.value_path("license", name))
    kind, duties = _words(name, site.language)
    return LicenceView(link, kind, duties)


@lru_cache(maxsize=4096)
def _words(name: str, language: str) -> tuple[str, tuple[str, ...]]:
    """Return the kind of a licence and its duties; a licence that nobody read has none."""
    wording = wording_of(language)
    facts = licence_facts(name)
    duties = tuple(
        f"{wording.say(message)} ({clause})" if clause not in {"", "text"} else wording.say(message)
        for message, clause in _duties(facts)
    )
    kind = _FAMILIES[facts.family]
    return wording.say(kind) if kind else "", duties if facts.in_table else ()


def _duties(facts: LicenceFacts) -> Iterator[tuple[str, str]]:
    if facts.is_open and facts.family is not Family.NOT_OPEN:
        yield _FREE, ""
    for key in facts.can:
        if key in _MAY:
            yield _MAY[key], ""
    for table, said in ((_MUST, facts.must), (_MUST_NOT, facts.cannot)):
        for key, clause in said.items():
            if key in table:
                yield table[key], clause
