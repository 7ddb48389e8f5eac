"""One command in a process of its own, as ``riuso ARGUMENTS`` is."""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from cli.adopting import gazetteer
from cli.main import main as riuso
from crawler.publishers import read_publishers
from tests.conftest import ROOT
from tests.crawler.one_crawl import warm as warm_crawl
from tests.index.built_site import make
from tests.index.entries import ENTRIES


def warm() -> None:
    """Do once what a process does on its way to a catalogue with pages: read words, places and templates."""
    warm_crawl()
    places = gazetteer()
    for source in read_publishers([ROOT / "examples" / "publishers.yml"]):
        places.find("x", source.publisher.country)
    places.find("Valdora")  # wherever it is
    with TemporaryDirectory() as folder:
        make(ENTRIES, Path(folder))


def main(*arguments: str) -> int:
    """Run ``riuso ARGUMENTS``; return its exit code."""
    sys.argv = ["riuso", *arguments]
    try:
        riuso()
    except SystemExit as end:
        return int(end.code or 0)
