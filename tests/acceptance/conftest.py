from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.acceptance.command import Riuso
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"
FILE = "publiccode.yml"


@dataclass(frozen=True)
class Place:
    """A copy of the example administrations and the data folder of a catalogue of them."""

    root: Path
    riuso: Riuso

    @property
    def publishers(self) -> Path:
        return self.root / "publishers.yml"

    def file(self, repository: str) -> Path:
        return self.root / "software" / repository / FILE

    def change(self, repository: str, old: str, new: str) -> None:
        path = self.file(repository)
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def crawl(self, code: int = 0):
        return self.riuso.json("crawl", self.publishers, code=code)


def make_place(root: Path) -> Place:
    shutil.copytree(EXAMPLES / "software", root / "software")
    shutil.copy(EXAMPLES / "publishers.yml", root)
    return Place(root, Riuso(root / "data"))


@pytest.fixture
def place(tmp_path):
    """The examples, not yet crawled."""
    return make_place(tmp_path)


@pytest.fixture(scope="session")
def snapshot(tmp_path_factory):
    """A crawled place and a copy of it as it was then."""
    place = make_place(tmp_path_factory.mktemp("place") / "root")
    place.crawl()
    shutil.copytree(place.root, place.root.with_name("copy"), symlinks=True)
    return place


@pytest.fixture
def crawled(snapshot):
    """The examples, crawled; to be changed. Put back at the same path, since that is where they were seen."""
    shutil.rmtree(snapshot.root)
    shutil.copytree(snapshot.root.with_name("copy"), snapshot.root, symlinks=True)
    return snapshot


@pytest.fixture(scope="session")
def crawled_once(tmp_path_factory):
    """The examples, crawled, their pages to be in one language; not to be changed."""
    place = make_place(tmp_path_factory.mktemp("examples"))
    place.crawl()
    (place.riuso.data / "site.yml").write_text("languages: [en]\n")
    return place
