"""Every code there can be: each key of the table with each rule that its value can break."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from publiccode.keys import OLD_KEYS, TOP
from publiccode.links import Purpose, purpose_of
from publiccode.rules import RULES
from publiccode.schema import Flag, Form, Key, Languages, Many, Presence, Table, Text, Value

if TYPE_CHECKING:
    from collections.abc import Iterator

_URL = ("not-parsable", "not-a-url")
_PAGE = ("not-parsable", "not-an-http-url")
_LANGUAGE = ("not-a-language", "unregistered-language", "not-quoted")
_PLACES = ("absolute-path", "file-url", "outside-repository", "not-a-file", "not-found")

_KINDS: dict[Form, tuple[str, ...]] = {
    Form.TEXT: ("not-quoted",),
    Form.PHONE: ("not-quoted",),
    Form.VERSION: (
        "older-version",
        "old-version",
        "newer-version",
        "unknown-version",
        "version-not-quoted",
        "version-in-block",
    ),
    Form.URL: _URL,
    Form.HTTP_URL: _PAGE,
    Form.VIDEO: (*_PAGE, "not-embeddable"),
    Form.DATE: ("not-a-date",),
    Form.EMAIL: ("not-an-email",),
    Form.LANGUAGE: _LANGUAGE,
    Form.COUNTRY: ("not-a-country", "lower-case-country", "not-quoted"),
    Form.LICENSE: ("not-spdx",),
    Form.MEDIA_TYPE: ("not-a-media-type",),
    Form.ORGANISATION: ("not-a-uri", "uncommon-uri", "unknown-ipa-code"),
    Form.SUPPORTED: ("not-a-uri", "uncommon-uri", "unknown-alias"),
    Form.IPA_CODE: ("unknown-ipa-code",),
    Form.FILE: _PLACES,
    Form.ENUM: ("unknown-value", "enum-not-quoted"),
}
_AWAY = ("not-answered", "not-public")
_REMOTE: dict[Purpose | None, tuple[str, ...]] = {
    None: (),
    Purpose.PAGE: ("unreachable", *_AWAY, "moved"),
    Purpose.REPOSITORY: ("unreachable", *_AWAY, "moved", "not-a-repository"),
    Purpose.PICTURE: ("unreachable", *_AWAY, "not-a-picture", "not-a-png"),
    Purpose.NAME: ("lost", *_AWAY),
}
_CROSS: dict[str, tuple[str, ...]] = {
    "maintenance": (
        "maintenance.contractors/missing-for-type",
        "maintenance.contractors/not-with-this-type",
        "maintenance.contractors/not-without-contract",
        "maintenance.contacts/missing-for-type",
    ),
    "contractor": ("maintenance.contractors.until/past",),
    "funder": ("fundedBy.uri/missing",),
    "top": ("it/given-twice", "url/other-repository", "url/unusual-scheme"),
}


@cache
def codes() -> tuple[str, ...]:
    """Return every code, those of the whole file first, then in the order of the key table."""
    whole = [kind for kind in RULES if kind.startswith("file/")]
    return tuple(dict.fromkeys([*whole, *_table(TOP, "")]))


def _table(table: Table, path: str) -> Iterator[str]:
    yield f"{path or 'file'}/unknown-key"
    if any(old.rpartition(".")[0] == path for old in OLD_KEYS):
        yield f"{path or 'file'}/old-key"
    for key in table.keys:
        inner = f"{path}.{key.name}" if path else key.name
        yield from _key(key, inner)
        yield from _value(key.value, "IT" if inner == "it" else inner)
    yield from _CROSS.get(table.cross, ())


def _key(key: Key, path: str) -> Iterator[str]:
    if key.presence is Presence.REQUIRED:
        yield f"{path}/{key.absent}"
        yield f"{path}/empty"
        if key.absent == "missing-in-language":
            yield f"{path}/missing"
    if key.deprecated is not None:
        yield f"{path}/{key.deprecated.kind}"


def _value(value: Value, path: str) -> Iterator[str]:
    yield f"{path}/wrong-type"
    if isinstance(value, Text):
        yield from (f"{path}/{kind}" for kind in _text(value))
        yield from (f"{path}/{kind}" for kind in _REMOTE[purpose_of(value, path)])
        if value.check is not None and value.form not in {Form.TEXT, Form.VERSION, Form.URL}:
            yield f"{path}/empty-value"
    elif isinstance(value, Flag):
        yield f"{path}/not-a-boolean"
    elif isinstance(value, Many):
        if value.least:
            yield f"{path}/empty"
        if value.alone:
            yield f"{path}/{value.alone}"
        if isinstance(value.of, Text) and value.of.check is None:
            yield f"{path}/empty-item"
        yield from _value(value.of, path)
    elif isinstance(value, Languages):
        yield from (f"{path}/{kind}" for kind in _LANGUAGE)
        yield from _table(value.of, path)
    else:
        yield from _table(value, path)


def _text(text: Text) -> Iterator[str]:
    for kind in _KINDS[text.form]:
        if kind != "enum-not-quoted" or any(value[:1].isdigit() for value in text.values):
            yield kind
    if text.most:
        yield "too-long"
    if text.least:
        yield "too-short"
    if text.extensions:
        yield from ("wrong-extension", "remote-extension")
    if ".jpg" in text.extensions:
        yield "jpeg-extension"
    if text.picture:
        yield "not-a-png"
