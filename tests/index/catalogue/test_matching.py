"""Renames, replacements and old addresses: which software a record tells of."""

from __future__ import annotations

from typing import Any

from index.entry import State
from publiccode.harvest import Outcome
from publiccode.run import Changes
from tests.index.catalogue.harvests import SOURCE, crawl, entry_of, good_text, listed, night, record, url_of


def places(catalogue) -> dict[str, str]:
    return {entry.id: entry.repository for entry in catalogue.entries()}


def test_host_id_makes_a_new_url_a_rename(catalogue):
    crawl(catalogue, 0, record("trees", host_id="7"))
    text = good_text(note="changed as well")
    changes = crawl(catalogue, 1, record("woods", 1, host_id="7", text=text)).changes
    assert changes == Changes(changed=("town-trees",), renamed=("town-trees",))
    (entry,) = catalogue.entries()
    assert (entry.id, entry.repository, entry.aliases) == ("town-trees", url_of("woods"), (url_of("trees"),))
    assert entry_of(catalogue, url_of("trees")).id == "town-trees"
    assert list(catalogue.known()) == [url_of("woods")]

    back = crawl(catalogue, 2, record("trees", 2, host_id="7", text=text)).changes
    assert back == Changes(renamed=("town-trees",))
    assert entry_of(catalogue, "town-trees").aliases == (url_of("woods"),)


def test_one_id_on_two_hosts_is_two_software(catalogue):
    other = "https://other.example/town/trees"
    crawl(
        catalogue,
        0,
        record("trees", host_id="7"),
        record(repository=other, host_id="7", text=good_text("Shrubs")),
    )
    assert len(places(catalogue)) == 2
    crawl(catalogue, 1, record(repository=other, on=1, host_id="7", outcome=Outcome.UNCHANGED))
    assert entry_of(catalogue, "town-trees").repository == url_of("trees")


def test_new_repository_at_an_old_address_is_new_software(catalogue):
    crawl(catalogue, 0, record("trees", host_id="7"))
    changes = crawl(
        catalogue,
        1,
        record("woods", 1, host_id="7", text=good_text()),
        record("trees", 1, host_id="9", text=good_text(note="other")),
    ).changes
    assert changes.renamed == ("town-trees",)
    (new,) = changes.new
    assert places(catalogue) == {"town-trees": url_of("woods"), new: url_of("trees")}
    assert entry_of(catalogue, "town-trees").aliases == ()
    assert entry_of(catalogue, url_of("trees")).id == new


def test_two_that_swap_their_names_stay_who_they_are(catalogue):
    trees, shrubs = good_text("Trees"), good_text("Shrubs")
    crawl(catalogue, 0, record("trees", host_id="7", text=trees), record("shrubs", host_id="8", text=shrubs))
    crawl(
        catalogue,
        1,
        record("trees", 1, host_id="8", text=shrubs),
        record("shrubs", 1, host_id="7", text=trees),
    )
    assert places(catalogue) == {"town-trees": url_of("shrubs"), "town-shrubs": url_of("trees")}
    assert {entry.id: entry.software.name for entry in catalogue.entries()} == {
        "town-trees": "Trees",
        "town-shrubs": "Shrubs",
    }


def test_renamed_into_the_place_of_another_which_is_gone(catalogue):
    crawl(catalogue, 0, record("trees", host_id="7"), record("shrubs", host_id="8"))
    catalogue.apply([record("shrubs", 1, host_id="7", text=good_text())], run="1", now=night(1))
    assert entry_of(catalogue, "town-trees").repository == url_of("shrubs")
    assert entry_of(catalogue, "town-shrubs").state is State.STALE
    assert entry_of(catalogue, url_of("shrubs")).id == "town-trees"
    again = crawl(catalogue, 2, record("shrubs", 2, Outcome.UNCHANGED, host_id="7")).changes
    assert again == Changes()
    returned = crawl(
        catalogue,
        3,
        record("shrubs", 3, host_id="7"),
        record("bushes", 3, host_id="8", text=good_text("Shrubs")),
    )
    assert returned.changes.recovered == ("town-shrubs",)
    assert returned.changes.renamed == ("town-shrubs",)


