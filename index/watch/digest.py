"""A watch as text, as a page and as an Atom feed (RFC 4287)."""

from __future__ import annotations

import uuid
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import jinja2

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.history.changes import ContractEnd
    from index.watch.watch import Event, Seen, Watch

_ATOM = "http://www.w3.org/2005/Atom"


def summary(watch: Watch, seen: Seen) -> str:
    """Return what is watched, in a line."""
    filters = [f"{name}: {' or '.join(values)}" for name, values in sorted(watch.filters.items())]
    filters += [f"not {name}: {' or '.join(values)}" for name, values in sorted(watch.excluded.items())]
    asked = "; ".join([f"“{watch.text}”"] * bool(watch.text) + filters) or "everything"
    return f"{asked}: {len(seen.found)} software on {seen.until[:10]}"


def as_text(watch: Watch, seen: Seen, ending: Sequence[ContractEnd]) -> str:
    """Return the digest as plain text."""
    lines = [watch.name, summary(watch, seen), ""]
    for day, events in _by_day(seen):
        lines.append(day)
        lines += [f"  {event.kind.value}: {clean(event.name)} - {clean(event.told)}" for event in events]
    if not seen.events:
        lines.append("Nothing happened since this watch first looked.")
    if ending:
        lines += ["", "Maintenance contracts that end within six months"]
        lines += [f"  {one.until}: {clean(one.name)} - {clean(one.contractor)}" for one in ending]
    return "\n".join(lines) + "\n"


def as_html(watch: Watch, seen: Seen, ending: Sequence[ContractEnd]) -> str:
    """Return the digest as a page of its own: no script, nothing from elsewhere."""
    environment = jinja2.Environment(
        autoescape=True, loader=jinja2.PackageLoader("index.watch"), undefined=jinja2.StrictUndefined
    )
    template = environment.get_template("digest.html")
    return template.render(
        watch=watch, summary=summary(watch, seen), days=_by_day(seen), ending=ending, safe=is_web
    )


def as_atom(watch: Watch, seen: Seen) -> bytes:
    """Return the events as a feed: no clock, the newest event's time is the feed's."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _text(root, "id", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'riuso:watch:{watch.name}:{watch.added}')}")
    _text(root, "title", f"{watch.name}: {summary(watch, seen)}")
    _text(root, "updated", max((event.when for event in seen.events), default=seen.until))
    author = ET.SubElement(root, "author")
    _text(author, "name", "riuso")
    for event in seen.events:
        item = ET.SubElement(root, "entry")
        named = f"{watch.name}:{event.when}:{event.kind}:{event.software}:{event.told}"
        _text(item, "id", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, named)}")
        _text(item, "title", f"{event.kind.value}: {event.name}")
        _text(item, "updated", event.when)
        _text(item, "summary", event.told)
        if is_web(event.repository):
            ET.SubElement(item, "link", {"href": event.repository, "rel": "alternate"})
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def is_web(url: str) -> bool:
    return url.startswith(("https://", "http://"))


def clean(text: str) -> str:
    """Return ``text`` without what no XML, page or terminal should be given: control characters."""
    return "".join(c if c.isprintable() else " " for c in text)


def _by_day(seen: Seen) -> list[tuple[str, list[Event]]]:
    return [(day, list(events)) for day, events in groupby(seen.events, key=lambda event: event.when[:10])]


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = clean(text)
