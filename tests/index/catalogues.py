"""Catalogues made by chance: enough software that frequent and rare values are counted differently."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta

from index.entry import Entry, State, User
from publiccode.software import Contractor, Description
from publiccode.vocabularies import CATEGORIES, SCOPES
from tests.index.entries import EINGANGSBUCH, LINDENAU, POLDER, PROTOCOLLO, UNIVERSITY, VALDORA
from tests.index.making import activity

_WORDS = {
    "it": "protocollo documento sportello cittadino appuntamento registro archivio comune",
    "de": "Akte Bürgerbüro Termin Vorgang Antrag Verwaltung Bauantragsverfahren Meldewesen",
    "en": "document appointment register citizen archive workflow request library",
}
_DAY = date(2026, 3, 1)


def made_up(count: int, seed: int = 1) -> list[Entry]:
    """Return ``count`` entries, the same for the same seed."""
    chance = random.Random(seed)
    return [one(chance, f"software-{number:04}") for number in range(count)]


def one(chance: random.Random, identifier: str) -> Entry:
    model = chance.choice([PROTOCOLLO, EINGANGSBUCH])
    languages = chance.sample(sorted(_WORDS), k=chance.randint(1, 2))
    software = replace(
        model.software,
        name=f"{chance.choice(_WORDS[languages[0]].split())} {identifier}",
        categories=tuple(chance.sample(CATEGORIES[:9], k=chance.randint(0, 3))),
        scope=tuple(chance.sample(SCOPES[:5], k=chance.randint(0, 2))),
        license=chance.choice(["MIT", "EUPL-1.2", "AGPL-3.0-or-later", "MIT OR EUPL-1.2", None]),
        used_by=tuple(f"Comune {chance.randint(1, 60)}" for _ in range(chance.randint(0, 4))),
        descriptions=tuple(_description(chance, language) for language in languages),
        maintenance_type=chance.choice(["contract", "internal", "community"]),
        contractors=(Contractor("Officina", _day(chance, 900, -400)),),
        release_date=chance.choice([_day(chance, 0, -2500), None]),
        countries=chance.choice([(), ("IT",), ("DE", "AT")]),
    )
    last = chance.choice([f"{_day(chance, 0, -1500)}T08:00:00Z", None])
    return replace(
        model,
        id=identifier,
        software=software,
        publisher=chance.choice([VALDORA, LINDENAU, POLDER, UNIVERSITY]),
        state=chance.choice([State.LISTED, State.LISTED, State.INVALID, State.ARCHIVED]),
        repository=f"https://code.example/x/{identifier}",
        activity=activity(last) if last else None,
        users=users(chance),
    )


def users(chance: random.Random) -> tuple[User, ...]:
    """Return who is said to use a software, none where nobody asked; few are those that its file names."""
    numbers = chance.sample(range(50, 80), k=chance.choice([0, 0, 1, 5]))
    return tuple(User(f"it-comune-{number}", f"Comune {number}", "publisher", "IT") for number in numbers)


def _description(chance: random.Random, language: str) -> Description:
    words = _WORDS[language].split()
    return Description(
        language, None, None, " ".join(chance.choices(words, k=5)), " ".join(chance.choices(words, k=30))
    )


def _day(chance: random.Random, last: int, first: int) -> str:
    return (_DAY + timedelta(days=chance.randint(first, last))).isoformat()
