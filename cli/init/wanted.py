"""The keys that every file needs: what to ask for, what to propose, what an example looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cli.init.document import Todo, scalar
from cli.init.draft import Found, Path
from publiccode.vocabularies import DEVELOPMENT_STATUSES, MAINTENANCE_TYPES, PLATFORMS, SOFTWARE_TYPES

if TYPE_CHECKING:
    from pathlib import Path as Folder

    from cli.init.facts import Facts

NO_LANGUAGE = "en"
"""The language of the example lines of a description where the language is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One required key. ``parse`` makes the value of what was typed; ``choices`` is a closed list."""

    path: Path
    question: str
    example: str
    choices: tuple[str, ...] = ()
    parse: Callable[[str], Any] = str
    proposal: str = ""


def wanted(facts: Facts, known: Found, folder: Folder) -> list[Wanted]:
    """Return the required keys that are not known, in the order of the file."""
    language = facts.description_language or NO_LANGUAGE
    return [one for one in _every(facts, language, folder) if one.path not in known]


def todos(facts: Facts, known: Found, folder: Folder) -> dict[Path, Todo]:
    """Return the example of each required key that is not known."""
    found = {one.path: Todo(one.example) for one in wanted(facts, known, folder)}
    if ("maintenance", "type") not in known:
        found["maintenance", "contacts"] = Todo("\n  - name: Ada Example\n    email: ada@example.org")
    return found


def _every(facts: Facts, language: str, folder: Folder) -> list[Wanted]:
    return [*_what_it_is(facts, folder), *_in_words(facts, language), *_terms(facts, language)]


def _what_it_is(facts: Facts, folder: Folder) -> list[Wanted]:
    return [
        Wanted(
            path=("name",), question="Name of the software", example=scalar(folder.name), proposal=folder.name
        ),
        Wanted(
            path=("url",),
            question="Address of the repository (https://…)",
            example="https://code.example.org/organisation/repository",
        ),
        Wanted(
            path=("platforms",),
            question=f"Platforms, with commas between them (of {', '.join(PLATFORMS)}, or others)",
            example=f"[{', '.join(facts.platforms) or 'web'}]",
            parse=_list,
            proposal=", ".join(facts.platforms),
        ),
        Wanted(
            path=("developmentStatus",),
            question="Development status",
            example=f"{_status(facts)}  # {', '.join(DEVELOPMENT_STATUSES)}",
            choices=DEVELOPMENT_STATUSES,
            proposal=_status(facts),
        ),
        Wanted(
            path=("softwareType",),
            question="Kind of software",
            example=f"{_type(facts)}  # {', '.join(SOFTWARE_TYPES)}",
            choices=SOFTWARE_TYPES,
            proposal=_type(facts),
        ),
    ]


def _in_words(facts: Facts, language: str) -> list[Wanted]:
    description = ("description", language)
    short = facts.short_description.value if facts.short_description else ""
    return [
        Wanted(
            path=(*description, "shortDescription"),
            question="What it does, in at most 150 characters",
            example=scalar(short) if short else "What it does, in at most 150 characters",
            proposal=short,
        ),
        Wanted(
            path=(*description, "longDescription"),
            question="What it does for whom, in at least 150 characters",
            example=">\n  What it does for whom, and what makes it special, in at least 150 characters.",
        ),
        Wanted(
            path=(*description, "features"),
            question="Features, with semicolons between them",
            example="\n  - What a user can do with it",
            parse=_features,
        ),
    ]


def _terms(facts: Facts, language: str) -> list[Wanted]:
    return [
        Wanted(
            path=("legal", "license"),
            question="Licence (an SPDX id, such as EUPL-1.2)",
            example=_license_example(facts),
            proposal=facts.licenses[0].value if facts.licenses else "",
        ),
        Wanted(
            path=("maintenance", "type"),
            question="Who maintains it",
            example=f"internal  # {', '.join(MAINTENANCE_TYPES)}",
            choices=MAINTENANCE_TYPES,
        ),
        Wanted(
            path=("localisation", "localisationReady"),
            question="Can it be translated without changing its code (true or false)",
            example="false  # true, if it can be translated without changing its code",
            choices=("true", "false"),
            parse=lambda text: text == "true",
        ),
        Wanted(
            path=("localisation", "availableLanguages"),
            question="Languages of its user interface, with commas between them",
            example=f"[{', '.join(facts.languages) or language}]",
            parse=_list,
            proposal=", ".join(facts.languages) or facts.description_language,
        ),
    ]


def _license_example(facts: Facts) -> str:
    if not facts.licenses:
        return "EUPL-1.2  # the SPDX id of the licence; no licence was found"
    names = " or ".join(seen.value for seen in facts.licenses)
    return f"{facts.licenses[0].value}  # {names}: the repository leaves it open"


def _status(facts: Facts) -> str:
    """Return a proposal: a first major version promises stability (semver.org), none does not."""
    if facts.version is None:
        return "development"
    return "beta" if facts.version.value.startswith("0") else "stable"


def _type(facts: Facts) -> str:
    if {"ios", "android"} & set(facts.platforms):
        return "standalone/mobile"
    return "standalone/web" if "web" in facts.platforms else "standalone/other"


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _features(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]
