"""A licence in words: what kind it is and what it asks of somebody who uses, changes or passes on.

The kinds follow the usual grouping of the Free Software Foundation and the Joinup licensing assistant;
the table names the licences that public software uses, anything else has no entry.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from index.pages.text import shorten
from index.pages.views import LicenceView, Link
from index.pages.wording import msg
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from index.entry import Entry
    from index.pages.site import Site


class Kind(StrEnum):
    OPEN = "public-domain"
    PERMISSIVE = "permissive"
    FILES = "file-copyleft"
    LIBRARY = "library-copyleft"
    COPYLEFT = "copyleft"
    NETWORK = "network-copyleft"
    EUPL = "eupl"


_KINDS = {
    Kind.OPEN: msg("Given to the public domain, as far as the law allows."),
    Kind.PERMISSIVE: msg("Permissive: it can become part of almost anything, closed software included."),
    Kind.FILES: msg("Weak copyleft: changed files stay open, what is added beside them need not be."),
    Kind.LIBRARY: msg("Weak copyleft: the library stays open, software that only uses it need not be."),
    Kind.COPYLEFT: msg("Copyleft: whoever passes it on, changed or not, passes on the source code too."),
    Kind.NETWORK: msg("Strong copyleft: it also holds for those who only offer it over a network."),
    Kind.EUPL: msg("Copyleft of the European Union, which also holds for offering it over a network."),
}
_FREE = msg("You may use, study, change and share it for any purpose, without paying for the licence.")
_KEEP = msg("Keep the copyright and licence notices.")
_MARK = msg("Say what you changed.")
_SAME = msg("Pass on your changed version under the same licence, with its source code.")
_FILES = msg("Pass on the files you changed under the same licence, with their source code.")
_USERS = msg("Offer the source code also to those who use your changed version over a network.")
_EUPL = msg(
    "Combined with software under a licence that the EUPL names as compatible, that licence may apply."
)
_PATENT = msg("Contributors grant their patents; who sues over them loses the licence.")
_DUTIES = {
    Kind.OPEN: (_FREE,),
    Kind.PERMISSIVE: (_FREE, _KEEP),
    Kind.FILES: (_FREE, _KEEP, _FILES),
    Kind.LIBRARY: (_FREE, _KEEP, _MARK, _FILES),
    Kind.COPYLEFT: (_FREE, _KEEP, _MARK, _SAME),
    Kind.NETWORK: (_FREE, _KEEP, _MARK, _SAME, _USERS),
    Kind.EUPL: (_FREE, _KEEP, _MARK, _SAME, _USERS, _EUPL),
}
_BY_PREFIX = (
    ("AGPL-", Kind.NETWORK),
    ("LGPL-", Kind.LIBRARY),
    ("GPL-", Kind.COPYLEFT),
    ("EUPL-", Kind.EUPL),
    ("OSL-", Kind.NETWORK),
    ("MPL-", Kind.FILES),
    ("EPL-", Kind.FILES),
    ("CDDL-", Kind.FILES),
    ("CECILL-B", Kind.PERMISSIVE),
    ("CECILL-C", Kind.LIBRARY),
    ("CECILL-", Kind.COPYLEFT),
    ("CC0-", Kind.OPEN),
    ("Unlicense", Kind.OPEN),
    ("0BSD", Kind.OPEN),
    ("Apache-", Kind.PERMISSIVE),
    ("MIT", Kind.PERMISSIVE),
    ("BSD-", Kind.PERMISSIVE),
    ("ISC", Kind.PERMISSIVE),
    ("PostgreSQL", Kind.PERMISSIVE),
    ("Zlib", Kind.PERMISSIVE),
    ("OGL-UK", Kind.PERMISSIVE),
)
_WITH_PATENT_CLAUSE = ("Apache-2", "GPL-3", "AGPL-3", "LGPL-3", "MPL-2", "EPL-", "EUPL-")


def kind_of(identifier: str) -> Kind | None:
    """Return the kind of an SPDX identifier, None where it is not in the table."""
    return next((kind for prefix, kind in _BY_PREFIX if identifier.startswith(prefix)), None)


def licence_views(entry: Entry, site: Site) -> tuple[LicenceView, ...]:
    """Return each licence of the file in words."""
    return tuple(_view(name, site) for name in license_ids(entry.software.license))


def _view(name: str, site: Site) -> LicenceView:
    kind = kind_of(name)
    duties = list(_DUTIES[kind]) if kind else []
    if kind and name.startswith(_WITH_PATENT_CLAUSE):
        duties.append(_PATENT)
    return LicenceView(
        Link(shorten(site.label("license", name), 120), site.value_path("license", name)),
        site.say(_KINDS[kind]) if kind else "",
        tuple(site.say(duty) for duty in duties),
    )
