"""Atom feeds (RFC 4287): what is new and what changed, in all and for the values of four facets."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from index.pages.entry_text import name_of, summary_of
from index.pages.links import INDEX, up
from index.pages.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.entry import Entry
    from index.pages.site import Site
    from index.pages.writing import Writer

FEED = "feed.atom"
NEW, CHANGED = "feeds/new.atom", "feeds/changed.atom"
FEEDS_OF = ("category", "country", "license", "publisher")
"""The facets whose every value has a feed, beside its list."""
_MOST = 25
_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"


@dataclass(frozen=True, slots=True)
class Feed:
    """``path`` is from the root of the language, as is ``page``, which shows the same to people."""

    path: str
    title: str
    page: str


def write_feeds(writer: Writer, site: Site) -> None:
    """Write all feeds of a language: no clock, the newest entry's time is the feed's."""
    listed = list(site.listed.values())
    new = Feed(NEW, site.say("New software"), INDEX)
    writer.file(new.path, _atom(new, _newest(listed), site, is_new=True))
    changed = Feed(CHANGED, site.say("New and changed software"), f"changes/{INDEX}")
    writer.file(changed.path, _atom(changed, _latest(listed), site))
    for asked, listing in site.listings.items():
        if len(asked) == 1 and asked[0][0] in FEEDS_OF:
            entries = [site.listed[one] for one in listing.ids if one in site.listed]
            feed = feed_of(asked[0][0], asked[0][1], site)
            if feed is not None:
                writer.file(feed.path, _atom(feed, _latest(entries), site))


def feed_of(facet: str, value: str, site: Site) -> Feed | None:
    """Return the feed of a facet's value, None where there is none."""
    path = site.value_path(facet, value) if facet in FEEDS_OF else None
    if path is None:
        return None
    return Feed(path.removesuffix(INDEX) + FEED, shorten(site.label(facet, value), 200), path)


def changed_at(entry: Entry) -> str:
    """Return when the version shown was first fetched: the last time the entry changed for a reader."""
    return max(entry.shown_fetched_at, entry.first_seen)


def _newest(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.first_seen, entry.id), reverse=True)[:_MOST]


def _latest(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (changed_at(entry), entry.id), reverse=True)[:_MOST]


def _atom(feed: Feed, entries: Sequence[Entry], site: Site, *, is_new: bool = False) -> bytes:
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": site.language})
    _text(root, "id", _identifier(site, feed.path))
    _text(root, "title", f"{feed.title} – {site.title}")
    times = [entry.first_seen if is_new else changed_at(entry) for entry in entries]
    _text(root, "updated", max(times, default=_NEVER))
    here = up(feed.path)
    _link(root, site.url(feed.path) or feed.path.rpartition("/")[2], "self", "application/atom+xml")
    _link(root, site.url(feed.page) or here + feed.page, "alternate", "text/html")
    ET.SubElement(root, "generator").text = "riuso"
    for entry, time in zip(entries, times, strict=True):
        _entry(root, entry, time, here, site)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _entry(root: ET.Element, entry: Entry, time: str, here: str, site: Site) -> None:
    made = ET.SubElement(root, "entry")
    path = site.software_path(entry.id) or ""
    _text(made, "id", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{entry.repository}#{entry.id}')}")
    _text(made, "title", name_of(entry))
    _text(made, "updated", time)
    _text(made, "published", entry.first_seen)
    _link(made, site.url(path) or here + path, "alternate", "text/html")
    author = ET.SubElement(made, "author")
    _text(author, "name", shorten(entry.publisher.name, 200) or entry.publisher.id)
    for category in entry.software.categories:
        term = {"term": category, "label": site.label("category", category)}
        ET.SubElement(made, "category", {key: shorten(value, 120) for key, value in term.items()})
    own = entry.software.description((site.language,))
    summary = summary_of(own)
    if summary:
        _text(made, "summary", summary)


def _identifier(site: Site, path: str) -> str:
    known = site.url(path) or f"{site.title}/{site.language}/{path}"
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, known)}"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, href: str, relation: str, kind: str) -> None:
    ET.SubElement(parent, "link", {"href": href, "rel": relation, "type": kind})
