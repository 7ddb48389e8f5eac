"""From catalogue to what readers see: the search index, the pages, and the guard before them."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cli.adopting import current_adoption, publication_fingerprint, with_users
from cli.data_folder import DataFolder, write_atomically
from cli.drop_guard import DropLimit, why_held
from cli.mirroring import keep_only
from index.build import build
from index.engine import open_index
from index.errors import NoIndexError
from index.pages.build import build_site
from index.pages.configuration import NAME, read_options
from index.pages.folder import refuse_foreign
from index.pages.options import Mirrored, SiteOptions
from index.search.meaning import installed_model

if TYPE_CHECKING:
    from cli.progress import Steps
    from index.adoption.adoption import Adoption
    from index.catalogue import Catalogue
    from index.entry import Entry
    from index.pages.options import SiteSummary


@dataclass(frozen=True, slots=True)
class Published:
    """What search shows: the catalogue's fingerprint it was built from, and the ids in it."""

    fingerprint: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """The folder to write the pages into, and what is chosen of them."""

    out: Path
    options: SiteOptions


@dataclass(frozen=True, slots=True)
class Publication:
    """What :func:`publish` did. ``held`` says why the drop guard kept the old index and pages."""

    shown: int
    index_built: bool = False
    pages: int | None = None
    held: str | None = None
    warnings: tuple[str, ...] = ()


def as_site(out: Path | None, title: str | None, url: str | None, data: DataFolder) -> Site | None:
    """Return the site that ``site.yml`` in the data folder and a command's options ask for.

    None where they ask for none; an option wins over the file. Raises :class:`SiteError` for a folder that
    must not be replaced: now, and not after a crawl.
    """
    if out is None:
        return None
    refuse_foreign(out.resolve())
    options = read_options(data.path / NAME)
    if title:
        options = replace(options, title=title)
    return Site(out, replace(options, base_url=url) if url else options)


def read_published(data: DataFolder) -> Published | None:
    """Return what search shows, None where nothing that can be read was published."""
    try:
        return msgspec.json.decode(data.published.read_bytes(), type=Published)
    except (FileNotFoundError, msgspec.MsgspecError):
        return None


def index_is_fresh(data: DataFolder, fingerprint: str) -> bool:
    """Whether the search index can be read and was built from a catalogue with this fingerprint."""
    published = read_published(data)
    if published is None or published.fingerprint != fingerprint:
        return False
    try:
        open_index(data.search).close()
    except NoIndexError:
        return False
    return True


def publish(
    catalogue: Catalogue,
    data: DataFolder,
    *,
    steps: Steps,
    limit: DropLimit | None = None,
    site: Site | None = None,
    rebuild: bool = False,
) -> Publication:
    """Bring the search index, and the pages of ``site``, up to what the catalogue says.

    ``limit`` is the drop guard's, None to publish whatever would vanish. The index is built only where it
    is not up to date, or where ``rebuild`` asks for it. The caller holds the writer's lock.
    """
    entries = list(catalogue.entries())
    ids = tuple(entry.id for entry in entries if not entry.hidden)
    before = read_published(data)
    if before is not None and limit is not None:
        held = why_held(frozenset(before.ids), frozenset(ids), limit)
        if held:
            return Publication(shown=len(ids), held=held)
    fingerprint = publication_fingerprint(catalogue, data)
    adoption = current_adoption(catalogue, data, entries, fingerprint)
    entries = with_users(entries, adoption)
    stale = rebuild or not index_is_fresh(data, fingerprint)
    if stale:
        _build_index(entries, data, fingerprint, steps, anew=rebuild)
        write_atomically(data.published, msgspec.json.encode(Published(fingerprint, ids)))
    done = Publication(shown=len(ids), index_built=stale)
    album = keep_only(entries, data)
    if site is None:
        return done
    mirrored = Mirrored(data.pictures, album.shown()) if album else None
    summary = _build_pages(catalogue, data, site, steps=steps, adoption=adoption, mirrored=mirrored)
    return replace(done, pages=summary.pages, warnings=summary.warnings)


def _build_pages(
    catalogue: Catalogue,
    data: DataFolder,
    site: Site,
    *,
    steps: Steps,
    adoption: Adoption,
    mirrored: Mirrored | None,
) -> SiteSummary:
    entries = with_users(catalogue.entries(include_gone=True), adoption)
    with steps.step("Pages") as progress, closing(open_index(data.search)) as index:
        return build_site(
            entries,
            index,
            catalogue.reports(),
            site.out,
            memory=catalogue,
            adoption=adoption,
            mirrored=mirrored,
            options=site.options,
            progress=progress,
        )


def _build_index(
    entries: list[Entry], data: DataFolder, fingerprint: str, steps: Steps, *, anew: bool
) -> None:
    with steps.step("Search index") as progress:
        model = installed_model()
        build(entries, data.search, fingerprint=fingerprint, progress=progress, anew=anew, model=model)
