"""Lists as documents: JSON, CSV, YAML or text, and the URLs in them."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.lists.entry import ListError
from crawler.source import Format
from publiccode.loader import Limits, load
from publiccode.nodes import Mapping, Scalar, Sequence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crawler.source import ListForm
    from publiccode.nodes import Node

MAX_BYTES = 64 * 1024 * 1024
"""The largest inventory seen, of an agency with 5,800 entries, has some 20 MB."""
MAX_ENTRIES = 200_000
_LIMITS = Limits(bytes=MAX_BYTES, depth=60, values=4_000_000)

_BY_SUFFIX = {
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".yml": Format.YAML,
    ".yaml": Format.YAML,
    ".txt": Format.TEXT,
}
_BY_TYPE = (
    ("json", Format.JSON),
    ("csv", Format.CSV),
    ("tab-separated", Format.CSV),
    ("yaml", Format.YAML),
    ("text/plain", Format.TEXT),
)
_DELIMITERS = ",;\t|"
_URL = re.compile(r"(?:https?://|git@)\S+")
_BROKEN_URL = re.compile(
    r'"(?:repositoryURL|repository|repoURL)"\s*:\s*"(https?://[^"\s\\]{4,500})"', re.IGNORECASE
)


def urls_of(data: bytes, form: ListForm, url: str, media_type: str = "") -> tuple[str, ...]:
    """Return the URLs that a list names, each once; raise :class:`ListError`."""
    kind = form.format or format_of(url, media_type, data)
    if form.column is not None or kind is Format.CSV:
        found = _column(decode(data), form.column)
    elif kind is Format.TEXT:
        found = [line.split()[0] for line in decode(data).splitlines() if _URL.match(line.strip())]
    else:
        document = read_json(data) if kind is Format.JSON else read_yaml(data)
        found = _at(document, form.path)
    urls = tuple(dict.fromkeys(text for one in found if isinstance(one, str) and (text := one.strip())))
    if len(urls) > MAX_ENTRIES:
        raise ListError(f"the list names {len(urls)} URLs; riuso takes {MAX_ENTRIES}")
    return urls


def format_of(url: str, media_type: str, data: bytes) -> Format:
    """Tell the format of a list by its name, its media type, or how it begins."""
    suffix = PurePosixPath(urlsplit(url).path).suffix.lower()
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    named = next((form for word, form in _BY_TYPE if word in media_type.lower()), None)
    if named is not None and named is not Format.TEXT:
        return named
    return Format.JSON if data.lstrip()[:1] in {b"{", b"["} else Format.TEXT


def decode(data: bytes) -> str:
    """Return a document as text; what is not UTF-8 was written by an old Windows."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def read_json(data: bytes) -> Any:
    """Return the value of a JSON text; raise :class:`ListError`."""
    try:
        # Line breaks and tabs in strings are no JSON, and in every tenth inventory.
        return json.loads(decode(data), strict=False)
    except (ValueError, RecursionError) as error:
        raise ListError(f"not JSON: {error}") from error


def read_yaml(data: bytes) -> Any:
    """Return the value of a YAML text, scalars as text; raise :class:`ListError`."""
    document = load(data, _LIMITS)
    if document.root is None:
        problem = document.problems[0] if document.problems else None
        raise ListError(
            f"not YAML: line {problem.line}: {problem.description}" if problem else "the list is empty"
        )
    return _plain(document.root)


def urls_in_broken(data: bytes) -> tuple[str, ...]:
    """Return the repositories that a code.json names that is no JSON: cut off, or a comma too many."""
    return tuple(dict.fromkeys(found[1] for found in _BROKEN_URL.finditer(decode(data))))


def _plain(node: Node) -> Any:
    if isinstance(node, Mapping):
        return {key.value: _plain(value) for key, value in node}
    if isinstance(node, Sequence):
        return [_plain(item) for item in node]
    return None if node.is_null or not isinstance(node, Scalar) else node.value


def _at(document: Any, path: str | None) -> Iterable[Any]:
    if path is not None:
        import jsonpath  # noqa: PLC0415 - of use only where a list has a path

        try:
            return jsonpath.findall(path, document)
        except (jsonpath.JSONPathError, RecursionError) as error:
            raise ListError(f"the path {path} can't be followed: {error}") from error
    if isinstance(document, list) and all(isinstance(one, str) for one in document):
        return document
    raise ListError("where its URLs are can't be told: add 'path:', as in $.projects[*].url")


def _column(text: str, column: str | None) -> Iterable[str]:
    first = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if row]
    except csv.Error as error:
        raise ListError(f"not CSV: {error}") from error
    if not rows:
        return []
    heading = [name.strip().lower() for name in rows[0]]
    if column is None:
        place = next((place for row in rows for place, cell in enumerate(row) if _URL.match(cell.strip())), 0)
    elif column.lower() in heading:
        place = heading.index(column.lower())
    else:
        raise ListError(f"there is no column {column}; there are {', '.join(heading)[:200]}")
    return [row[place] for row in rows if place < len(row) and _URL.match(row[place].strip())]
