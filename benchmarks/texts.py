"""The files that are measured: real ones where the optional corpus is there, and generated ones."""

from __future__ import annotations

import os
import random
from pathlib import Path

import yaml

from publiccode.vocabularies import CATEGORIES, SCOPES, SOFTWARE_TYPES

ROOT = Path(__file__).resolve().parent.parent
CORPUS = Path(os.environ.get("RIUSO_SHARED", ROOT.parent / "shared")) / "corpus" / "files"

_LICENSES = ("EUPL-1.2", "AGPL-3.0-or-later", "MIT", "Apache-2.0", "GPL-3.0-or-later", "BSD-3-Clause")
_PLACES = ("Alborea", "Brunnfeld", "Castelnero", "Dijkstad", "Eskebro", "Fontaclara", "Granmont", "Hollvik")
_WORDS = {
    "en": "appointment booking counter citizen request register document archive payment permit school "
    "library map open data survey report tax invoice council meeting minutes waste water traffic parking",
    "it": "prenotazione appuntamento sportello cittadino istanza registro documento archivio pagamento "
    "permesso scuola biblioteca mappa dati aperti sondaggio protocollo tributi fattura consiglio verbale",
    "de": "Terminvergabe Bürgerbüro Antrag Register Dokument Archiv Zahlung Genehmigung Schule Bibliothek "
    "Karte Daten Umfrage Bericht Steuer Rechnung Ratssitzung Protokoll Abfall Wasser Verkehr Parken",
    "fr": "rendez-vous guichet citoyen demande registre document archive paiement permis école bibliothèque "
    "carte données enquête rapport impôt facture conseil séance déchets eau circulation stationnement",
    "nl": "afspraak balie inwoner aanvraag register document archief betaling vergunning school bibliotheek "
    "kaart gegevens enquête rapport belasting factuur raad vergadering afval water verkeer parkeren",
}


def corpus_texts() -> dict[str, str]:
    """Return the real files by ``OWNER/NAME``; the examples where the optional corpus is absent."""
    if CORPUS.is_dir():
        files = {path.stem.replace("+", "/", 1): path for path in sorted(CORPUS.glob("*.yml"))}
    else:
        found = sorted((ROOT / "examples" / "software").glob("*/*/publiccode.yml"))
        files = {"/".join(path.parts[-3:-1]): path for path in found}
    return {name: path.read_text(encoding="utf-8", errors="replace") for name, path in files.items()}


def generated_texts(count: int, *, seed: int = 7) -> dict[str, str]:
    """Return ``count`` valid files by ``OWNER/NAME``, the same for the same seed."""
    chance = random.Random(seed)
    return dict(_generated(chance, number) for number in range(count))


def generated_text(number: int) -> tuple[str, str]:
    """Return one valid file and its ``OWNER/NAME``, the same for the same number."""
    return _generated(random.Random(number), number)


def _generated(chance: random.Random, number: int) -> tuple[str, str]:
    languages = chance.sample(sorted(_WORDS), k=chance.choice((1, 1, 2)))
    place = chance.choice(_PLACES)
    name = f"{chance.choice(_WORDS[languages[0]].split()).capitalize()} {place} {number}"
    document = {
        "publiccodeYmlVersion": "0",
        "name": name,
        "url": f"https://code.example/{place.lower()}/p{number}",
        "releaseDate": f"20{chance.randint(15, 26)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
        "platforms": ["web"],
        "categories": chance.sample(CATEGORIES, k=chance.randint(1, 4)),
        "developmentStatus": chance.choice(("beta", "stable", "stable", "obsolete")),
        "softwareType": chance.choice(SOFTWARE_TYPES),
        "intendedAudience": {
            "scope": [chance.choice(SCOPES)],
            "countries": [chance.choice(("IT", "DE", "FR"))],
        },
        "description": {language: _description(chance, language) for language in languages},
        "legal": {"license": chance.choice(_LICENSES)},
        "maintenance": {"type": "community", "contacts": [{"name": "Team"}]},
        "localisation": {"localisationReady": True, "availableLanguages": languages},
    }
    return f"{place.lower()}/p{number}", yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


def _description(chance: random.Random, language: str) -> dict[str, object]:
    words = _WORDS[language].split()
    return {
        "shortDescription": " ".join(chance.choices(words, k=8)),
        "longDescription": " ".join(chance.choices(words, k=120)),
        "features": [" ".join(chance.choices(words, k=5)) for _ in range(chance.randint(2, 8))],
    }
