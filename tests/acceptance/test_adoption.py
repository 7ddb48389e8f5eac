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
