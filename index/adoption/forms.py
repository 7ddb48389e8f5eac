"""How administrations are called: the form of a name tells its kind, its language and its place's name."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rapidfuzz import fuzz, process

from index.adoption.claim import OrganisationKind
from index.gazetteer.names import fold

_DATA = Path(__file__).parent / "data" / "forms.toml"
_KINDS = {
    "town": OrganisationKind.MUNICIPALITY,
    "region": OrganisationKind.REGION,
    "ministry": OrganisationKind.MINISTRY,
}
SLIP = 90
"""So alike (0 to 100) a first word must be to a form's word to be a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Language:
    """``genitive`` are the endings a place's name takes before the form; ``inflects`` says that the name
    itself may change. A ``foreign`` form tells no country: it is a translation.
    """

    countries: tuple[str, ...]
    particles: frozenset[str]
    genitive: tuple[str, ...] = ()
    inflects: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    kind: OrganisationKind
    words: tuple[str, ...]
    is_after: bool
    language: Language


@dataclass(frozen=True, slots=True)
class Reading:
    """A name read by one form: ``rests`` are what may be the place's name, folded, the likeliest first."""

    kind: OrganisationKind
    rests: tuple[str, ...]
    language: Language


def readings(name: str, country: str | None) -> tuple[Reading, ...]:
    """Return how ``name`` can be read, forms of the language of ``country`` first, longer forms first."""
    words = fold(name).split()
    found = [form for form in _forms() if _matches(form, words)]
    if not found:
        found, words = _slips(words, country)
    found.sort(key=lambda form: (country not in form.language.countries, -len(form.words)))
    return tuple(Reading(form.kind, _rests(form, words), form.language) for form in found)


def _matches(form: Form, words: list[str]) -> bool:
    length = len(form.words)
    if form.kind is OrganisationKind.MINISTRY and form.is_after:
        return bool(words) and words[-1].endswith(form.words[0]) and len(words) <= 3
    if len(words) <= length and form.kind is not OrganisationKind.MINISTRY:
        return False
    return tuple(words[-length:] if form.is_after else words[:length]) == form.words


def _rests(form: Form, words: list[str]) -> tuple[str, ...]:
    if form.is_after:
        name = words[: -len(form.words)]
        bare = " ".join(name)
        stripped = (bare.removesuffix(ending) for ending in form.language.genitive if bare.endswith(ending))
        return tuple(dict.fromkeys([bare, *stripped]))
    name = words[len(form.words) :]
    found = [name]
    while len(name) > 1 and name[0] in form.language.particles:
        name = name[1:]
        found.append(name)
    # Behind the first particle the name begins; further ones may be its own (La Spezia, De Bilt).
    return tuple(" ".join(rest) for rest in (*found[1:], found[0]) if rest)


def _slips(words: list[str], country: str | None) -> tuple[list[Form], list[str]]:
    """Return the forms that a misspelled first word may mean, and the words put right."""
    if len(words) < 2 or len(words[0]) < 6 or country is None:
        return [], words
    spoken = {
        form.words[0]: form
        for form in _forms()
        if len(form.words) == 1 and not form.is_after and country in form.language.countries
    }
    best = process.extractOne(words[0], list(spoken), scorer=fuzz.ratio, score_cutoff=SLIP)
    return ([spoken[best[0]]], [best[0], *words[1:]]) if best else ([], words)


@cache
def _forms() -> tuple[Form, ...]:
    found = []
    for row in tomllib.loads(_DATA.read_text(encoding="utf-8"))["language"]:
        language = Language(
            tuple(row["countries"]),
            frozenset(word for particle in row.get("particles", ()) for word in particle.split()),
            tuple(row.get("genitive", ())),
            bool(row.get("inflects")),
            bool(row.get("foreign")),
        )
        for key, kind in _KINDS.items():
            for suffix in ("", "_after"):
                listed = row.get(f"{key}{suffix}", ())
                found += [Form(kind, tuple(fold(words).split()), bool(suffix), language) for words in listed]
    return tuple(found)
