"""Each software's column of every comparison: as JSON, and in scripts for pages that are read from disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from index.dossier.column import column
from index.pages.comparing import candidate_of, ground_of
from index.pages.links import segment

if TYPE_CHECKING:
    from index.pages.output import Output
    from index.pages.site import Site

COLUMNS = "api/v1/columns"
STORED = "static/columns"
IN_A_SCRIPT = 32
"""About how many columns a script holds: few files, and little to read for one of them."""


def write_columns(output: Output, site: Site) -> None:
    """Write each software's column of every comparison, which the browser puts together."""
    ground = ground_of(site)
    for entry in site.pages.values() if ground else ():
        candidate = candidate_of(entry, site)
        if candidate and ground:
            content = msgspec.json.encode(
                column(candidate, ground, site.options.languages), order="deterministic"
            )
            output.write(column_path(entry.id), content)
    if ground:
        _write_scripts(output, site)


def column_path(identifier: str) -> str:
    """Return where a software's column is, from the root of the site."""
    return f"{COLUMNS}/{segment(identifier)}.json"


def _write_scripts(output: Output, site: Site) -> None:
    """Write the columns as scripts too, some in each: from disk a page can load those, and no JSON."""
    kept: dict[int, list[str]] = {}
    for identifier in site.pages:
        kept.setdefault(_script_of(segment(identifier), scripts(site)), []).append(identifier)
    for number, identifiers in kept.items():
        columns = [(one, output.new / column_path(one)) for one in sorted(identifiers)]
        lines = [
            msgspec.json.encode(segment(one)) + b":" + path.read_bytes()
            for one, path in columns
            if path.is_file()
        ]
        content = f"globalThis.riusoColumns{number}={{\n".encode() + b",\n".join(lines) + b"\n};\n"
        output.write(f"{STORED}/{number}.js", content)


def scripts(site: Site) -> int:
    """Return how many scripts hold the columns: a power of two, so that few software change it."""
    return 1 << max(0, (len(site.pages) - 1) // IN_A_SCRIPT).bit_length()


def _script_of(name: str, number: int) -> int:
    """Return the number of the script of a software, named as in addresses; ``compare.js`` finds it alike."""
    place = 0
    for character in name:
        place = (place * 31 + ord(character)) % 65521
    return place % number
