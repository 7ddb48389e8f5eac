"""What the formats for machines have in common: addresses, texts by language, licences, of an entry."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from index.pages.entry_text import source_url
from index.pages.links import INDEX, segment, web_url
from index.pages.text import clean
from index.pages.wording import language_tag
from publiccode.spdx import is_expression, license_id

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from index.entry import Entry
    from index.export.options import ExportOptions
    from publiccode.software import Description, Software

_URN = re.compile(r"(?i)urn:[a-z0-9][a-z0-9-]{1,31}:[a-z0-9()+,\-.:=@;$_!*/~%]{1,500}")


@dataclass(frozen=True, slots=True)
class Licence:
    """``expression`` is what the file says; ``id`` is set where it is the id of one SPDX licence."""

    expression: str
    id: str | None


def line(text: str | None) -> str:
    """Return a text on one line without what is not there to be read; nothing is cut off."""
    return " ".join(clean(text or "").split())


def iri(value: str | None) -> str | None:
    """Return ``value`` where it can name a thing: a URL of the web without secrets, or a URN."""
    if value and _URN.fullmatch(value):
        return value
    return web_url(value)


def day(value: str | None) -> str | None:
    """Return the day of a date or time, None where there is none."""
    try:
        return date.fromisoformat((value or "")[:10]).isoformat()
    except ValueError:
        return None


def page_url(entry: Entry, options: ExportOptions) -> str | None:
    """Return the address of the software's page, None where that of the pages is not known."""
    base = web_url(options.base_url)
    return f"{base.rstrip('/')}/software/{segment(entry.id)}/{INDEX}" if base else None


def subject(entry: Entry, options: ExportOptions) -> str | None:
    """Return what names the software: what its page here is about, else its repository.

    None for a local folder where that of the pages is not known.
    """
    page = page_url(entry, options)
    return f"{page}#software" if page else source_url(entry)


def licence_of(software: Software) -> Licence | None:
    """Return the licence as the file states it, an expression whole; None where it states none."""
    text = line(software.license)
    if not text:
        return None
    known = license_id(text) if is_expression(text) and " " not in text else None
    # A tolerated suffix (EUPL-1.2-or-later) gives the id without it, which says less than the file does.
    same = known is not None and (known.lower() == text.lower() or known.endswith(("-only", "-or-later")))
    return Licence(text, known if same else None)


def texts(software: Software, get: Callable[[Description], str | None]) -> Mapping[str, str]:
    """Return a text by language, in the file's order; a tag that is none leaves its text out."""
    found: dict[str, str] = {}
    for description in software.descriptions:
        tag, text = language_tag(description.language), clean(get(description) or "").strip()
        if tag and text:
            found.setdefault(tag, text)
    return found


def summary(description: Description) -> str | None:
    """Return what a description says in short, else at length."""
    return description.short_description or description.long_description or description.generic_name
