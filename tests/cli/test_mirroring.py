from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cli.configuration import Configuration
from cli.data_folder import DataFolder
from cli.mirroring import _with, keep_only, mirror_pictures
from cli.progress import SilentSteps
from crawler.options import PictureOptions
from crawler.pictures.folder import PictureFolder
from crawler.pictures.order import Done
from crawler.pictures.rendering import Rendered
from index.pictures import logo, screenshots, wanted_pictures
from publiccode.pictures import Album, Picture, PictureReport, PictureUse
from publiccode.run import INTERRUPTED, BudgetUse, HostRequests, RunReport
from tests.hosts.gallery import Gallery, picture
from tests.hosts.server import Fault
from tests.index.entries import MIRROR, PROTOCOLLO

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cli.progress import Advance

REPORT = RunReport(run="r", started="", finished="", sources=(), repositories={}, requests={})
RAW = "https://code.example/raw/comune-valdora-protocollo-aperto"


def naming(*shots: str, entry=PROTOCOLLO, **facts):
    """Return an entry whose file names screenshots."""
    own = entry.software.descriptions[0]
    software = replace(entry.software, descriptions=(replace(own, screenshots=shots),), **facts)
    return replace(entry, software=software)


@pytest.fixture
def data(tmp_path):
    return DataFolder(tmp_path)


@pytest.fixture
def folder(data):
    """Two pictures that are mirrored."""
    kept = PictureFolder(data.pictures)
    pictures = tuple(
        Picture(
            use=PictureUse.SCREENSHOT,
            address=f"{RAW}/{name}.png",
            checked_at="2026-03-20T02:00:00Z",
            renditions=(kept.keep(Rendered(name.encode(), 100, 80)),),
        )
        for name in ("list", "ada-example")
    )
    kept.save(Album(pictures=pictures))
    return kept


def test_a_path_leads_to_a_place_beside_the_file():
    entry = naming(
        "img/a b.png", "https://x.example/c.png", "../../out.png", "file:///etc/x.png", logo="l.png"
    )
    assert list(screenshots(entry)) == [f"{RAW}/img/a%20b.png", "https://x.example/c.png"]
    assert logo(entry) == f"{RAW}/l.png"


@pytest.mark.parametrize("raw_url", [None, "file:///srv/a/publiccode.yml", "https://api.example/software/7"])
def test_a_path_leads_nowhere_where_the_file_has_no_address(raw_url):
    entry = replace(naming("img/a.png", "https://x.example/c.png"), raw_url=raw_url)
    assert list(screenshots(entry)) == ["https://x.example/c.png"]


def test_of_each_software_some_are_wanted_and_of_a_mirror_none():
    entry = naming("1.png", "2.png", "1.png", "3.png", logo="l.png")
    found = [
        one.address.rpartition("/")[2] for one in wanted_pictures([entry, naming("4.png", entry=MIRROR)], 2)
    ]
    assert found == ["l.png", "1.png", "2.png"]


def test_what_no_file_names_any_more_is_taken_away(data, folder):
    album = keep_only([naming("list.png")], data)
    assert album is not None
    assert [one.address for one in album.pictures] == [f"{RAW}/list.png"]
    assert sorted(path.suffix for path in folder.path.iterdir()) == [".json", ".webp"]
    assert "ada" not in (folder.path / "pictures.json").read_text(encoding="utf-8")
    assert keep_only([PROTOCOLLO], data) is None
    assert not folder.path.exists()
    assert keep_only([PROTOCOLLO], data) is None


@pytest.mark.parametrize("options", [PictureOptions(), PictureOptions(mirror=True)])
def test_nothing_is_started_where_no_picture_is_wanted(data, folder, monkeypatch, options):
    monkeypatch.setattr("subprocess.Popen", lambda *_args, **_options: pytest.fail("a process was started"))
    entries = [naming("list.png")] if not options.mirror else [PROTOCOLLO]
    report, notes = mirror_pictures(
        entries, data, Configuration(pictures=options), REPORT, steps=SilentSteps()
    )
    assert notes == ()
    assert (report.pictures is None) is (not options.mirror)
    assert not folder.path.exists()


def test_requests_for_pictures_are_added_to_those_of_the_crawl():
    before = replace(REPORT, requests={"a.example": HostRequests(total=5, errors=1, limit=9, remaining=3)})
    done = Done(
        PictureReport(named=1),
        {"a.example": HostRequests(total=2, not_modified=1), "b.example": HostRequests(total=1)},
        {"run": BudgetUse(requests=10, used_requests=8)},
    )
    report = _with(before, done)
    assert report.requests == {
        "a.example": HostRequests(total=7, not_modified=1, errors=1, limit=9, remaining=3),
        "b.example": HostRequests(total=1),
    }
    assert report.budgets["run"].used_requests == 8
    assert report.pictures == PictureReport(named=1)


class Impatient:
    """Steps that a signal ends after the first thing that is done."""

    @contextmanager
    def step(self, title: str) -> Iterator[Advance]:
        yield lambda _done, _total: os.kill(os.getpid(), signal.SIGTERM)


def test_a_signal_ends_the_fetching_and_what_came_until_then_is_kept(data):
    folder = data.runs / "r"
    folder.mkdir(parents=True)
    with Gallery() as gallery:
        gallery.add("/1.png", picture(50, 50))
        gallery.add("/slow.png", picture(300, 300))
        gallery.faults["/slow.png"] = Fault(how="drip")
        entry = naming(f"{gallery.url}/1.png", f"{gallery.url}/slow.png")
        entry = replace(entry, repository=f"{gallery.url}/a/b")
        options = Configuration(pictures=PictureOptions(mirror=True))
        report, notes = mirror_pictures([entry], data, options, REPORT, steps=Impatient(), urls=[gallery.url])
    assert (report.exit, report.stopped, notes) == (INTERRUPTED, "stopped by a signal", ())
    assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
    (kept,) = PictureFolder(data.pictures).album().pictures
    assert kept.address == f"{gallery.url}/1.png"
    assert kept.renditions


def test_a_process_that_fails_is_told_and_ends_no_run(data):
    entry = naming("https://x.example/c.png")
    (data.path / "pictures").write_text("a file where a folder should be")
    (data.runs / "r").mkdir(parents=True)
    options = Configuration(pictures=PictureOptions(mirror=True))
    report, (note,) = mirror_pictures([entry], data, options, REPORT, steps=SilentSteps())
    assert report == REPORT
    assert "fetching pictures failed" in note
