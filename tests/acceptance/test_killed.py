"""A process that is killed at any moment: the next command works and nothing that was good is lost."""

from __future__ import annotations

import random
import signal
import time
from typing import TYPE_CHECKING

import pytest

from tests.acceptance.command import Riuso

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SOFTWARE = 80
KILLS = 10
SEED = 20261122

FILE = """\
publiccodeYmlVersion: "0.7"
name: Made {number}
url: https://code.example/many/made-{number}
softwareVersion: {version}
platforms: [web]
categories: [document-management]
developmentStatus: stable
softwareType: standalone/web
description:
  en:
    shortDescription: A registry of {word} for the office of {number}
    longDescription: >
      {long}
    features: [Keeps {word}]
legal: {{license: EUPL-1.2}}
maintenance: {{type: community, contacts: [{{name: Nobody Known}}]}}
localisation: {{localisationReady: true, availableLanguages: [en]}}
"""
WORDS = ("permits", "letters", "trees", "bridges", "books")


@pytest.fixture
def many(tmp_path):
    publishers = tmp_path / "publishers.yml"
    publishers.write_text("- {id: many, name: Many, host: directory, orgs: [many]}\n")
    write(tmp_path, 0)
    riuso = Riuso(tmp_path / "data")
    riuso("crawl", publishers)
    return tmp_path, publishers, riuso


def write(root: Path, version: int) -> None:
    for number in range(SOFTWARE):
        folder = root / "many" / f"made-{number:03}"
        folder.mkdir(parents=True, exist_ok=True)
        word = WORDS[number % len(WORDS)]
        text = FILE.format(number=number, version=f"1.{version}", word=word, long=f"{word} and more " * 12)
        (folder / "publiccode.yml").write_text(text)


def kill_somewhere(riuso: Riuso, arguments: tuple[str | Path, ...], moments: list[float]) -> Iterator[float]:
    """Kill ``riuso ARGUMENTS`` at each of ``moments``, shares of how long it takes; search after each."""
    began = time.monotonic()
    riuso(*arguments)
    whole = time.monotonic() - began
    for moment in moments:
        yield moment
        process = riuso.start(*arguments)
        time.sleep(moment * whole)
        process.kill()
        process.wait()
        found = riuso.json("search", "registry", "--limit", "1")
        assert found["total"] == SOFTWARE, f"killed after {moment * whole:.2f} s of {whole:.2f} s"


@pytest.mark.slow
def test_a_crawl_killed_at_random_moments(many):
    root, publishers, riuso = many
    chance = random.Random(SEED)
    moments = [chance.uniform(0.2, 1.0) for _ in range(KILLS)]

    for version, _ in enumerate(kill_somewhere(riuso, ("crawl", publishers), moments), start=1):
        if version > 1:
            riuso("rebuild")
        write(root, version)

    report = riuso.json("crawl", publishers, "--no-resume")
    assert sum(report["repositories"].values()) == SOFTWARE
    shown = riuso.json("show", "many-made-007")
    assert shown["software"]["software_version"] == f"1.{KILLS}"
    assert riuso.json("status")["todo"] == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_a_crawl_that_is_told_to_stop(many, how):
    root, publishers, riuso = many
    write(root, 1)
    slow = riuso.start("crawl", publishers)
    while not list(riuso.data.glob("runs/*/harvest.jsonl.part")) and slow.poll() is None:
        time.sleep(0.01)
    slow.send_signal(how)

    # It may have been too late to stop it, or so late that only the harvest was there.
    assert slow.wait(60) in {130, 0, -how}
    went_on = riuso.json("crawl", publishers)
    assert went_on["exit"] == 0
    assert sum(went_on["repositories"].values()) + went_on["resumed"] == SOFTWARE
    assert riuso.json("show", "many-made-007")["software"]["software_version"] == "1.1"


@pytest.mark.slow
def test_an_index_build_killed_at_random_moments(many):
    *_, riuso = many
    chance = random.Random(SEED)

    for _ in kill_somewhere(riuso, ("rebuild",), [chance.uniform(0.2, 1.0) for _ in range(KILLS)]):
        pass

    riuso("rebuild")
    assert riuso.json("status")["todo"] == []
    leftover = sum(path.stat().st_size for path in (riuso.data / "search").rglob("*") if path.is_file())
    assert leftover < 50_000_000
