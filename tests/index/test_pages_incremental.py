"""A build on top of an old site: what is as it was keeps its bytes and its time."""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from index.entry import State
from index.pages import archive
from index.pages.options import SiteOptions
from tests.index.built_site import LISTED, Built, make
from tests.index.entries import ENTRIES, PROTOCOLLO

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = 1_000_000_000
OPTIONS = SiteOptions(languages=("en", "it"), base_url="https://software.valdora.example/", workers=1)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A site, its search index beside it; not to be changed."""
    return make(ENTRIES, tmp_path_factory.mktemp("first"), OPTIONS)


@pytest.fixture
def old(first: Built, tmp_path: Path) -> Path:
    """The same in a folder of the test's own, written long ago."""
    where = tmp_path / "old"
    shutil.copytree(first.folder.parent, where, symlinks=True)
    age(where / "site")
    return where


def stamped(folder: Path) -> dict[str, float]:
    return {
        str(file.relative_to(folder)): file.stat().st_mtime for file in folder.rglob("*") if file.is_file()
    }


def age(folder: Path) -> None:
    for file in folder.rglob("*"):
        os.utime(file, (LONG_AGO, LONG_AGO))


def test_the_same_catalogue_writes_nothing(first: Built, old: Path):
    before = {file: (first.folder / file).read_bytes() for file in stamped(first.folder)}
    again = make(ENTRIES, old, OPTIONS)
    assert {file: (again.folder / file).read_bytes() for file in stamped(again.folder)} == before
    assert {file for file, time in stamped(again.folder).items() if time != LONG_AGO} == {".riuso-site"}
    assert again.summary.written == 0


def test_one_changed_software_rewrites_only_what_mentions_it(old: Path):
    changed = replace(
        PROTOCOLLO, software=replace(PROTOCOLLO.software, software_version="4.3.0", release_date="2026-03-01")
    )
    made = make([changed if e.id == PROTOCOLLO.id else e for e in ENTRIES], old, OPTIONS)
    written = {file for file, time in stamped(made.folder).items() if time != LONG_AGO}
    pages = {file for file in written if file.endswith(".html")}
    own = {f"{folder}software/{PROTOCOLLO.id}/index.html" for folder in ("", "it/")}
    assert own <= pages
    for page in pages - own:
        assert "Protocollo Aperto" in (made.folder / page).read_text(encoding="utf-8"), page
    assert "4.3.0" in (made.folder / "api/v1/software" / f"{PROTOCOLLO.id}.json").read_text()
    assert made.summary.written == len(written) - 1
    with zipfile.ZipFile(made.folder / "downloads" / "catalogue-it.zip") as packed:
        assert b"4.3.0" in packed.read(f"catalogue/it/software/{PROTOCOLLO.id}/index.html")


def test_a_zip_of_the_same_files_is_not_made_again(old: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(archive, "_archive", None)
    assert make(ENTRIES, old, OPTIONS).summary.written == 0
    with pytest.raises(TypeError):
        make(ENTRIES, old, replace(OPTIONS, title="Other"))


def test_a_software_that_went_is_gone_from_every_list(old: Path):
    left = replace(PROTOCOLLO, state=State.VANISHED, gone_since="2026-03-21T02:00:00Z")
    made = make([left if e.id == PROTOCOLLO.id else e for e in ENTRIES], old, OPTIONS)
    assert "No longer in the catalogue" in made.text(f"software/{PROTOCOLLO.id}")
    assert "Non più nel catalogo" in made.text(f"it/software/{PROTOCOLLO.id}")
    assert "Protocollo Aperto" not in made.text("a-z")


def test_processes_write_the_same_as_one(first: Built, tmp_path: Path):
    told: list[tuple[int, int]] = []
    progress = lambda done, total: told.append((done, total))  # noqa: E731 - one line of a test
    two = make(ENTRIES, tmp_path, replace(OPTIONS, workers=2), progress=progress)
    assert told == sorted(told)
    assert len({total for _, total in told}) == 1
    # The search reads the pages of both languages after all is written.
    assert [total - done for done, total in dict.fromkeys(told)][-3:] == [2 * len(LISTED), len(LISTED), 0]
    assert two.summary.pages == first.summary.pages
    files = stamped(first.folder)
    assert files.keys() == stamped(two.folder).keys()
    assert not [
        file for file in files if (first.folder / file).read_bytes() != (two.folder / file).read_bytes()
    ]
