from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from index.catalogue import Catalogue
from index.personal_data import PersonalData, shared_text
from index.readiness import readiness
from tests.index.catalogue.harvests import crawl, good_text, night, record

if TYPE_CHECKING:
    from pathlib import Path

    from index.entry import Entry

CONTACT = """\
      email: ada@valdora.example
      phone: "+39 06 555 0199"
      affiliation: Comune di Valdora
    - name: Bob Example
      email: bob (at) valdora.example
"""
HOW_TO_REACH = ("ada@valdora", "555 0199", "bob (at)")


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "catalogue.sqlite"
    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 0, record("trees", text=good_text(contact=CONTACT)))
    return path


def the_entry(catalogue: Catalogue) -> Entry:
    entry = catalogue.entry("town-trees")
    assert entry is not None
    return entry


def told(path: Path, personal: PersonalData) -> str:
    """Return all that entries, and all that versions, tell."""
    with Catalogue.open(path, read_only=True, personal=personal) as catalogue:
        entries = list(catalogue.entries())
        assert catalogue.entry(entries[0].id) == entries[0]
        return msgspec.json.encode((entries, list(catalogue.readings()))).decode()


def test_names_are_told_and_ways_to_reach_people_are_not(path):
    with Catalogue.open(path, read_only=True) as catalogue:
        assert the_entry(catalogue).software.contacts[0].affiliation == "Comune di Valdora"

    assert "Ada Example" in told(path, PersonalData.NAMES)
    assert not [one for one in HOW_TO_REACH if one in told(path, PersonalData.NAMES)]


def test_an_operator_may_tell_nothing_or_all(path):
    nothing, everything = told(path, PersonalData.NONE), told(path, PersonalData.ALL)

    assert not [one for one in ("Ada", "Bob", *HOW_TO_REACH) if one in nothing]
    assert not [one for one in ("Ada", "Bob", *HOW_TO_REACH) if one not in everything]


def test_a_problem_is_told_without_the_value(path):
    with Catalogue.open(path, read_only=True) as catalogue:
        (problem,) = [one for one in the_entry(catalogue).problems if "not-an-email" in one.code]

    assert problem.description == '"…" is not an e-mail address'
    assert problem.line == 22


def test_judgments_are_the_same_however_much_is_told(path):
    judged = set()
    for personal in PersonalData:
        with Catalogue.open(path, read_only=True, personal=personal) as catalogue:
            entry = the_entry(catalogue)
            judged.add(msgspec.json.encode(readiness(entry, night(1).date())))
            assert (entry.names_contact, entry.reaches_contact) == (True, True)

    assert len(judged) == 1


@pytest.mark.parametrize(
    ("contacts", "kept"),
    [
        ("- name: A\n      email: a@x.example # hers\n      # and\n      phone: 1", "- name: A"),
        ("- email: a@x.example\n      phone: 1\n      name: A", "- name: A"),
        ("- {name: A, email: a@x.example}\n    - name: B", "- {name: A}\n    - name: B"),
        ("- {name: A, phone: 1, affiliation: B}", "- {name: A, affiliation: B}"),
    ],
)
def test_a_text_is_told_without_how_to_reach_people(contacts, kept):
    text = good_text().replace("- name: Ada Example", contacts)
    assert shared_text(text, PersonalData.NAMES) == good_text().replace("- name: Ada Example", kept)
    assert shared_text(text, PersonalData.ALL) == text
    nothing = shared_text(text, PersonalData.NONE)
    assert nothing is not None
    assert "contacts" not in nothing
    assert not [one for one in ("a@x", "phone", "name: A") if one in nothing]


@pytest.mark.parametrize("contacts", ["- email: a@x.example", "- <<: &a {email: a@x.example}\n      name: A"])
def test_a_text_in_which_people_can_not_be_left_out_is_not_told(contacts):
    text = good_text().replace("- name: Ada Example", contacts)
    assert "a@x" not in (shared_text(text, PersonalData.NAMES) or "")


def test_a_text_that_names_nobody_stays_as_it_is():
    assert shared_text(good_text(), PersonalData.NAMES) == good_text()
    assert shared_text("name: [", PersonalData.NAMES) is None


@pytest.mark.corpus
def test_nearly_every_real_file_can_be_told_without_them(shared):
    texts = [path.read_text(errors="replace") for path in sorted((shared / "corpus/files").glob("*.yml"))]
    told = [shared_text(text, PersonalData.NAMES) for text in texts]
    assert sum(text is None for text in told) <= 3
