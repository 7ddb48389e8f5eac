"""Where GitHub is asked: github.com, GitHub Enterprise Cloud on ghe.com, and Enterprise Server anywhere.

Paths: https://docs.github.com/en/enterprise-server/rest/quickstart and
https://docs.github.com/en/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from crawler.source import SourceKind
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from crawler.source import Source

_BROWSED = frozenset({"orgs", "users"})
"""What precedes an account's name in the addresses of some of its pages."""


@dataclass(frozen=True, slots=True)
class Address:
    """The addresses of one GitHub, none with a slash at its end, and the account and name a source names.

    ``raw`` is the host of plain files, which needs no API request; None where there is none of its own.
    """

    web: str
    rest: str
    graphql: str
    raw: str | None = None
    owner: str = ""
    name: str = ""

    @property
    def url(self) -> str:
        """The canonical URL of the account or repository that the source names."""
        return self.url_of("/".join(part for part in (self.owner, self.name) if part))

    def url_of(self, full_name: str) -> str:
        return canonical_url(f"{self.web}/{full_name}")

    def api(self, *path: str, **query: str | int) -> str:
        """Return a URL of the REST API; each part of ``path`` is escaped."""
        escaped = "/".join(quote(part, safe="") for part in path)
        return f"{self.rest}/{escaped}" + (f"?{urlencode(query)}" if query else "")

    def host_id(self, identifier: int) -> str:
        """Return an id that no other GitHub gives; REST and GraphQL number repositories alike."""
        return f"{urlsplit(self.web).netloc.lower()}#{identifier}"

    def file_url(self, full_name: str, branch: str, path: str) -> str:
        """Return where anybody reads a file as it is on a branch."""
        owner, _, name = full_name.partition("/")
        where = f"{quote(owner)}/{quote(name)}"
        if self.raw is not None:
            return f"{self.raw}/{where}/{quote(branch)}/{quote(path)}"
        return f"{self.web}/{where}/raw/{quote(branch)}/{quote(path)}"


PUBLIC = Address(
    "https://github.com",
    "https://api.github.com",
    "https://api.github.com/graphql",
    "https://raw.githubusercontent.com",
)


def address_of(source: Source) -> Address | None:
    """Return the addresses for a source; None where its path is too short for its kind."""
    parts = urlsplit(source.url)
    names = [name for name in parts.path.split("/") if name]
    if len(names) > 1 and names[0] in _BROWSED and source.kind is SourceKind.ORG:
        names = names[1:]
    wanted = {SourceKind.INSTANCE: 0, SourceKind.ORG: 1, SourceKind.REPO: 2}[source.kind]
    if len(names) < wanted:
        return None
    owner, name, *_ = [*names[:wanted], "", ""]
    site = _site(parts.scheme, parts.netloc)
    return Address(site.web, site.rest, site.graphql, site.raw, owner, name.removesuffix(".git"))


def _site(scheme: str, netloc: str) -> Address:
    host = netloc.lower().removeprefix("www.")
    if host == urlsplit(PUBLIC.web).netloc:
        return PUBLIC
    web = f"{scheme}://{netloc}"
    if host.endswith(".ghe.com"):
        return Address(web, f"{scheme}://api.{host}", f"{scheme}://api.{host}/graphql")
    return Address(web, f"{web}/api/v3", f"{web}/api/graphql")
