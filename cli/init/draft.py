"""The values of a new publiccode.yml, by their paths: what was found, and what is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cli.init.document import written
from cli.words import NEWEST, TRANSLATIONS
from publiccode.keys import TOP
from publiccode.schema import Languages, Many, Table
from publiccode.validate import validate

if TYPE_CHECKING:
    from cli.init.facts import Facts, Seen
    from cli.words import Words
    from publiccode.problem import Problem
    from publiccode.schema import Value

Path = tuple[str, ...]
Values = dict[str, Any]
"""Nested as in the file: maps, lists, texts, booleans, and what is to do."""

Found = dict[Path, tuple[Any, str]]
"""Values by their paths, each with where it was seen."""


def found(facts: Facts, say: Words) -> Found:
    """Return what can be written without asking."""
    language = facts.description_language
    known: Found = {("publiccodeYmlVersion",): ("0", say(NEWEST))}
    single: list[tuple[Path, Seen | None]] = [
        (("name",), facts.name),
        (("url",), facts.url),
        (("landingURL",), facts.landing_url),
        (("softwareVersion",), facts.version),
        (("releaseDate",), facts.release_date),
        (("logo",), facts.logo),
        (("legal", "license"), facts.licenses[0] if len(facts.licenses) == 1 else None),
        (("legal", "mainCopyrightOwner"), facts.copyright_owner),
    ]
    if language:
        single += [
            (("description", language, "shortDescription"), facts.short_description),
            (("description", language, "longDescription"), facts.long_description),
        ]
        if facts.features:
            known["description", language, "features"] = (facts.features, "README")
    if len(facts.languages) > 1:
        known["localisation", "localisationReady"] = (True, say(TRANSLATIONS))
        known["localisation", "availableLanguages"] = (facts.languages, say(TRANSLATIONS))
    known |= {path: (seen.value, seen.where) for path, seen in single if seen is not None}
    return {path: known[path] for path in sorted(known, key=_order) if not faults(path, known[path][0])}


def faults(path: Path, value: object, language: str = "en") -> list[Problem]:
    """Return what the validator has against one value, its place aside."""
    key = ".".join(path)
    problems = validate(written(nested({path: value})), language=language).problems
    # What is missing beside it has the key of another value, or of this one's parent.
    return [problem for problem in problems if problem.key.startswith(key) and "/missing" not in problem.code]


def nested(flat: dict[Path, Any]) -> Values:
    """Return values by their paths as nested maps, in the order of the standard's key table."""
    values: Values = {}
    for path in sorted(flat, key=_order):
        place = values
        for part in path[:-1]:
            place = place.setdefault(part, {})
        place[path[-1]] = flat[path]
    return values


def _order(path: Path) -> tuple[int, ...]:
    order = []
    value: Value = TOP
    for part in path:
        while isinstance(value, Many):
            value = value.of
        if isinstance(value, Languages):
            value = value.of
            order.append(0)
        elif isinstance(value, Table):
            names = [key.name for key in value.keys]
            order.append(names.index(part))
            value = value.keys[names.index(part)].value
    return tuple(order)