def test_the_living_have_the_address(catalogue):
    """As before, with the one that is gone the younger row."""
    crawl(catalogue, 0, record("ash", host_id="7"), record("oak", host_id="8"))
    catalogue.apply([record("oak", 1, host_id="7", text=good_text("Ash"))], run="1", now=night(1))
    assert entry_of(catalogue, "town-oak").state is State.STALE
    assert entry_of(catalogue, url_of("oak")).id == "town-ash"
    assert catalogue.known()[url_of("oak")].host_id == "7"
    applied = catalogue.apply([record("oak", 2, Outcome.UNCHANGED)], run="2", now=night(2))
    assert applied.changes == Changes()
    assert entry_of(catalogue, "town-ash").last_seen > entry_of(catalogue, "town-oak").last_seen


def test_renamed_into_the_place_of_a_repository_without_a_file(catalogue):
    crawl(catalogue, 0, record("ash", host_id="7"), record("oak", 0, Outcome.ABSENT, host_id="8"))
    catalogue.apply([record("oak", 1, host_id="7", text=good_text("Ash"))], run="1", now=night(1))
    assert {url: known.host_id for url, known in catalogue.known().items()} == {url_of("oak"): "7"}


def test_renamed_and_made_private_is_absence(catalogue):
    crawl(catalogue, 0, record("trees", host_id="7"))
    catalogue.apply([record("woods", 1, Outcome.PRIVATE, host_id="7")], run="1", now=night(1))
    assert entry_of(catalogue, "town-trees").state is State.STALE


def test_alias_is_no_rename_where_the_host_says_otherwise(catalogue):
    crawl(catalogue, 0, record("trees", host_id="7"))
    changes = crawl(
        catalogue, 1, record("woods", 1, host_id="8", aliases=(url_of("trees"),), text=good_text(note="x"))
    ).changes
    assert changes == Changes(new=("town-woods",), stale=("town-trees",))


def test_current_address_stands_where_a_host_shows_two(catalogue):
    crawl(catalogue, 0, record("woods", host_id="7"))
    changes = crawl(catalogue, 1, record("trees", 1, host_id="7"), record("woods", 1, host_id="7")).changes
    assert changes == Changes()


def test_no_repository_has_had_a_thousand_names(catalogue):
    names = tuple(f"https://git.example/old/{number}" for number in range(1000))
    crawl(catalogue, 0, record("trees", aliases=names))
    assert len(entry_of(catalogue, "town-trees").aliases) == 50


def test_same_file_in_another_folder_is_no_rename(catalogue):
    crawl(catalogue, 0, record("trees"))
    moved = record("woods", 1, text=good_text(), path="app/publiccode.yml")
    assert crawl(catalogue, 1, moved).changes == Changes(new=("town-woods-app",), stale=("town-trees",))


def test_mirror_that_vanished_leaves_the_family(catalogue):
    crawl(catalogue, 0, record("trees"), record("mirror", text=good_text()))
    for number in (1, 2, 20):
        crawl(catalogue, number, record("trees", number))
        assert len(entry_of(catalogue, "town-trees").family) == (number < 20)
    assert entry_of(catalogue, "town-mirror").family[0].id == "town-trees"


def test_archived_one_of_two_that_name_each_other_is_hidden(catalogue):
    crawl(
        catalogue,
        0,
        record("a", text=good_text("Trees", url_of("b"), note="a"), archived=True),
        record("b", text=good_text("Trees", url_of("a"), note="b")),
    )
    assert [entry.id for entry in catalogue.entries() if not entry.hidden] == ["town-b"]


def test_repository_made_anew_at_the_same_address_is_the_same_software(catalogue):
    crawl(catalogue, 0, record("trees", host_id="7"))
    assert crawl(catalogue, 1, record("trees", 1, host_id="9")).changes == Changes()
    assert catalogue.known()[url_of("trees")].host_id == "9"


def test_alias_in_a_record_is_a_rename(catalogue):
    crawl(catalogue, 0, record("trees"))
    changes = crawl(
        catalogue, 1, record("woods", 1, text=good_text(), aliases=(f"{url_of('trees')}.git",))
    ).changes
    assert changes == Changes(renamed=("town-trees",))


def test_other_spelling_is_the_same_software(catalogue):
    crawl(catalogue, 0, record("trees"))
    for number, spelled in enumerate(
        ["https://git.example/Town/Trees", "http://www.git.example/town/trees"], 1
    ):
        changes = crawl(catalogue, number, record(on=number, repository=spelled, text=good_text())).changes
        assert changes == Changes(renamed=("town-trees",))
        assert entry_of(catalogue, "town-trees").aliases == ()


def test_record_under_a_former_address_is_the_same_software(catalogue):
    crawl(catalogue, 0, record("woods", text=good_text(), aliases=(url_of("trees"),)))
    changes = crawl(catalogue, 1, record("trees", 1, text=good_text())).changes
    assert changes == Changes(renamed=("town-woods",))


