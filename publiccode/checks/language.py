"""Language tags: BCP 47, every subtag registered with IANA (through language-tags)."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from publiccode.checks.fault import Fault
from publiccode.checks.vocabulary import guess
from publiccode.finding import excerpt
from publiccode.vocabularies import COUNTRIES

if TYPE_CHECKING:
    from publiccode.phrases import Word

_TAG = re.compile(
    r"""(?ix) (?P<language>[a-z]{2,3}(?P<extlangs>(?:-[a-z]{3}){0,3}) | [a-z]{4,8})
    (?:-(?P<script>[a-z]{4}))?
    (?:-(?P<region>[a-z]{2}|[0-9]{3}))?
    (?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)
    (?P<extensions>(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*)
    (?:-x(?:-[a-z0-9]{1,8})+)?""",
    re.ASCII,
)
_PRIVATE = re.compile(r"(?i)x(?:-[a-z0-9]{1,8})+", re.ASCII)
# Ranges that the registry keeps for private use.
_PRIVATE_LANGUAGE = re.compile(r"q[a-t][a-z]")
_PRIVATE_SCRIPT = re.compile(r"qaa[a-z]|qab[a-x]")
_PRIVATE_REGION = re.compile(r"aa|q[m-z]|x[a-z]|zz")
# The reference validator takes these for registered: ISO 639-2/B codes, and a region ISO only reserves.
_UNREGISTERED_LANGUAGES = {"ger": "de", "fre": "fr", "chi": "zh", "alb": "sq"}
_UNREGISTERED_REGIONS = {"uk": "gb"}
# ISO 639-3 or 639-2 where BCP 47 demands the shorter ISO 639-1: what people mean.
_SHORTER = {
    "eng": "en", "ita": "it", "fra": "fr", "deu": "de", "spa": "es", "por": "pt", "nld": "nl", "dut": "nl",
    "slv": "sl", "dan": "da", "swe": "sv", "nor": "no", "fin": "fi", "pol": "pl", "ces": "cs", "cze": "cs",
    "slk": "sk", "slo": "sk", "hun": "hu", "ron": "ro", "rum": "ro", "bul": "bg", "ell": "el", "gre": "el",
    "est": "et", "lav": "lv", "lit": "lt", "hrv": "hr", "srp": "sr", "mlt": "mt", "gle": "ga", "cat": "ca",
    "eus": "eu", "baq": "eu", "glg": "gl", "rus": "ru", "ukr": "uk", "ara": "ar", "zho": "zh", "jpn": "ja",
    "tur": "tr", "sqi": "sq", "isl": "is", "ice": "is", "ltz": "lb", "cym": "cy", "wel": "cy",
}  # fmt: skip
# ISO 639-1: the common tags are judged without loading the registry (50 ms).
_ISO_639_1 = """
aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv
dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie
ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv
mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm
rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts
tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
"""
_TWO_LETTERS = frozenset(_ISO_639_1.split())
_COUNTRIES = frozenset(COUNTRIES)
_LONGEST = 100


@cache
def _registry() -> Any:
    from language_tags import tags  # noqa: PLC0415 - loads the registry, of use only for uncommon tags

    return tags


def check(text: str) -> Fault | None:
    """Check a language tag; letter case is free."""
    if text in _TWO_LETTERS:
        return None
    if len(text) > _LONGEST:
        return Fault("not-a-language", {"value": excerpt(text), "meant": ""})
    return _check(text)


@lru_cache(maxsize=1024)
def _check(text: str) -> Fault | None:
    tag = text.lower()
    language, dash, rest = tag.partition("-")
    if language in _TWO_LETTERS and (not dash or rest.upper() in _COUNTRIES):
        return None
    if _PRIVATE.fullmatch(tag) or _registry().tag(tag).type in {"grandfathered", "redundant"}:
        return None
    unregistered = _unregistered(tag)
    if unregistered is not None:
        return unregistered
    if _is_registered(tag):
        return None
    return Fault("not-a-language", {"value": excerpt(text), "meant": _meant(tag)})


def _unregistered(tag: str) -> Fault | None:
    parts = tag.split("-")
    if parts[0] in _UNREGISTERED_LANGUAGES:
        better = "-".join([_UNREGISTERED_LANGUAGES[parts[0]], *parts[1:]])
    elif len(parts) > 1 and parts[-1] in _UNREGISTERED_REGIONS:
        better = "-".join([*parts[:-1], _UNREGISTERED_REGIONS[parts[-1]]])
    else:
        return None
    return (
        Fault("unregistered-language", {"value": excerpt(tag), "better": _cased(better)})
        if _is_registered(better)
        else None
    )


def _is_registered(tag: str) -> bool:
    match = _TAG.fullmatch(tag)
    if match is None:
        return False
    language = match["language"].split("-")[0]
    region, script = match["region"], match["script"]
    variants = (match["variants"] or "").split("-")[1:]
    singletons = re.findall(r"-(?<!\w)([0-9a-wy-z])(?=-)", match["extensions"] or "")
    return (
        (_is("language", language) or _PRIVATE_LANGUAGE.fullmatch(language) is not None)
        and all(_is("extlang", part) for part in (match["extlangs"] or "").split("-")[1:])
        and (not script or _is("script", script) or _PRIVATE_SCRIPT.fullmatch(script) is not None)
        and (not region or _is("region", region) or _PRIVATE_REGION.fullmatch(region) is not None)
        and all(_is("variant", part) for part in variants)
        and len(set(variants)) == len(variants)
        and len(set(singletons)) == len(singletons)
    )


def _is(kind: str, subtag: str) -> bool:
    return kind in _registry().types(subtag)


def _meant(tag: str) -> Word:
    repaired = tag.replace("_", "-")
    language, dash, rest = repaired.partition("-")
    repaired = _SHORTER.get(language, language) + dash + rest
    return guess(_cased(repaired) if repaired != tag and _is_registered(repaired) else None)


def _cased(tag: str) -> str:
    """Return a tag as people write it: regions in upper case."""
    language, *others = tag.split("-")
    return "-".join([language, *(part.upper() if len(part) == 2 else part for part in others)])
