from __future__ import annotations

import sqlite3
from dataclasses import replace
from datetime import date

import msgspec
import pytest

from index.catalogue import Catalogue, forgetting
from index.entry import State
from index.errors import ForgetError
from index.personal_data import PersonalData
from publiccode.harvest import Outcome
from tests.index.catalogue.harvests import TOWN, crawl, good_text, record

DAY = date(2026, 1, 5)
ADA = """\
      email: ada@valdora.example
      phone: "+39 06 555 0199"
    - name: Bob Other
      email: bob@valdora.example
"""
CITY = replace(TOWN, id="city", name="City of Example")
GONE = ("Ada", "ada@valdora", "555 0199")


@pytest.fixture
def path(tmp_path):
    """Two versions of one file that name her, her name at another publisher, and a file without her."""
    path = tmp_path / "catalogue.sqlite"
    with Catalogue.open(path) as catalogue:
        crawl(catalogue, 0, record("trees", text=good_text(contact=ADA)))
        other = good_text("Roads", "https://git.example/city/roads").replace("Ada Example", "Cleo Other")
        crawl(
            catalogue,
            1,
            record("trees", on=1, text=good_text(contact=ADA, note="second")),
            record("benches", on=1, text=good_text("Benches").replace("Ada Example", "Dan Other")),
            record(
                "roads", on=1, repository="https://git.example/city/roads", publisher=CITY,
                text=f"# thanks to Ada Example\n{other}",
            ),
        )  # fmt: skip
    return path


def opened(path, **options) -> Catalogue:
    return Catalogue.open(path, personal=PersonalData.ALL, **options)


def everything(catalogue: Catalogue) -> str:
    """All that the catalogue tells, and every text that it keeps."""
    ids = [entry.id for entry in catalogue.entries()]
    texts = [catalogue.text(one, v.number) for one in ids for v in catalogue.history(one)]
    told = (list(catalogue.entries()), list(catalogue.readings()), catalogue.reports())
    return msgspec.json.encode(told).decode() + "".join(map(str, texts))


def test_a_person_goes_by_address_with_what_stands_beside_her(path):
    with opened(path) as catalogue:
        assert all(one in everything(catalogue) for one in GONE)

        named = catalogue.forget("ADA@valdora.example", DAY)

        kept = everything(catalogue)
        entry = catalogue.entry("town-trees")
        assert entry is not None
        assert [(one.id, one.versions) for one in named] == [("town-trees", 2)]
        assert "ada@valdora" not in kept
        assert "555 0199" not in kept
        assert "Ada Example" not in str(catalogue.text("town-trees", 1))
        assert [one.name for one in entry.software.contacts] == ["Bob Other"]
        assert (entry.state, entry.problems) == (State.LISTED, ())
        # Another administration may know another Ada Example.
        assert "Ada Example" in str(catalogue.text("city-roads"))


def test_a_person_goes_by_name_everywhere(path):
    with opened(path) as catalogue:
        named = catalogue.forget("example ada", DAY)

        assert not [one for one in GONE if one in everything(catalogue)]
        assert sorted(one.id for one in named) == ["city-roads", "town-trees"]
        assert "Bob Other" in everything(catalogue)
    stored = path.read_bytes()
    assert not [one for one in (b"Ada Example", b"ada@valdora", b"555 0199") if one in stored]
    assert not path.with_name(path.name + "-wal").exists()


def test_no_later_night_brings_her_back(path):
    with opened(path) as catalogue:
        catalogue.forget("ada@valdora.example", DAY)
        before = catalogue.entry("town-trees")

        crawl(catalogue, 2, record("trees", on=2, text=good_text(contact=ADA, note="second")))
        now = catalogue.entry("town-trees")
        assert before is not None
        assert now is not None
        assert replace(now, last_seen=before.last_seen) == before
        assert len(catalogue.history("town-trees")) == 2

        again = good_text(contact=ADA, note="third").replace("Finds it", "Ada Example finds it")
        crawl(
            catalogue,
            3,
            record("trees", on=3, text=again),
            record("new", on=3, text=good_text("New", contact=ADA)),
        )
        kept = "".join(str(catalogue.text(one)) for one in ("town-trees", "town-new"))
        assert not [one for one in GONE if one in kept]
        assert "third" in kept
        assert catalogue.counts()[State.LISTED] >= 2

        catalogue.read_again()
        assert not [one for one in ("ada@valdora", "555 0199") if one in everything(catalogue)]
        entry = catalogue.entry("town-trees")
        assert entry is not None
        assert [one.name for one in entry.software.contacts] == ["Bob Other"]


def test_an_unchanged_night_asks_for_nothing_again(path):
    with opened(path) as catalogue:
        known = catalogue.known()
        catalogue.forget("Ada Example", DAY)

        assert catalogue.known() == known
        crawl(catalogue, 2, record("trees", on=2, outcome=Outcome.UNCHANGED))
        assert len(catalogue.history("town-trees")) == 2


def test_versions_that_are_alike_now_are_one(tmp_path):
    with opened(tmp_path / "catalogue.sqlite") as catalogue:
        for night, name in enumerate(("Ada Example", "Eve Example")):
            text = good_text(extra=f"# by {name}\n").replace(
                "    - name: Ada Example", "    - name: Bob Other"
            )
            crawl(catalogue, night, record("trees", on=night, text=text))
        catalogue.forget("Ada Example", DAY)
        catalogue.forget("Eve Example", DAY)

        (version,) = catalogue.history("town-trees")
        assert (version.first_seen[:10], version.last_seen[:10]) == ("2026-01-01", "2026-01-02")
        assert (version.is_newest, version.is_shown) == (True, True)


def test_a_dry_run_says_what_would_be_done_and_does_nothing(path):
    with opened(path) as catalogue:
        before = everything(catalogue)

        assert [one.id for one in catalogue.forget("ada@valdora.example", DAY, dry_run=True)] == [
            "town-trees"
        ]

        assert everything(catalogue) == before
        assert not catalogue.forgotten().marks


def test_all_is_done_or_nothing(path, monkeypatch):
    def broken(*_):
        raise sqlite3.OperationalError("disk full")

    with opened(path) as catalogue:
        before = everything(catalogue)
        monkeypatch.setattr(forgetting, "_rewrite_runs", broken)
        with pytest.raises(Exception, match="disk full"):
            catalogue.forget("ada@valdora.example", DAY)
        assert everything(catalogue) == before
        assert not catalogue.forgotten().marks


def test_a_problem_that_quotes_her_does_not_any_more(path):
    text = good_text(contact="      email: Ada Example ada@valdora.example\n")
    with opened(path) as catalogue:
        crawl(catalogue, 2, record("lamps", on=2, text=text))
        assert "Ada Example" in str(catalogue.entry("town-lamps"))

        catalogue.forget("Ada Example", DAY)

        entry = catalogue.entry("town-lamps")
        assert "Ada Example" not in str(entry)


@pytest.mark.parametrize(
    ("who", "why"),
    [
        *(("Ada", "one word"), ("", "one word")),
        *(("ada@", "no e-mail"), ("a b@x", "no e-mail"), ("town of example", "no person")),
    ],
)  # fmt: skip
def test_what_is_no_person_is_refused(path, who, why):
    with opened(path) as catalogue:
        before = everything(catalogue)
        with pytest.raises(ForgetError, match=why):
            catalogue.forget(who, DAY)
        assert everything(catalogue) == before
