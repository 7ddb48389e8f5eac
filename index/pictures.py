"""The pictures that a software's file names: where each of them is."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from publiccode.links import file_address
from publiccode.pictures import PictureUse, WantedPicture

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.entry import Entry

_FILES = (".yml", ".yaml")


def screenshots(entry: Entry) -> dict[str, str]:
    """Return the screenshots in all languages, each once: what the file says, by the address that it means.

    What is in no place that a browser can reach is left out.
    """
    named = (shot for description in entry.software.descriptions for shot in description.screenshots)
    found: dict[str, str] = {}
    for shot in named:
        address = picture_address(entry, shot)
        if address is not None:
            found.setdefault(address, shot)
    return found


def logo(entry: Entry) -> str | None:
    """Return the address of the logo, None where the file names none that a browser can reach."""
    return picture_address(entry, entry.software.logo) if entry.software.logo else None


def picture_address(entry: Entry, value: str) -> str | None:
    """Return the address of a picture; one that is named by its path lies beside the file it is named in."""
    return file_address(value.strip(), _base(entry))


def wanted_pictures(entries: Iterable[Entry], most: int | None = None) -> tuple[WantedPicture, ...]:
    """Return the pictures that shown software names, of each its logo and the first ``most`` screenshots.

    Mirrors and forks are never a result, and name what their original names.
    """
    return tuple(one for entry in entries if not entry.hidden for one in _wanted(entry, most))


def _wanted(entry: Entry, most: int | None) -> Iterator[WantedPicture]:
    near = tuple(dict.fromkeys(filter(None, map(_host, (entry.repository, entry.raw_url or "")))))
    sign = logo(entry)
    if sign is not None:
        yield WantedPicture(PictureUse.LOGO, sign, entry.id, near)
    for shot in list(screenshots(entry))[:most]:
        yield WantedPicture(PictureUse.SCREENSHOT, shot, entry.id, near)


def _base(entry: Entry) -> str | None:
    """Return where the file itself is; a list that carries its text tells where the list has it instead."""
    parts = urlsplit(entry.raw_url or "")
    is_file = parts.scheme in {"http", "https"} and parts.path.lower().endswith(_FILES)
    return entry.raw_url if is_file else None


def _host(url: str) -> str:
    parts = urlsplit(url)
    return parts.netloc.lower() if parts.scheme in {"http", "https"} else ""
