"""The publiccode.yml that each software is shown from, to download: as it was harvested, but for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.pages.links import segment
from index.pages.views import Original

if TYPE_CHECKING:
    from index.pages.options import Memory
    from index.pages.output import Output
    from index.pages.site import Site

_NAME = "publiccode.yml"
"""Of every one of them, whatever its name there: no server takes it for a page, and no browser runs it."""


def write_originals(output: Output, site: Site, memory: Memory | None) -> dict[str, Original]:
    """Write the file of each software and return where it lies, by id.

    What is told of people is the operator's choice; a file in which that can't be kept is left out.
    """
    written: dict[str, Original] = {}
    if memory is None or not site.options.originals:
        return written
    for identifier in site.pages:
        shown = next((v.number for v in site.histories.get(identifier, ()) if v.is_shown), None)
        text = memory.shared_text(identifier, shown) if shown else None
        if text is not None:
            path = f"files/{segment(identifier)}/{_NAME}"
            output.write(path, text.encode("utf-8"))
            written[identifier] = Original(path, text == memory.text(identifier, shown))
    return written