def test_old_and_new_address_in_one_night_are_one_software(catalogue):
    woods = record("woods", 1, text=good_text(), aliases=(url_of("trees"),))
    crawl(catalogue, 0, record("woods", text=good_text(), aliases=(url_of("trees"),)))
    applied = crawl(catalogue, 1, woods, record("trees", 1, text=good_text()))
    assert applied.changes == Changes()
    assert places(catalogue) == {"town-woods": url_of("woods")}


def test_one_repository_under_two_urls_is_one_from_the_first_night(catalogue):
    for number in (0, 1):
        crawl(
            catalogue,
            number,
            record("trees", number, host_id="7"),
            record("woods", number, host_id="7", text=good_text()),
        )
        assert places(catalogue) == {"town-trees": url_of("trees")}


def test_failed_look_at_a_former_address_says_nothing(catalogue):
    crawl(catalogue, 0, record("woods", text=good_text(), aliases=(url_of("trees"),)))
    changes = crawl(
        catalogue, 1, record("woods", 1, Outcome.UNCHANGED), record("trees", 1, Outcome.GONE)
    ).changes
    assert changes == Changes()


def test_same_file_moved_within_a_source_is_a_rename(catalogue):
    crawl(catalogue, 0, record("trees"), record("shrubs"))
    changes = crawl(catalogue, 1, record("woods", 1, text=good_text()), record("shrubs", 1)).changes
    assert changes == Changes(renamed=("town-trees",))
    assert entry_of(catalogue, url_of("trees")).repository == url_of("woods")


def test_same_file_is_no_rename_where_it_could_be_two(catalogue):
    crawl(catalogue, 0, record("trees"))
    changes = crawl(
        catalogue, 1, record("woods", 1, text=good_text()), record("forest", 1, text=good_text())
    ).changes
    assert changes == Changes(new=("town-forest", "town-woods"), stale=("town-trees",))


def test_same_file_is_no_rename_where_the_source_was_not_listed_to_its_end(catalogue):
    crawl(catalogue, 0, record("trees"))
    changes = crawl(catalogue, 1, record("woods", 1, text=good_text()), complete=False).changes
    assert changes == Changes(new=("town-woods",))


def test_same_file_is_no_rename_where_the_host_says_otherwise(catalogue):
    crawl(catalogue, 0, record("trees", host_id="7"))
    changes = crawl(catalogue, 1, record("woods", 1, text=good_text(), host_id="8")).changes
    assert changes == Changes(new=("town-woods",), stale=("town-trees",))


def test_repository_seen_through_another_source_belongs_to_it(catalogue):
    crawl(catalogue, 0, record("trees"))
    other = f"{SOURCE}/trees"
    catalogue.apply(
        [record("trees", 1, source=other)], run="1", now=night(1), sources=[listed(), listed(other)]
    )
    crawl(catalogue, 2)
    assert entry_of(catalogue, "town-trees").state is State.LISTED
    catalogue.apply([], run="3", now=night(3), sources=[listed(other)])
    assert entry_of(catalogue, "town-trees").state is State.STALE


def test_mirror_takes_over_when_the_original_goes(catalogue):
    mirror: dict[str, Any] = {
        "repository": "https://other.example/x/trees",
        "text": good_text(),
        "source": "https://other.example/x",
    }
    crawl(catalogue, 0, record("trees"), record(**mirror))
    assert [entry.id for entry in catalogue.entries() if not entry.hidden] == ["town-trees"]
    (relative,) = entry_of(catalogue, "x-trees").family
    assert (relative.id, relative.name, relative.is_original) == ("town-trees", "Trees", True)

    crawl(catalogue, 1, record(on=1, **mirror))
    assert not entry_of(catalogue, "x-trees").hidden
    crawl(catalogue, 2, record("trees", 2), record(on=2, **mirror))
    assert entry_of(catalogue, "x-trees").hidden


def test_ids_are_told_apart_and_kept(catalogue):
    twin = "https://other.example/town/trees"
    first = crawl(
        catalogue, 0, record("trees"), record(repository=twin, text=good_text("Other", twin))
    ).changes.new
    assert first[0] == "town-trees"
    assert first[1].startswith("town-trees-")
    crawl(catalogue, 1, record(on=1, repository=twin, text=good_text("Other", twin)))
    assert entry_of(catalogue, twin).id == first[1]
