"""A JSON Schema (draft 2020-12) from the key table, for editors and for tools without riuso.

What it accepts is what ``validate`` has no error for, as far as a schema can say. It can't look into SPDX,
BCP 47, iPA codes or files, and it counts code points where the standard counts letters as people see them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from publiccode.checks import version
from publiccode.keys import LATEST, TOP
from publiccode.schema import Deprecation, Flag, Form, Key, Languages, Many, Presence, Table, Text
from publiccode.vocabularies import COUNTRIES, SUPPORTS_ALIASES

if TYPE_CHECKING:
    from collections.abc import Callable

    from publiccode.schema import Value

Schema = dict[str, Any]

DRAFT = "https://json-schema.org/draft/2020-12/schema"

# A YAML reader gives numbers and booleans for plain words that the standard takes as text.
_SCALARS = ["string", "number", "boolean"]
_URI = "^[A-Za-z][A-Za-z0-9+.-]*:."
_HTTP = "^[Hh][Tt][Tt][Pp][Ss]?://[^/?#]"
_NEWER = r"^0\.(?:7\.[1-9][0-9]{0,3}|(?:[89]|[1-9][0-9]{1,3})(?:\.[0-9]{1,4})?)$"


def json_schema() -> Schema:
    """Return the schema as plain values, ready for ``json.dumps``."""
    return {
        "$schema": DRAFT,
        "title": f"publiccode.yml {LATEST}",
        "description": "Describes software for reuse by public administrations.",
        "$comment": "Made by riuso from its table of keys; `riuso validate` checks more.",
        **_table(TOP),
    }


def _value(value: Value) -> Schema:
    if isinstance(value, Text):
        return _text(value)
    if isinstance(value, Flag):
        return {"type": "boolean"}
    if isinstance(value, Many):
        return _many(value)
    if isinstance(value, Languages):
        return _languages(value)
    return _table(value)


def _table(table: Table) -> Schema:
    required = [key.name for key in table.keys if _is_required(key)]
    schema: Schema = {
        "type": "object",
        "properties": {key.name: _key(key) for key in table.keys},
        "additionalProperties": False,
    }
    if required:
        schema["required"] = required
    return schema | _CROSS.get(table.cross, {})


def _is_required(key: Key) -> bool:
    """Whether the lack of a key is an error; a section is required for what it must hold."""
    if key.presence is Presence.SECTION:
        return isinstance(key.value, Table) and any(map(_is_required, key.value.keys))
    return key.presence is Presence.REQUIRED and key.absent == "missing"


def _key(key: Key) -> Schema:
    schema = _value(key.value)
    if not key.empty and isinstance(key.value, Text) and "type" in schema:
        schema = {**schema, "minLength": max(1, schema.get("minLength", 0))}
    if not _is_required(key):
        schema = _or_null(schema)
    return schema | (_deprecation(key.deprecated) if key.deprecated else {})


def _deprecation(deprecation: Deprecation) -> Schema:
    since = f"Deprecated since {deprecation.since}" if deprecation.since else "About to be deprecated"
    instead = f"; use {deprecation.instead} instead" if deprecation.instead else ""
    return {"deprecated": True, "description": f"{since}{instead}."}


def _or_null(schema: Schema) -> Schema:
    """Return a schema that takes null as well: a key without a value counts as absent."""
    kind = schema.get("type")
    if kind is None or "enum" in schema:
        return {"anyOf": [schema, {"type": "null"}]}
    return {**schema, "type": [*(kind if isinstance(kind, list) else [kind]), "null"]}


def _many(value: Many) -> Schema:
    items = _value(value.of)
    if isinstance(value.of, Text) and value.of.check is None:
        items = _or_null(items)
    many: Schema = {"type": "array", "items": items}
    if value.least:
        many["minItems"] = value.least
    if value.alone is None:
        return many
    return {"anyOf": [many, _value(value.of)]}


def _languages(value: Languages) -> Schema:
    """One language at least; the longer texts in at least one of them."""
    table = _table(value.of)
    somewhere = [key.name for key in value.of.keys if key.absent == "missing-in-language"]
    return {
        "type": "object",
        "minProperties": 1,
        "propertyNames": _language(Text()),
        "additionalProperties": table,
        "allOf": [_somewhere(name) for name in somewhere],
    }


def _somewhere(name: str) -> Schema:
    """Not every member is without the key: which says that one has it."""
    present = {"type": "object", "required": [name], "properties": {name: {"not": {"type": "null"}}}}
    return {"not": {"additionalProperties": {"not": present}}}


def _text(text: Text) -> Schema:
    schema = _FORMS[text.form](text)
    if text.known:
        schema = {"anyOf": [{"enum": list(text.known)}, schema]}
    if text.most:
        schema["maxLength"] = text.most
    if text.least:
        schema["minLength"] = text.least
    return schema


def _string(**more: Any) -> Callable[[Text], Schema]:
    return lambda _: {"type": "string", **more}


def _scalar(_: Text) -> Schema:
    return {"type": list(_SCALARS)}


def _version(_: Text) -> Schema:
    known = sorted(version.CURRENT | version.OLDER | version.NOT_IN_REFERENCE)
    return {"type": "string", "anyOf": [{"enum": known}, {"pattern": _NEWER}], "default": "0"}


def _language(_: Text) -> Schema:
    return {"type": "string", "pattern": "^[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*$"}


def _country(_: Text) -> Schema:
    lower = {"enum": [code.lower() for code in COUNTRIES], "deprecated": True}
    return {"type": "string", "anyOf": [{"enum": list(COUNTRIES)}, lower]}


def _enum(text: Text) -> Schema:
    numbers = [float(value) for value in text.values if value[:1].isdigit()]
    return {"enum": [*text.values, *numbers]}


def _supported(_: Text) -> Schema:
    aliases = [f"alias:{name}" for name in SUPPORTS_ALIASES]
    other = {"pattern": _URI, "not": {"pattern": "^alias:"}}
    return {"type": "string", "anyOf": [{"enum": aliases}, other]}


def _file(text: Text) -> Schema:
    """Return what takes a URL or a relative path; the path's ending in any letter case."""
    if not text.extensions:
        return {"type": "string", "pattern": "^(?!/|file:)"}
    endings = sorted(text.extensions | ({".jpeg"} if ".jpg" in text.extensions else set()))
    cased = "|".join("".join(f"[{letter}{letter.upper()}]" for letter in ending[1:]) for ending in endings)
    empty = "^$|" if text.picture else ""
    path = rf"^(?!/|file:)(?![A-Za-z][A-Za-z0-9+.-]*:).*\.(?:{cased})$"
    return {"type": "string", "pattern": f"{empty}^(?!file:)[A-Za-z][A-Za-z0-9+.-]*:|{path}"}


