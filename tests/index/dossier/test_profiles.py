from __future__ import annotations

import tomllib
from dataclasses import fields, is_dataclass
from importlib.resources import files

import pytest

from index.dossier.profiles import PROFILES, Force, Level, Profile, profile, profile_of_country
from index.errors import ProfileError
from index.pages.links import web_url

SPOKEN = {"IT": {"it"}, "CH": {"de", "fr", "it"}, "FR": {"fr"}, "DE": {"de"}, "ES": {"es"}, "NL": {"nl"}}
"""The languages of a country that dossiers are told in, English aside."""


def everything(one: Profile):
    yield from (*one.order, *one.steps, *one.documents, *one.conditions, *one.criteria)
    yield from (*one.thresholds, *one.notes)


def texts(value: object):
    """Every text in a value, by language."""
    assert is_dataclass(value)
    for field in fields(value):
        held = getattr(value, field.name)
        if isinstance(held, dict) and held and all(isinstance(text, str) for text in held.values()):
            yield held


def keys(raw, read, path: str = ""):
    """The keys of a file that nobody reads: slips of the pen."""
    if isinstance(raw, list):
        for one, other in zip(raw, read, strict=True):
            yield from keys(one, other, path)
    elif isinstance(raw, dict) and is_dataclass(read):
        for key, value in raw.items():
            if not hasattr(read, key):
                yield f"{path}{key}"
            else:
                yield from keys(value, getattr(read, key), f"{path}{key}.")
    elif isinstance(raw, dict):
        for key, value in raw.items():
            yield from keys(value, read[key], f"{path}{key}.")


@pytest.fixture(params=PROFILES)
def one(request) -> Profile:
    return profile(request.param)


def test_every_file_is_a_profile_and_every_key_is_read(one):
    folder = files("index.dossier.profiles")
    assert {path.name for path in folder.iterdir() if path.name.endswith(".toml")} == {
        f"{name}.toml" for name in PROFILES
    }
    raw = tomllib.loads(folder.joinpath(f"{one.id}.toml").read_text(encoding="utf-8"))
    assert list(keys(raw, one)) == []


def test_every_fact_names_a_source_that_can_be_looked_up(one):
    used = {fact.source for fact in everything(one)} - {""}
    assert used == set(one.sources)
    assert all(fact.place for fact in everything(one) if fact.source)
    assert all(web_url(source.url) for source in one.sources.values())


def test_only_documents_are_our_own_proposal(one):
    ours = [fact for fact in everything(one) if not fact.source]
    assert ours == [document for document in one.documents if not document.source]


def test_every_text_is_there_in_english_and_in_the_languages_of_the_country(one):
    wanted = {"en"} | SPOKEN.get(one.country, set())
    for fact in (one, *everything(one)):
        for text in texts(fact):
            assert wanted <= set(text), text
            assert all(said.strip() == said != "" for said in text.values())


def test_ids_are_unique_and_documents_are_there(one):
    for group in (one.steps, one.documents, one.conditions, one.criteria):
        names = [fact.id for fact in group]
        assert len(set(names)) == len(names)
    assert {name for step in one.steps for name in step.documents} <= {doc.id for doc in one.documents}


def test_italy_is_whole():
    italy = profile("it")
    assert [fact.text["en"].split()[0] for fact in italy.order] == ["Reuse", "Other", "Proprietary"]
    assert [doc.id for doc in italy.documents if doc.source] == ["A", "B", "C", "D", "E"]
    assert [step.id for step in italy.steps] == (
        ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7", "3.1", "3.2", "3.3", "3.4"]
    )
    assert len(italy.conditions) == 5
    assert len(italy.criteria) == 7 + 7
    assert italy.sources["cad-68"].force is Force.LAW


def test_sweden_tells_must_from_should():
    levels = [condition.level for condition in profile("se").conditions]
    assert (levels.count(Level.MUST), levels.count(Level.SHOULD)) == (6, 2)


def test_a_country_has_its_profile_or_none():
    assert profile_of_country("IT") is profile("it")
    assert profile_of_country("EU") is None
    assert profile_of_country("AT") is None
    with pytest.raises(ProfileError, match="there is no profile 'xx'; there are it, eu"):
        profile("xx")
