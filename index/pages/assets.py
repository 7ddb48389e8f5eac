"""The files beside the pages: style, scripts, icon, and what a brand brings along."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.pages.options import Brand
    from index.pages.output import Output

_STATIC = ("compare.js", "early.js", "icon.svg", "offline.js", "site.css")
_SEARCH = ("words", "address", "card", "filters", "engine", "near", "search", "pick")
"""The parts of the search in the browser, in ``static/search``: each may use those before it.

A page from disk can't load modules; and one file is one request.
"""


def write_assets(output: Output, brand: Brand) -> None:
    for name, content in _assets().items():
        output.write(f"static/{name}", content)
    output.write("static/theme.css", theme(brand).encode())
    if brand.logo:
        output.write(f"static/{brand.logo_name}", brand.logo)


def version_of_assets(brand: Brand) -> str:
    """Return what changes with any of the files, for their addresses."""
    whole = b"".join((*_assets().values(), theme(brand).encode(), brand.logo or b""))
    return hashlib.sha256(whole).hexdigest()[:10]


def theme(brand: Brand) -> str:
    """Return the style sheet of a brand: the variables it sets, for light and for dark."""
    parts = []
    if brand.light:
        parts.append(f":root {{\n{_variables(brand.light)}}}\n")
    if brand.dark:
        inner = f":root {{\n{_variables(brand.dark)}}}\n"
        parts.append(f"@media screen and (prefers-color-scheme: dark) {{\n{inner}}}\n")
    return "".join(parts) or "/* A site's own colours go here, see docs/pages.md. */\n"


def _variables(values: Mapping[str, str]) -> str:
    return "".join(f"  --{name}: {value};\n" for name, value in values.items())


@lru_cache(maxsize=1)
def _assets() -> dict[str, bytes]:
    folder = files("index.pages") / "static"
    parts = [(folder / "search" / f"{name}.js").read_bytes() for name in _SEARCH]
    return {name: (folder / name).read_bytes() for name in _STATIC} | {"search.js": b"\n".join(parts)}
