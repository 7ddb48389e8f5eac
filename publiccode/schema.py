"""The kinds of values that the key table is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from publiccode.checks.fault import Check


class Form(StrEnum):
    """What a text value means; names the format in the JSON Schema and in the documentation."""

    TEXT = "text"
    VERSION = "version"
    URL = "url"
    HTTP_URL = "http-url"
    VIDEO = "video"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    LANGUAGE = "language"
    COUNTRY = "country"
    LICENSE = "license"
    MEDIA_TYPE = "media-type"
    ORGANISATION = "organisation-uri"
    SUPPORTED = "alias-or-uri"
    IPA_CODE = "ipa-code"
    FILE = "file"
    ENUM = "enum"


class Presence(StrEnum):
    """``section`` is a map that need not be written but has required members."""

    REQUIRED = "required"
    SECTION = "section"
    OPTIONAL = "optional"


class Speaks(StrEnum):
    """When a deprecated key is spoken of."""

    WHEN_PRESENT = "present"
    WHEN_FILLED = "filled"


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A scalar, kept as text. ``values`` is the closed list of an enum, ``known`` an open one."""

    form: Form = Form.TEXT
    check: Check | None = None
    values: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    least: int = 0
    most: int = 0
    extensions: frozenset[str] = frozenset()
    picture: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Flag:
    """A boolean."""


@dataclass(frozen=True, slots=True, eq=False)
class Many:
    """A list of at least ``least`` items. ``alone`` names the rule for a single value without a list,
    empty where that is as good as a list, None where it is a wrong type.
    """

    of: Value
    least: int = 0
    alone: str | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A map with known keys. ``cross`` names the rule between its members, if there is one."""

    keys: tuple[Key, ...]
    cross: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Languages:
    """A map from language tags to tables."""

    of: Table


Value = Text | Flag | Many | Table | Languages


@dataclass(frozen=True, slots=True, eq=False)
class Deprecation:
    """``since`` is the standard's version, ``instead`` the key that replaced it, if any.

    ``kind`` names the rule that speaks; ``upgraded`` says that ``riuso upgrade`` can do it.
    """

    since: str
    instead: str = ""
    speaks: Speaks = Speaks.WHEN_PRESENT
    kind: str = "deprecated"
    upgraded: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Key:
    """One key of a table. ``empty`` says whether an empty text satisfies a required key.

    ``absent`` names the rule that speaks where a required key is missing.
    """

    name: str
    value: Value
    presence: Presence = Presence.OPTIONAL
    deprecated: Deprecation | None = None
    empty: bool = True
    absent: str = "missing"
