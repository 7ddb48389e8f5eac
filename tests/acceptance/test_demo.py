"""The demo is the first thing that anybody sees: it must run, twice, and show what it says."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


_DEMO = """
from examples import demo
set_up = demo.Stage.set_up
def in_one_language(stage):
    set_up(stage)
    demo.DATA.mkdir()
    (demo.DATA / "site.yml").write_text("languages: [en]")
demo.Stage.set_up = in_one_language
demo.main()
"""
"""Of its pages one language is made: what the other five take is as long as all the rest."""


def demo(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", _DEMO],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_demo_shows_two_nights_whatever_was_there_before(tmp_path):
    rest = tmp_path / "var/demo/data/catalogue.sqlite"
    rest.parent.mkdir(parents=True)
    rest.write_text("of an earlier run that was stopped")

    done = demo(tmp_path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "Traceback" not in done.stderr

    first, _, second = done.stdout.partition("Second night")
    assert "28  read" in first
    assert "25 software in the catalogue" in first
    assert "25  unchanged since the last run" in second
    assert "invalid  1  comune-valdora-prenota-sportello" in second
    assert "renamed  1  gemeente-waterdrecht-raadsinformatie" in second
    assert "1. Prenota Sportello" in second
    assert "--archetype" in second
    assert (tmp_path / "var/demo/site/index.html").is_file()
