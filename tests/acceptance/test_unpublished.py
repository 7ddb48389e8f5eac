"""Where the results of a crawl can't be written, the night is told all the same, and the next run heals."""

from __future__ import annotations

import subprocess
import sys
from shutil import copy
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.command import Riuso
from tests.acceptance.conftest import EXAMPLES
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def town(tmp_path):
    """Return a publishers file that names one repository with a file in it."""
    (tmp_path / "software" / "town" / "app").mkdir(parents=True)
    copy(
        EXAMPLES / "software/comune-valdora/protocollo-aperto/publiccode.yml", tmp_path / "software/town/app"
    )
    publishers = tmp_path / "publishers.yml"
    publishers.write_text("- {id: town, name: Town, orgs: [software/town], host: directory}\n")
    return publishers


def healed(riuso: Riuso, *arguments: str | Path) -> None:
    """Crawl again, with nothing in the way: the run ends well and search finds what the first had seen."""
    done = riuso("crawl", *arguments)
    assert "1 software in the catalogue; search index built" in done.out
    assert riuso.json("search", "protocollo")["total"] == 1
    assert riuso.json("status")["todo"] == []


def test_the_night_is_told_where_the_index_cant_be_written(tmp_path, town):
    riuso = Riuso(tmp_path / "data")
    riuso.data.mkdir()
    (riuso.data / "search").write_text("in the way")

    done = riuso("crawl", town, "--data", riuso.data / ".", code=2)

    assert "crawled, but not published (1 repository in " in done.out
    assert "new  1  town-app" in done.out
    assert "Not published: " in done.out
    assert f"Error: {riuso.data}/search" in done.err
    assert "What was seen is in the catalogue. When that is mended, `riuso rebuild" in done.err
    assert "publication failed: " in riuso("monitor", code=1).out
    assert any("riuso rebuild" in one for one in riuso.json("status", code=1)["todo"])

    (riuso.data / "search").unlink()
    healed(riuso, town)


def test_the_night_is_told_where_the_pages_cant_be_written(tmp_path, town):
    riuso, wall = Riuso(tmp_path / "data"), tmp_path / "wall"
    wall.write_text("no folder")

    done = riuso("crawl", town, "--site", wall / "site", "--format", "json", code=2)

    assert done.json["changes"]["new"] == ["town-app"]
    assert (done.json["exit"], "wall" in done.json["unpublished"]) == (2, True)
    assert f"`riuso rebuild --site {wall / 'site'}` publishes it" in done.err
    assert riuso.json("report")["exit"] == 2
    assert riuso.json("search", "protocollo")["total"] == 1


def test_a_full_disk_loses_neither_the_summary_nor_what_was_seen(tmp_path, town):
    """Files may not grow beyond a bound, which is as a full disk is: whatever is larger can't be written."""
    data = tmp_path / "data"
    script = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN);"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (400 * 1024,) * 2);"
        "from cli.main import main; sys.argv[0] = 'riuso'; main()"
    )
    command = [sys.executable, "-c", script, "crawl", str(town), "--data", str(data)]

    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "not published (1 repository in " in done.stdout
    assert "Error: writing search index or pages: " in done.stderr
    assert "When that is mended, `riuso rebuild --data " in done.stderr
    healed(Riuso(data), town)
