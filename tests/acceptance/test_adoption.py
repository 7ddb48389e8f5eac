"""Who uses what, as whole command lines on the crawled examples."""

from __future__ import annotations

TIMETABLE = "open-transit-collective-timetable-tools"


def test_who_uses_a_software_and_what_an_organisation_uses(crawled_once):
    riuso = crawled_once.riuso

    told = riuso.json("used-by", TIMETABLE)
    by_source = {(c["source"], c["organisation"]["id"]) for c in told["claims"]}
    assert by_source == {
        ("publisher", "ie-open-transit-collective"),
        ("used-by", "ie-ashmere-county-council"),
        ("used-by", "se-nordviks-kommun"),
    }
    assert told["organisations"] == 3

    used = riuso.json("uses", "Nordviks kommun")
    assert TIMETABLE in {claim["software"]["id"] for claim in used["claims"]}
    assert "named in its file" in riuso("uses", "se-nordviks-kommun").out

    found = riuso.json("search", "--used-by", "nordviks kommun")
    assert TIMETABLE in {hit["id"] for hit in found["hits"]}
    assert {user["id"] for user in riuso.json("show", TIMETABLE)["users"]} >= {"se-nordviks-kommun"}


def test_a_slip_in_a_name_gets_help(crawled_once):
    assert "Did you mean 'Comune di Valdora'" in crawled_once.riuso("uses", "Comune de Valdora", code=1).err


def test_claims_of_the_operator_are_published_with_the_next_rebuild(crawled):
    riuso = crawled.riuso
    (riuso.data / "claims").mkdir()
    own = riuso.data / "claims" / "own.yml"
    own.write_text(f"claims: [{{software: {TIMETABLE}, organisation: Stadt Lindenau, country: DE}}]\n")
    assert riuso.json("status", code=1)["index"] == "out of date"

    riuso("rebuild")

    assert riuso.json("status")["index"] == "fresh"
    claims = riuso.json("used-by", TIMETABLE)["claims"]
    assert ("operator", "de-stadt-lindenau") in {(c["source"], c["organisation"]["id"]) for c in claims}
    own.write_text("claims: [x]\n")
    assert "own.yml: claim 1 needs" in riuso("rebuild", code=2).err


def test_who_is_near_a_town_the_nearest_first(crawled_once):
    riuso = crawled_once.riuso

    near = riuso.json("near", "Valdora", "--km", "1200")
    names = [one["organisation"]["name"] for one in near["neighbours"]]
    assert names[:2] == ["Comune di Valdora", "Istituto nazionale per i dati marini"]
    distances = [one["km"] for one in near["neighbours"]]
    assert distances == sorted(distances)
    assert 0 == distances[0] < 100 < distances[1] < 200
    assert "Istituto nazionale per i dati marini" in riuso("near", "Valdora", "--km", "1200").out

    (only, *_) = riuso.json("near", "Kiel", "--km", "2000", "--category", "online-booking")["neighbours"]
    assert all("online-booking" in s["categories"] for s in (*only["uses"], *only["publishes"]))
    assert "no place is called 'Nowhereland'" in riuso("near", "Nowhereland", code=1).err
    assert "did you mean online-booking" in riuso("near", "Kiel", "--category", "booking", code=2).err
    assert "'italy' is no country's" in riuso("near", "Samone", "--country", "italy", code=2).err
    assert "--country chooses another: Samone" in riuso("near", "Samone").err


def test_search_can_be_narrowed_to_what_is_used_around(crawled_once):
    riuso = crawled_once.riuso

    found = riuso.json("search", "--near", "Valdora", "--km", "200")
    near = {hit["id"]: found["near"][hit["id"]]["km"] for hit in found["hits"]}
    assert list(near.values()) == sorted(near.values())
    assert found["sort"] == "nearest"
    assert near["comune-valdora-protocollo-aperto"] == 0
    assert {hit["id"] for hit in riuso.json("search", "protocollo", "--near", "Valdora")["hits"]} <= set(near)
    assert "0 km: Comune di Valdora" in riuso("search", "--near", "Valdora").out
    assert "also called so: Samone" in riuso("search", "--near", "Samone").err
    assert "needs --near" in riuso("search", "--sort", "nearest", code=2).err


def test_a_comparison_tells_the_nearest_user(crawled_once):
    riuso = crawled_once.riuso
    compared = (TIMETABLE, "comune-valdora-protocollo-aperto")

    told = riuso("compare", *compared, "--near", "Kiel").out

    _, _, told = told.partition("Nearest to Kiel")
    assert "Nordviks kommun" in told.split("\n")[1]
    assert " km away" in told.split("\n")[1]
    assert "Nearest" not in riuso("compare", *compared).out
    assert "no place is called" in riuso("compare", *compared, "--near", "Nowhereland", code=1).err
    assert "also called so: Samone" in riuso("compare", *compared, "--near", "Samone").err
    assert "'EUPL1.2' is no SPDX" in riuso("compare", *compared, "--into", "EUPL1.2", code=2).err
