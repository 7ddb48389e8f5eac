"""What changed between two nights, and a saved search that tells it."""

from __future__ import annotations

PROTOCOLLO = "comune-valdora-protocollo-aperto"


def test_a_night_that_changes_something_is_told(crawled, tmp_path):
    riuso = crawled.riuso
    assert riuso.json("watch", "list") == {"watches": []}
    kept = riuso.json(
        "watch", "add", "records", "protocollo", "--country", "IT", "--lang", "en", "--lang", "it"
    )
    assert (kept["found"], kept["watch"]["filters"]) == (1, {"country": ["IT"]})
    assert riuso.json("watch", "run")["watches"][0]["new"] == 0
    crawled.change(
        "comune-valdora/protocollo-aperto", "developmentStatus: stable", "developmentStatus: obsolete"
    )
    crawled.crawl()

    found = riuso.json("changes", PROTOCOLLO, "--kind", "status")["changes"]
    assert [(c["before"], c["after"]) for c in found] == [(["stable"], ["obsolete"])]
    assert "development status: Stable → Obsolete" in riuso("changes", "--since", "1d").out
    assert riuso.json("changes", "--since", "2999-01-01")["changes"] == []

    out = tmp_path / "public"
    (done,) = riuso.json("watch", "run", "--out", out)["watches"]
    assert (done["found"], done["new"], done["changed"], done["lost"]) == (1, 0, 1, 0)
    assert "development status: Stable → Obsolete" in (out / "records.txt").read_text()
    assert "stato di sviluppo: Stabile → Obsoleto" in (out / "records.it.txt").read_text(encoding="utf-8")
    assert "<entry>" in (out / "records.atom").read_text()
    assert "Protocollo Aperto" in (out / "records.html").read_text()
    first = {path.name: path.read_bytes() for path in out.iterdir()}
    riuso("watch", "run", "--out", out)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == first

    riuso("watch", "remove", "records")
    assert "No search is kept" in riuso("watch", "list").out
    assert "no search is kept under 'records'" in riuso("watch", "run", "records", code=2).err


def test_a_search_around_a_place_is_watched(crawled_once):
    riuso = crawled_once.riuso
    far = riuso.json("watch", "add", "far", "--near", "Nordvik", "--km", "30")
    assert (far["watch"]["near"], far["watch"]["km"]) == ("Nordvik", 30)
    assert 0 < far["found"] == riuso.json("search", "--near", "Nordvik", "--km", "30")["total"]
    assert riuso.json("watch", "run", "far")["watches"][0]["found"] == far["found"]
    assert "--near Nordvik --km 30" in riuso("watch", "list").out
    assert (
        "no place is called 'Nowherebury'" in riuso("watch", "add", "x", "--near", "Nowherebury", code=1).err
    )
    riuso("watch", "remove", "far")


def test_what_cannot_be_watched_is_refused(crawled_once):
    riuso = crawled_once.riuso
    assert "can't name a watch" in riuso("watch", "add", "../x", code=2).err
    assert "neither a date" in riuso("changes", "--since", "yesterday", code=2).err
    assert "there is no category" in riuso("watch", "add", "x", "--category", "nonsense", code=2).err