_FORMS: dict[Form, Callable[[Text], Schema]] = {
    Form.TEXT: _scalar,
    Form.PHONE: _scalar,
    Form.VERSION: _version,
    Form.URL: _string(format="uri", pattern=_URI),
    Form.HTTP_URL: _string(format="uri", pattern=_HTTP),
    Form.VIDEO: _string(format="uri", pattern=_HTTP),
    Form.DATE: _string(format="date", pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
    Form.EMAIL: _string(format="email", pattern="^[^@]+@[^@]+$"),
    Form.LANGUAGE: _language,
    Form.COUNTRY: _country,
    Form.LICENSE: _string(minLength=1),
    Form.MEDIA_TYPE: _string(pattern="^ *[A-Za-z0-9][^/ ]*/[A-Za-z0-9][^/ ]* *$"),
    Form.ORGANISATION: _string(format="uri", pattern=_URI),
    Form.SUPPORTED: _supported,
    Form.IPA_CODE: _scalar,
    Form.FILE: _file,
    Form.ENUM: _enum,
}

_PRESENT = {"not": {"type": "null"}}


def _with(name: str) -> Schema:
    return {"required": [name], "properties": {name: _PRESENT}}


def _if_type(types: list[str], then: Schema) -> Schema:
    return {"if": {"required": ["type"], "properties": {"type": {"enum": types}}}, "then": then}


_CROSS: dict[str, Schema] = {
    "maintenance": {
        "allOf": [
            _if_type(["contract"], _with("contractors")),
            _if_type(["internal", "community"], _with("contacts")),
            _if_type(["internal", "community", "none"], {"not": _with("contractors")}),
        ]
    },
    "funder": {"anyOf": [_with("name"), _with("uri")]},
    "top": {"not": {"allOf": [_with("it"), _with("IT")]}},
}
"""What the rules between the members of a table say, by their names in the key table."""
