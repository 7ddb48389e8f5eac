"""A watch as text, as a page and as an Atom feed (RFC 4287)."""

from __future__ import annotations

import uuid
from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import jinja2

from index.facets import FACETS
from index.history.told import ENDING, told
from index.labels import label
from index.messages import msg
from index.pages.site import FACET_LABELS
from index.watch.watch import EventKind, Why

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from index.history.changes import ContractEnd
    from index.pages.wording import Wording
    from index.watch.watch import Event, Seen, Watch

NOTHING = msg("Nothing happened since this watch first looked.")
_KINDS: Mapping[EventKind, str] = {
    EventKind.NEW: msg("new"),
    EventKind.CHANGED: msg("changed"),
    EventKind.LOST: msg("lost"),
}
_WHY: Mapping[Why, str] = {
    Why.ANSWERS: msg("now answers this search"),
    Why.TAKEN_OUT: msg("taken out of the catalogue"),
    Why.VANISHED: msg("gone: its repository, or its file, is no longer there"),
    Why.COPY: msg("now shown with the software it is a copy of"),
    Why.NO_ANSWER: msg("no longer answers this search"),
}
_ATOM = "http://www.w3.org/2005/Atom"


def summary(watch: Watch, seen: Seen, wording: Wording) -> str:
    """Return what is watched, in a line."""
    asked = "; ".join(_asked(watch, wording)) or wording.say("everything")
    return wording.say(
        "{asked}: {number} software on {date}",
        asked=asked,
        number=wording.number(len(seen.found)),
        date=wording.date(seen.until),
    )


def _asked(watch: Watch, wording: Wording) -> Iterator[str]:
    if watch.text:
        yield f"“{watch.text}”"
    for name, values in sorted(watch.filters.items()):
        yield wording.say(
            "{facet}: {values}", facet=_facet(name, wording), values=_values(name, values, wording)
        )
    for name, values in sorted(watch.excluded.items()):
        told = _values(name, values, wording)
        yield wording.say("not {facet}: {values}", facet=_facet(name, wording), values=told)
    if watch.near:
        yield wording.say("within {km} km of {place}", km=wording.number(watch.km), place=watch.near)


def _facet(name: str, wording: Wording) -> str:
    return wording.say(FACET_LABELS.get(name) or (FACETS[name].label if name in FACETS else name))


def _values(name: str, values: Iterable[str], wording: Wording) -> str:
    either = wording.say("or")
    return f" {either} ".join(label(name, value, wording.language) for value in values)


def happened(event: Event, wording: Wording) -> str:
    """Return what an event is about, in a line."""
    if event.change is not None:
        return clean(told(event.change, wording))
    return wording.say(_WHY[event.why]) if event.why is not None else ""


def as_text(watch: Watch, seen: Seen, ending: Sequence[ContractEnd], wording: Wording) -> str:
    """Return the digest as plain text."""
    lines = [watch.name, clean(summary(watch, seen, wording)), ""]
    for day, events in _by_day(seen):
        lines.append(wording.date(day))
        lines += [f"  {_title(event, wording)} - {happened(event, wording)}" for event in events]
    if not seen.events:
        lines.append(wording.say(NOTHING))
    if ending:
        lines += ["", wording.say(ENDING)]
        lines += [
            f"  {wording.date(one.until)}: {clean(one.name)} - {clean(one.contractor)}" for one in ending
        ]
    return "\n".join(lines) + "\n"


def as_html(watch: Watch, seen: Seen, ending: Sequence[ContractEnd], wording: Wording) -> str:
    """Return the digest as a page of its own: no script, nothing from elsewhere."""
    environment = jinja2.Environment(
        autoescape=True, loader=jinja2.PackageLoader("index.watch"), undefined=jinja2.StrictUndefined
    )
    template = environment.get_template("digest.html")
    return template.render(
        watch=watch,
        summary=summary(watch, seen, wording),
        days=_by_day(seen),
        ending=ending,
        safe=is_web,
        kind=lambda event: wording.say(_KINDS[event.kind]),
        happened=lambda event: happened(event, wording),
        date=wording.date,
        lang=wording.language,
        nothing=wording.say(NOTHING),
        ending_title=wording.say(ENDING),
    )


def as_atom(watch: Watch, seen: Seen, wording: Wording) -> bytes:
    """Return the events as a feed: no clock, the newest event's time is the feed's."""
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": wording.language})
    feed = f"riuso:watch:{watch.name}:{watch.added}:{wording.language}"
    _text(root, "id", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, feed)}")
    _text(root, "title", f"{watch.name}: {summary(watch, seen, wording)}")
    _text(root, "updated", max((event.when for event in seen.events), default=seen.until))
    author = ET.SubElement(root, "author")
    _text(author, "name", "riuso")
    for event in seen.events:
        item = ET.SubElement(root, "entry")
        what = event.change.kind if event.change else event.why
        named = f"{feed}:{event.when}:{event.kind}:{event.software}:{what}"
        _text(item, "id", f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, named)}")
        _text(item, "title", _title(event, wording))
        _text(item, "updated", event.when)
        _text(item, "summary", happened(event, wording))
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


def _title(event: Event, wording: Wording) -> str:
    return f"{wording.say(_KINDS[event.kind])}: {clean(event.name)}"


def _by_day(seen: Seen) -> list[tuple[str, list[Event]]]:
    return [(day, list(events)) for day, events in groupby(seen.events, key=lambda event: event.when[:10])]


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = clean(text)
