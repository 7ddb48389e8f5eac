"""``riuso report --publisher``: what lies in the folder, what became of it, and what is left alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from cli.main import cli
from index.catalogue import Catalogue
from publiccode.publisher import Publisher
from tests.index.catalogue.harvests import UNREADABLE, bad_text, crawl, good_text, record, url_of

if TYPE_CHECKING:
    from pathlib import Path

TOWN = Publisher("town", "Town", country="DE")
VILLAGE = Publisher("village", "Village", country="FR")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    folder.mkdir()
    with Catalogue.open(folder / "catalogue.sqlite") as catalogue:
        crawl(
            catalogue,
            0,
            record("bad", text=bad_text("Bad"), publisher=TOWN),
            record("good", text=good_text("Good"), publisher=TOWN),
            record("torn", text=UNREADABLE, publisher=TOWN),
            record("old", text=bad_text("Old"), archived=True, publisher=TOWN),
            record("far", text=bad_text("Far"), publisher=VILLAGE),
        )
    return folder


def run(data: Path, *arguments: object) -> Result:
    return CliRunner().invoke(cli, ["report", *map(str, arguments), "--data", str(data)])


def told(data: Path, folder: Path, *publishers: str) -> Any:
    named = [word for one in publishers or ("town",) for word in ("--publisher", one)]
    result = run(data, *named, "--to", folder, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def states(notes: Any) -> dict[str, str]:
    return {one["text"]: one["state"] for one in notes["notes"]}


def test_each_file_with_problems_has_a_note_and_one_that_cannot_be_read_too(data, tmp_path):
    folder = tmp_path / "notes"
    notes = told(data, folder)
    assert notes["looked_at"] == 4
    assert notes["left_out"] == {"archived": 1}
    (torn,) = [one for one in notes["notes"] if one["id"] is None]
    assert states(notes) == {"town-bad.md": "new", torn["text"]: "new"}
    assert names(folder) == sorted(["notes.json", "town-bad.md", torn["text"]])
    text = (folder / "town-bad.md").read_text(encoding="utf-8")
    assert text.startswith("# publiccode.yml: 1 Problem zu beheben\n\n")
    assert "steht die Software nicht im Katalog" in (folder / torn["text"]).read_text(encoding="utf-8")
    assert json.loads((folder / "notes.json").read_text()) == notes["notes"]


def test_a_second_time_tells_what_is_new_and_what_was_mended(data, tmp_path):
    folder = tmp_path / "notes"
    (folder / "sub").mkdir(parents=True)
    (folder / "mine.md").write_text("mine")
    first = told(data, folder, "town", "village")
    assert set(states(told(data, folder, "town", "village")).values()) == {"as-before"}
    with Catalogue.open(data / "catalogue.sqlite") as catalogue:
        crawl(
            catalogue,
            1,
            record("bad", 1, text=good_text("Bad")),
            record("good", 1, text=bad_text("Good")),
            record("torn", 1, text=UNREADABLE + "\n"),
        )
    second = told(data, folder, "town")
    assert states(second)["town-good.md"] == "new"
    assert [(one["repository"], one["reason"]) for one in second["closed"]] == [(url_of("bad"), "mended")]
    kept = {one["text"] for one in first["notes"]} - {"town-bad.md"}
    assert names(folder) == sorted({"mine.md", "sub", "notes.json", "town-good.md", *kept})
    assert "village-far.md" in kept or "town-far.md" in kept


def test_who_wants_no_notes_gets_none(data, tmp_path):
    folder = tmp_path / "notes"
    told(data, folder)
    (data / "curation.yml").write_text(f"quiet:\n  - software: {url_of('bad').upper()}\n    reason: asked\n")
    notes = told(data, folder)
    assert notes["left_out"] == {"archived": 1, "quiet": 1}
    assert [one["reason"] for one in notes["closed"]] == ["left-out"]
    assert not (folder / "town-bad.md").exists()
    (data / "curation.yml").write_text("quiet: [{software: town}]\n")
    assert told(data, folder)["notes"] == []
    (data / "curation.yml").write_text("quiet: [{software: another}]\n")
    assert len(told(data, folder)["notes"]) == 2


def test_a_list_from_elsewhere_removes_nothing_outside(data, tmp_path):
    folder = tmp_path / "notes"
    notes = told(data, folder)["notes"]
    outside = tmp_path / "outside.md"
    outside.write_text("stays")
    stray = {
        **notes[0],
        "repository": "https://x.example/gone",
        "text": "../outside.md",
        "diff": "curation.yml",
    }
    (folder / "curation.yml").write_text("stays")
    (folder / "notes.json").write_text(json.dumps([*notes, stray]))
    assert len(told(data, folder)["closed"]) == 1
    assert outside.exists()
    assert (folder / "curation.yml").exists()
    (folder / "notes.json").write_text("no list")
    assert set(states(told(data, folder)).values()) == {"new"}


def test_people_are_told_what_to_do(data, tmp_path):
    result = run(data, "--publisher", "town", "--to", tmp_path / "notes", "--errors-only")
    assert "new  town-bad.md " in result.stdout
    assert "4 files looked at, 2 notes in" in result.stdout
    assert "left out: 1 (archived: nobody" in result.stdout
    assert f"Open {url_of('bad')}/issues/new?title=" in result.stderr
    assert "Nothing was sent" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--publisher", "town"), 2, "both --publisher ID and --to FOLDER"),
        (("--to", "/dev/null/x"), 2, "both --publisher ID and --to FOLDER"),
        (("--publisher", "town", "--to", "/dev/null/x", "--all"), 2, "no RUN, --all or prometheus"),
        (("--publisher", "towm", "--to", "/dev/null/x"), 1, "did you mean town?"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(data, arguments, code, said):
    result = run(data, *arguments)
    assert (result.exit_code, said in result.output) == (code, True), result.output
