"""What is built from the same catalogue is the same, whatever order a process happens to give its sets."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


_BUILD = """
import sys
from tests.acceptance.one_command import main
site = sys.argv[1]
sys.exit(main("rebuild") or main("site", "build", site))
"""


def files_of(site: Path) -> dict[Path, bytes]:
    return {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_two_builds_of_a_catalogue_are_the_same_bytes(crawled, tmp_path):
    """One in a process with a seed of its own, the other in those that all commands are forked from."""
    (crawled.riuso.data / "site.yml").write_text("languages: [en]\n")

    subprocess.run(
        [sys.executable, "-c", _BUILD, tmp_path / "one"],
        env=crawled.riuso.environment() | {"PYTHONHASHSEED": "1"},
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    crawled.riuso("rebuild")
    crawled.riuso("site", "build", tmp_path / "other")

    one, other = files_of(tmp_path / "one"), files_of(tmp_path / "other")
    assert len(one) > 100
    assert [str(path) for path in one if one[path] != other.get(path)] == []
    assert one.keys() == other.keys()
