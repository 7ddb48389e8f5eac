"""The pictures of software that lie with the site, and the ways to those that do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from index.pages.entry_text import MOST_PICTURES, out
from index.pages.images import Image, Pictures, ShotView
from index.pages.links import segment, shown_url, web_url
from index.pages.text import shorten
from index.pictures import logo, screenshots
from publiccode.pictures import PictureUse

if TYPE_CHECKING:
    from index.entry import Entry
    from index.pages.options import Mirrored
    from index.pages.output import Output
    from index.pages.site import Site
    from index.pages.views import Out
    from publiccode.pictures import Rendition

LOGO = "logo.webp"
"""Of every software, so that the search needs to know no more than that there is one."""
SMALL = "-small.webp"
_NAME_LENGTH = 16
_SEPARATORS = re.compile(r"[-_.\s]+")


def write_pictures(output: Output, site: Site, mirrored: Mirrored | None) -> dict[str, Pictures]:
    """Write the pictures of each software and return where they lie, by id."""
    if mirrored is None:
        return {}
    found = {identifier: _written(output, entry, mirrored) for identifier, entry in site.pages.items()}
    return {identifier: one for identifier, one in found.items() if one.logo or one.shots}


def _written(output: Output, entry: Entry, mirrored: Mirrored) -> Pictures:
    folder = f"files/{segment(entry.id)}"

    def write(rendition: Rendition, name: str) -> Image | None:
        path = f"{folder}/{name}"
        is_there = output.copy(path, mirrored.folder / rendition.file, rendition.bytes)
        return Image(path, rendition.width, rendition.height) if is_there else None

    found: dict[str, tuple[Image, Image]] = {}
    for address in screenshots(entry):
        sizes = mirrored.shown.get((PictureUse.SCREENSHOT, address))
        if not sizes:
            continue
        name = sizes[0].file[:_NAME_LENGTH]
        large = write(sizes[0], f"{name}.webp")
        small = write(sizes[-1], f"{name}{SMALL}") if len(sizes) > 1 else large
        if large and small:
            found[address] = small, large
    sizes = mirrored.shown.get((PictureUse.LOGO, logo(entry) or ""))
    return Pictures(_logo(output, folder, sizes, mirrored), found)


def _logo(
    output: Output, folder: str, sizes: tuple[Rendition, ...] | None, mirrored: Mirrored
) -> Image | None:
    if not sizes:
        return None
    try:
        output.write(f"{folder}/{LOGO}", (mirrored.folder / sizes[0].file).read_bytes())
    except FileNotFoundError:
        return None
    return Image(f"{folder}/{LOGO}", sizes[0].width, sizes[0].height)


def logo_of(entry: Entry, site: Site) -> Image | None:
    found = site.pictures.get(entry.id)
    return found.logo if found else None


def shots(entry: Entry, site: Site) -> tuple[ShotView, ...]:
    """Return the screenshots that lie with the site, in the order of the file."""
    found = site.pictures.get(entry.id)
    if found is None:
        return ()
    there = [address for address in screenshots(entry) if address in found.shots]
    return tuple(
        ShotView(
            *found.shots[address],
            text=site.say(
                "Screenshot {number} of {total}: {name}", number=at, total=len(there), name=_words(address)
            ),
            name=shorten(_file(address), 60),
            url=web_url(address) or "",
        )
        for at, address in enumerate(there, start=1)
    )


def links(entry: Entry, site: Site) -> tuple[Out, ...]:
    """Return the ways to the other screenshots and to videos: no page fetches from another host."""
    mirrored = site.pictures.get(entry.id)
    own = mirrored.shots if mirrored else {}
    found: dict[str, Out] = {}
    for address in screenshots(entry):
        named = out(address, site.say("Screenshot: {name}", name=shorten(_file(address), 60)))
        if named and named.url and address not in own:
            found[address] = named
    for description in entry.software.descriptions:
        for video in description.videos:
            named = out(video, site.say("Video: {name}", name=_shown(video)))
            if named and named.url:
                found.setdefault(video, named)
    return tuple(found.values())[:MOST_PICTURES]


def _file(address: str) -> str:
    return unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2]


def _words(address: str) -> str:
    """Return what the name of a file says of it: ``login-page.png`` is "login page"."""
    stem = _file(address).rpartition(".")[0] or _file(address)
    return shorten(_SEPARATORS.sub(" ", stem).strip(), 80)


def _shown(url: str) -> str:
    return shown_url(url) if web_url(url) else shorten(url, 80)
