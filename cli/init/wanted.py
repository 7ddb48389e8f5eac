"""The keys that every file needs: what to ask for, what to propose, what an example looks like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cli import words
from cli.init.document import Todo, scalar
from cli.init.draft import Found, Path
from publiccode.vocabularies import DEVELOPMENT_STATUSES, MAINTENANCE_TYPES, PLATFORMS, SOFTWARE_TYPES

if TYPE_CHECKING:
    from pathlib import Path as Folder

    from cli.init.facts import Facts
    from cli.words import Words

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


def wanted(facts: Facts, known: Found, folder: Folder, say: Words) -> list[Wanted]:
    """Return the required keys that are not known, in the order of the file."""
    language = facts.description_language or NO_LANGUAGE
    return [one for one in _every(facts, language, folder, say) if one.path not in known]


def todos(facts: Facts, known: Found, folder: Folder, say: Words) -> dict[Path, Todo]:
    """Return the example of each required key that is not known."""
    found = {one.path: Todo(one.example) for one in wanted(facts, known, folder, say)}
    if ("maintenance", "type") not in known:
        found["maintenance", "contacts"] = Todo("\n  - name: Ada Example\n    email: ada@example.org")
    return found


def _every(facts: Facts, language: str, folder: Folder, say: Words) -> list[Wanted]:
    return [*_what_it_is(facts, folder, say), *_in_words(facts, language, say), *_terms(facts, language, say)]


def _what_it_is(facts: Facts, folder: Folder, say: Words) -> list[Wanted]:
    return [
        Wanted(
            path=("name",), question=say(words.ASK_NAME), example=scalar(folder.name), proposal=folder.name
        ),
        Wanted(
            path=("url",),
            question=say(words.ASK_URL),
            example="https://code.example.org/organisation/repository",
        ),
        Wanted(
            path=("platforms",),
            question=say(words.ASK_PLATFORMS, values=", ".join(PLATFORMS)),
            example=f"[{', '.join(facts.platforms) or 'web'}]",
            parse=_list,
            proposal=", ".join(facts.platforms),
        ),
        Wanted(
            path=("developmentStatus",),
            question=say(words.ASK_STATUS),
            example=f"{_status(facts)}  # {', '.join(DEVELOPMENT_STATUSES)}",
            choices=DEVELOPMENT_STATUSES,
            proposal=_status(facts),
        ),
        Wanted(
            path=("softwareType",),
            question=say(words.ASK_TYPE),
            example=f"{_type(facts)}  # {', '.join(SOFTWARE_TYPES)}",
            choices=SOFTWARE_TYPES,
            proposal=_type(facts),
        ),
    ]


def _in_words(facts: Facts, language: str, say: Words) -> list[Wanted]:
    description = ("description", language)
    short = facts.short_description.value if facts.short_description else ""
    return [
        Wanted(
            path=(*description, "shortDescription"),
            question=say(words.ASK_SHORT),
            example=scalar(short or say(words.ASK_SHORT)),
            proposal=short,
        ),
        Wanted(
            path=(*description, "longDescription"),
            question=say(words.ASK_LONG),
            example=f">\n  {say(words.EXAMPLE_LONG)}",
        ),
        Wanted(
            path=(*description, "features"),
            question=say(words.ASK_FEATURES),
            example=f"\n  - {scalar(say(words.EXAMPLE_FEATURE))}",
            parse=_features,
        ),
    ]


def _terms(facts: Facts, language: str, say: Words) -> list[Wanted]:
    return [
        Wanted(
            path=("legal", "license"),
            question=say(words.ASK_LICENCE),
            example=_license_example(facts, say),
            proposal=facts.licenses[0].value if facts.licenses else "",
        ),
        Wanted(
            path=("maintenance", "type"),
            question=say(words.ASK_MAINTENANCE),
            example=f"internal  # {', '.join(MAINTENANCE_TYPES)}",
            choices=MAINTENANCE_TYPES,
        ),
        Wanted(
            path=("localisation", "localisationReady"),
            question=say(words.ASK_READY),
            example=f"false  # {say(words.TRUE_IF)}",
            choices=("true", "false"),
            parse=lambda text: text == "true",
        ),
        Wanted(
            path=("localisation", "availableLanguages"),
            question=say(words.ASK_LANGUAGES),
            example=f"[{', '.join(facts.languages) or language}]",
            parse=_list,
            proposal=", ".join(facts.languages) or facts.description_language,
        ),
    ]


def _license_example(facts: Facts, say: Words) -> str:
    if not facts.licenses:
        return f"EUPL-1.2  # {say(words.NO_LICENCE)}"
    names = f" {say(words.OR)} ".join(seen.value for seen in facts.licenses)
    return f"{facts.licenses[0].value}  # {say(words.LICENCES, names=names)}"


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
