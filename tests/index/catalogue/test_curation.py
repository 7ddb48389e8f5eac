from __future__ import annotations

import pytest

from index.catalogue import Catalogue
from index.catalogue.curation import Decided, read_decisions
from index.catalogue.identity import Link
from index.entry import Relation, State
from index.errors import CurationError
from tests.index.catalogue.harvests import crawl, entry_of, good_text, record, url_of


def test_no_file_is_no_decision(tmp_path):
    assert read_decisions(tmp_path / "curation.yml") == ()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "delist:\n", "delist: []\n"])
def test_empty_file_is_no_decision(tmp_path, text):
    file = tmp_path / "curation.yml"
    file.write_text(text)
    assert read_decisions(file) == ()


def test_decisions_are_read_with_their_place(tmp_path):
    file = tmp_path / "curation.yml"
    file.write_text(
        "delist:\n"
        "  - software: town-trees   # a comment\n"
        "    reason: The town asked for it.\n"
        "    date: 2026-02-03\n"
        "merge:\n"
        "  - {software: a, into: b}\n"
        "split:\n"
        "  - software: c\n"
        "    from: d\n"
    )
    delist, merge, split = read_decisions(file)
    assert (delist.software, delist.reason, delist.date) == (
        "town-trees",
        "The town asked for it.",
        "2026-02-03",
    )
    assert delist.where == f"{file}:2:5"
    assert (merge.kind, merge.software, merge.other) == ("merge", "a", "b")
    assert (split.kind, split.software, split.other, split.where) == ("split", "c", "d", f"{file}:8:5")


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("- delist\n", "1:1", "delist and merge and split"),
        ("delist: town-trees\n", "1:9", "is a list"),
        ("hide:\n  - software: a\n", "1:1", "'hide'"),
        ("delist:\n  - software: a\n", "2:5", "no 'reason'"),
        ("delist:\n  - reason: because\n", "2:5", "no 'software'"),
        ("delist:\n  - software: a\n    reason:\n", "3:12", "'reason' needs a text"),
        ("delist:\n  - software: [a]\n    reason: b\n", "2:15", "'software' needs a text"),
        ("delist:\n  - software: a\n    reason: b\n    because: c\n", "4:5", "'because'"),
        ("delist:\n  - a\n", "2:5", "a decision is"),
        ("merge:\n  - software: a\n", "2:5", "no 'into'"),
        ("delist: [\n", "2:1", ""),
        ("delist:\n  - software: a\n    software: b\n    reason: c\n", "3:5", ""),
    ],
)
def test_what_cannot_be_followed_is_an_error_with_its_place(tmp_path, text, place, what):
    file = tmp_path / "curation.yml"
    file.write_text(text)
    with pytest.raises(CurationError) as error:
        read_decisions(file)
    assert str(error.value).startswith(f"{file}:{place}: ")
    assert what in str(error.value)


def test_unreadable_file_is_an_error(tmp_path):
    with pytest.raises(CurationError, match="can't be read"):
        read_decisions(tmp_path)


def test_a_person_has_the_last_word_on_links():
    found = [Link("b", "a", Relation.MIRROR), Link("c", "a", Relation.FORK), Link("d", "a", Relation.VARIANT)]
    decided = Decided({}, merged=frozenset({("c", "d")}), split=frozenset({("a", "b")}))
    assert list(decided.links(found)) == [Link("d", "a", Relation.VARIANT), Link("c", "d", Relation.MIRROR)]


@pytest.fixture
def curation(path):
    return path.with_name("curation.yml")


def test_delisted_software_is_out_of_sight_with_its_reason(catalogue, curation):
    crawl(catalogue, 0, record("trees"), record("shrubs"))
    before = catalogue.fingerprint()
    curation.write_text(f"delist:\n- software: {url_of('trees')}\n  reason: Asked for.\n")

    assert [entry.id for entry in catalogue.entries(include_gone=True)] == ["town-shrubs"]
    entry = catalogue.entry("town-trees")
    assert (entry.state, entry.note) == (State.DELISTED, "Asked for.")
    assert catalogue.counts()[State.DELISTED] == 1
    assert catalogue.fingerprint() != before

    changes = crawl(catalogue, 1, record("trees", 1, text=good_text(note="now")), record("shrubs", 1)).changes
    assert not any("town-trees" in kind for kind in (changes.new, changes.changed, changes.recovered))
    curation.unlink()
    assert catalogue.entry("town-trees").state is State.LISTED


def test_merged_software_is_shown_as_one(catalogue, curation):
    crawl(catalogue, 0, record("trees"), record("shrubs"))
    curation.write_text("merge:\n- software: town-shrubs\n  into: town-trees\n")
    trees, shrubs = catalogue.entry("town-trees"), catalogue.entry("town-shrubs")
    assert shrubs.hidden
    assert not trees.hidden
    assert [(one.id, one.is_original) for one in trees.family] == [("town-shrubs", False)]
    assert catalogue.counts()[State.LISTED] == 1


def test_split_software_is_two(catalogue, curation):
    crawl(catalogue, 0, record("trees"), record("mirror", text=good_text()))
    assert catalogue.entry("town-mirror").hidden
    curation.write_text(f"split:\n- software: town-mirror\n  from: {url_of('trees')}.git\n")
    entry = catalogue.entry("town-mirror")
    assert not entry.hidden
    assert not entry.family


def test_mirror_of_delisted_software_does_not_take_its_place(catalogue, curation):
    crawl(catalogue, 0, record("trees"), record("mirror", text=good_text()))
    curation.write_text("delist:\n- {software: town-trees, reason: Asked for.}\n")
    mirror = catalogue.entry("town-mirror")
    assert mirror.hidden
    assert not mirror.family


def test_software_merged_into_itself_stays(catalogue, curation):
    crawl(catalogue, 0, record("trees"))
    curation.write_text(f"merge:\n- {{software: town-trees, into: '{url_of('trees')}'}}\n")
    entry = entry_of(catalogue, "town-trees")
    assert not entry.hidden
    assert not entry.family


def test_merged_software_leaves_the_family_it_seemed_to_be_of(catalogue, curation):
    crawl(catalogue, 0, record("trees"), record("shrubs"), record("mirror", text=good_text()))
    curation.write_text("merge:\n- {software: town-mirror, into: town-shrubs}\n")
    assert [one.id for one in entry_of(catalogue, "town-mirror").family] == ["town-shrubs"]
    assert not entry_of(catalogue, "town-trees").family


def test_decision_that_names_nothing_is_told(catalogue, curation):
    crawl(catalogue, 0, record("trees"))
    curation.write_text("delist:\n- {software: town-tress, reason: Asked for.}\n")
    (unmatched,) = catalogue.unmatched_decisions()
    assert (unmatched.software, unmatched.where) == ("town-tress", f"{curation}:2:3")


def test_wrong_file_stops_a_run_before_it_changes_anything(path, curation):
    with Catalogue.open(path) as catalogue:
        curation.write_text("delist:\n- town-trees\n")
        with pytest.raises(CurationError, match=r"curation\.yml:2:3"):
            crawl(catalogue, 0, record("trees"))
        curation.unlink()
        assert catalogue.known() == {}
        assert not catalogue.has_run("run-000")
