"""``riuso register``: checked first, then one entry more, and the next run comes by."""

from __future__ import annotations

import pytest

from tests.acceptance.command import Riuso
from tests.acceptance.conftest import EXAMPLES
from tests.hosts.gitea import GiteaServer

FILE = (EXAMPLES / "software/comune-valdora/protocollo-aperto/publiccode.yml").read_text()
KEPT = "# By hand.\n- id: other   # stays\n  name: Other\n  note: None yet.\n  active: false\n"


@pytest.fixture
def gitea(tmp_path):
    with GiteaServer(tmp_path / "git") as server:
        server.add("town/app", {"publiccode.yml": FILE})
        server.add("bare/plain", {"README.md": "x"})
        yield server


def test_what_is_registered_is_crawled_by_the_next_run(tmp_path, gitea):
    riuso, file = Riuso(tmp_path / "data"), tmp_path / "publishers.yml"
    file.write_text(KEPT)
    town = [f"{gitea.url}/town", "--to", file, "--host", "gitea", "--id", "town", "--name", "The Town"]

    shown = riuso("register", *town, "--dry-run")
    assert file.read_text() == KEPT
    assert "+- id: town" in shown.out
    assert "1 repository, 1 with a publiccode.yml, 1 listed, 0 to mend" in shown.out

    done = riuso.json("register", *town)
    assert done["added"]
    assert [one["listed"] for one in done["check"]["repositories"]] == [True]
    assert file.read_text().startswith(KEPT)
    assert "host: gitea" in file.read_text()

    again = riuso("register", *town)
    assert "is there already" in again.out
    assert riuso.json("crawl", file)["changes"]["new"] == ["town-app"]


def test_what_has_nothing_to_list_is_refused_unless_it_is_wanted(tmp_path, gitea):
    riuso, file = Riuso(tmp_path / "data"), tmp_path / "publishers.yml"
    bare = [f"{gitea.url}/bare", "--to", file, "--host", "gitea", "--id", "bare", "--name", "Bare"]

    refused = riuso("register", *bare, code=1)
    assert "Not added" in refused.err
    assert not file.exists()

    added = riuso("register", *bare, "--anyway", "--data", riuso.data / "b")
    assert f"Next: riuso crawl {file} --data {riuso.data / 'b'}\n" in added.err
    assert "bare" in file.read_text()
