"""From what publishers of lists publish to the compact lists that riuso reads."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from publiccode.data import IPA_CODES, OEMBED_PATTERNS, date_of, lines, source_of, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_CODE = re.compile(r"[A-Za-z0-9_-]{1,20}")
_CODE_COLUMNS = ("codice_ipa", "cod_amm", "ipa")
"""How IndicePA and those who take its data over call the column, in lower case."""
_PATTERN = re.compile(r"[a-z][a-z0-9+.-]*:\S.{0,500}")
_LEAST_KEPT = 0.8
"""A list that lost more than a fifth of its values at once is rather cut off than shorter."""


class UnusableListError(ValueError):
    """Raised where a source holds no list that can take the place of the one there is."""


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What there is to say of a list; ``state`` is the day it was fetched (``YYYY-MM-DD``)."""

    name: str
    title: str
    entries: int
    source: str
    state: str


@dataclass(frozen=True, slots=True)
class Kind:
    """One list: its file, what it holds, how it is read from a source and written."""

    file: str
    title: str
    read: Callable[[str], Iterable[str]]
    order: Callable[[Iterable[str]], Iterable[str]]


def refreshed(name: str, text: str, source: str, today: date, *, accept_drop: bool = False) -> str:
    """Return the compact list that a source's text gives. Values and order are those of the source.

    Raises :class:`UnusableListError` for a text that holds no such list, and, unless ``accept_drop``, where
    more than a fifth of the present values would vanish.
    """
    kind = KINDS[name]
    values = list(kind.order(kind.read(text)))
    if not values:
        raise UnusableListError(f"holds no {kind.title}: expected {_EXPECTED[name]}")
    before = set(lines(kind.file))
    kept = len(before & set(values))
    if kept < _LEAST_KEPT * len(before) and not accept_drop:
        raise UnusableListError(
            f"lacks {len(before) - kept:,} of the {len(before):,} values there are now; is it whole? "
            "--accept-drop takes it all the same"
        )
    named = " ".join(source.split())
    return f"# {kind.title}.\n# Source: {named}, state of {today:%Y-%m-%d}.\n" + "".join(
        f"{value}\n" for value in values
    )


def facts(name: str) -> ListFacts:
    """Return what there is to say of the list in use."""
    kind = KINDS[name]
    text = text_of(kind.file)
    return ListFacts(name, kind.title, len(lines(kind.file)), source_of(text), date_of(text))


def _codes(text: str) -> Iterator[str]:
    """Read a list of codes: one a line, a CSV table, or JSON (a list, or an IndicePA table)."""
    head = text.lstrip()[:1]
    found = _codes_in_json(_json(text)) if head and head in "[{" else _codes_in_lines(text)
    return (code.lower() for one in found if _CODE.fullmatch(code := one.strip()))


def _codes_in_json(data: Any) -> Iterator[str]:
    if isinstance(data, dict) and isinstance(data.get("records"), list):
        names = [str(one.get("id")) for one in data.get("fields", ()) if isinstance(one, dict)]
        rows = [
            dict(zip(names, row, strict=False)) if isinstance(row, list) else row for row in data["records"]
        ]
        yield from _codes_in_json(rows)
    elif isinstance(data, list):
        for one in data:
            code = _column(one) if isinstance(one, dict) else one
            if isinstance(code, str):
                yield code


def _codes_in_lines(text: str) -> Iterator[str]:
    head = text.lstrip("\ufeff").partition("\n")[0]
    if not any(sign in head for sign in ",;\t"):
        yield from (line for line in text.splitlines() if not line.startswith("#"))
        return
    sign = max(",;\t", key=head.count)
    try:
        for row in csv.DictReader(text.lstrip("\ufeff").splitlines(), delimiter=sign):
            code = _column(row)
            if isinstance(code, str):
                yield code
    except csv.Error as error:
        raise UnusableListError(f"is no table that can be read: {error}") from error


def _column(row: dict[str, Any]) -> Any:
    named = {str(key).strip().lower(): value for key, value in row.items()}
    return next((named[name] for name in _CODE_COLUMNS if name in named), None)


def _patterns(text: str) -> Iterator[str]:
    """Read URL patterns: the oEmbed registry's JSON, a JSON list of patterns, or one a line."""
    head = text.lstrip()[:1]
    found = _patterns_in_json(_json(text)) if head == "[" else iter(text.splitlines())
    return (one.strip() for one in found if _PATTERN.fullmatch(one.strip()))


def _patterns_in_json(data: Any) -> Iterator[str]:
    for one in data:
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            for endpoint in one.get("endpoints") or ():
                schemes = endpoint.get("schemes") if isinstance(endpoint, dict) else None
                yield from (scheme for scheme in schemes or () if isinstance(scheme, str))


def _json(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        raise UnusableListError(f"is no JSON that can be read: {error}") from error


def _in_order(values: Iterable[str]) -> list[str]:
    return sorted(set(values))


KINDS: dict[str, Kind] = {
    "ipa": Kind(
        IPA_CODES, "Codes of the Italian public administrations (IndicePA), lower case", _codes, _in_order
    ),
    "oembed": Kind(
        OEMBED_PATTERNS,
        "URL patterns of the oEmbed providers; * stands for any text, also none",
        _patterns,
        dict.fromkeys,
    ),
}
"""The lists by the name that a person calls them."""

_EXPECTED = {
    "ipa": "a code a line, or CSV or JSON with a column Codice_IPA",
    "oembed": "the registry's providers.json, or a pattern a line",
}
