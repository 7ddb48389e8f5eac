"""A build on top of an old site: what is as it was keeps its bytes and its time."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from index.entry import State
from index.pages.options import SiteOptions
from tests.index.built_site import make
from tests.index.entries import ENTRIES, PROTOCOLLO

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = 1_000_000_000
OPTIONS = SiteOptions(languages=("en", "it"), base_url="https://software.valdora.example/")


def stamped(folder: Path) -> dict[str, float]:
    return {
        str(file.relative_to(folder)): file.stat().st_mtime for file in folder.rglob("*") if file.is_file()
    }


def age(folder: Path) -> None:
    for file in folder.rglob("*"):
        os.utime(file, (LONG_AGO, LONG_AGO))


def test_the_same_catalogue_writes_nothing(tmp_path: Path):
    made = make(ENTRIES, tmp_path, OPTIONS)
    before = {file: (made.folder / file).read_bytes() for file in stamped(made.folder)}
    age(made.folder)
    again = make(ENTRIES, tmp_path, OPTIONS)
    assert {file: (again.folder / file).read_bytes() for file in stamped(again.folder)} == before
    assert {file for file, time in stamped(again.folder).items() if time != LONG_AGO} == {".riuso-site"}
    assert again.summary.written == 0


def test_one_changed_software_rewrites_only_what_mentions_it(tmp_path: Path):
    made = make(ENTRIES, tmp_path, OPTIONS)
    age(made.folder)
    changed = replace(
        PROTOCOLLO, software=replace(PROTOCOLLO.software, software_version="4.3.0", release_date="2026-03-01")
    )
    made = make([changed if e.id == PROTOCOLLO.id else e for e in ENTRIES], tmp_path, OPTIONS)
    written = {file for file, time in stamped(made.folder).items() if time != LONG_AGO}
    pages = {file for file in written if file.endswith(".html")}
    own = {f"{folder}software/{PROTOCOLLO.id}/index.html" for folder in ("", "it/")}
    assert own <= pages
    for page in pages - own:
        assert "Protocollo Aperto" in (made.folder / page).read_text(encoding="utf-8"), page
    assert "4.3.0" in (made.folder / "api/v1/software" / f"{PROTOCOLLO.id}.json").read_text()
    assert made.summary.written == len(written) - 1


def test_a_software_that_went_is_gone_from_every_list(tmp_path: Path):
    make(ENTRIES, tmp_path, OPTIONS)
    left = replace(PROTOCOLLO, state=State.VANISHED, gone_since="2026-03-21T02:00:00Z")
    made = make([left if e.id == PROTOCOLLO.id else e for e in ENTRIES], tmp_path, OPTIONS)
    assert "No longer in the catalogue" in made.text(f"software/{PROTOCOLLO.id}")
    assert "Non più nel catalogo" in made.text(f"it/software/{PROTOCOLLO.id}")
    assert "Protocollo Aperto" not in made.text("a-z")


def test_processes_write_the_same_as_one(tmp_path: Path):
    one = make(ENTRIES, tmp_path / "one", replace(OPTIONS, workers=1))
    two = make(ENTRIES, tmp_path / "two", replace(OPTIONS, workers=2))
    assert two.summary.pages == one.summary.pages
    files = stamped(one.folder)
    assert files.keys() == stamped(two.folder).keys()
    assert not [
        file for file in files if (one.folder / file).read_bytes() != (two.folder / file).read_bytes()
    ]
