"""The catalogue to take along: a search that needs no server, and a ZIP of the pages of each language.

From disk a browser reads neither Pagefind's modules nor its index; it does read a script that holds a
small index of its own. It is asked for only where Pagefind can't run.
"""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from index.pages.entry_text import name_of, summary_of
from index.pages.mirrored import LOGO, SMALL
from index.pages.search_data import search_data
from index.pages.text import clean, shorten

if TYPE_CHECKING:
    from pathlib import Path

    from index.entry import Entry
    from index.pages.output import Output
    from index.pages.site import Site
    from index.pages.writing import Writer

_MOST_TEXT = 600
MOST_PICTURE_BYTES = 32 * 1024 * 1024
"""Of all pictures in a ZIP; where there are more, the others show their text."""
_PICTURE = ".webp"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_SHARED = ("static", "files")
_LEFT_OUT = ("pagefind", "api", "downloads", ".well-known")


def write_offline_index(writer: Writer, site: Site) -> None:
    """Write ``search/offline.js``: all that can be found, as one value of a script."""
    rows = [_row(entry, site) for entry in site.listed.values()]
    writer.script("search/offline.js", "riusoOfflineRows", rows)


def write_archives(output: Output, site: Site) -> None:
    """Write the ZIP of each language: its pages with the files they need, its home page at the top."""
    pictures = _taken_along(output.new)
    for language in site.options.languages:
        path = f"downloads/catalogue-{language}.zip"
        output.write(path, _archive(output.new, site, language, pictures))


def _row(entry: Entry, site: Site) -> list[object]:
    """Return what a card shows and what is searched; the same as a page tells Pagefind."""
    data = search_data(entry, site)
    own = entry.software.description((site.language,))
    texts = [
        shorten(text, _MOST_TEXT)
        for description in entry.software.descriptions
        for text in (
            description.localised_name,
            description.generic_name,
            description.short_description,
            " ".join(description.features),
        )
        if text
    ]
    filters: dict[str, list[str]] = {}
    for facet, value in data.filters:
        filters.setdefault(facet, []).append(value)
    path = site.software_path(entry.id) or ""
    return [
        path.split("/")[1],
        name_of(entry),
        summary_of(own),
        shorten(entry.publisher.name, 200),
        data.facts,
        filters,
        [data.name, data.released, data.activity, data.users, data.vitality],
        clean(" ".join([data.subjects, data.owners, *texts, data.synonyms, data.about, data.touched])),
    ]


def _taken_along(folder: Path) -> frozenset[Path]:
    """Return the pictures that go into a ZIP: logos, small ones, large ones, while there is room."""
    found = sorted(folder.glob(f"files/*/*{_PICTURE}"), key=_rank)
    taken, left = set(), MOST_PICTURE_BYTES
    for path in found:
        left -= path.stat().st_size
        if left < 0:
            break
        taken.add(path)
    return frozenset(taken)


def _rank(path: Path) -> tuple[int, Path]:
    return (0 if path.name == LOGO else 1 if path.name.endswith(SMALL) else 2), path


def _archive(folder: Path, site: Site, language: str, pictures: frozenset[Path]) -> bytes:
    """Return the pages of a language as a ZIP, the same bytes for the same pages.

    A page of a language in a folder of its own finds the shared files one folder up: the ZIP keeps that.
    """
    others = {tag for tag in site.options.languages if site.folder(tag) and tag != language}
    own = site.folder(language).rstrip("/")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in sorted(folder.rglob("*")):
            parts = path.relative_to(folder).parts
            is_ours = parts[0] in {own, *_SHARED} if own else parts[0] not in others
            is_picture = path.suffix == _PICTURE
            if not is_ours or parts[0] in _LEFT_OUT or (is_picture and path not in pictures):
                continue
            if path.is_file() and not parts[-1].startswith("."):
                info = zipfile.ZipInfo("/".join(("catalogue", *parts)), _EPOCH)
                info.compress_type = zipfile.ZIP_STORED if is_picture else zipfile.ZIP_DEFLATED
                info.external_attr = 0o644 << 16
                archive.writestr(info, path.read_bytes())
        if own:
            info = zipfile.ZipInfo("catalogue/index.html", _EPOCH)
            info.external_attr = 0o644 << 16
            archive.writestr(info, _doorstep(own))
    return packed.getvalue()


def _doorstep(folder: str) -> str:
    return (
        f'<!doctype html>\n<html lang="{folder}"><head><meta charset="utf-8">'
        f'<meta http-equiv="refresh" content="0; url={folder}/index.html"><title>{folder}</title></head>'
        f'<body><p><a href="{folder}/index.html">{folder}</a></p></body></html>\n'
    )
