"""The publiccode.yml that each software is shown from, to download: byte for byte as it was harvested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pages.links import segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from index.catalogue.versions import Version
    from index.pages.options import Memory
    from index.pages.output import Output
    from index.pages.site import Site

_NAME = "publiccode.yml"
"""Of every one of them, whatever its name there: no server takes it for a page, and no browser runs it."""


def original_paths(ids: Iterable[str], histories: Mapping[str, tuple[Version, ...]]) -> dict[str, str]:
    """Return where the file of each software will lie, from the root of the site."""
    return {
        one: f"files/{segment(one)}/{_NAME}"
        for one in ids
        if any(version.is_shown for version in histories.get(one, ()))
    }


def write_originals(output: Output, site: Site, memory: Memory | None) -> None:
    """Write the text of the version shown of each software that has a path for it."""
    for identifier, path in site.originals.items():
        shown = next(v.number for v in site.histories[identifier] if v.is_shown)
        text = memory.text(identifier, shown) if memory else None
        output.write(path, (text or "").encode("utf-8", "surrogateescape"))
