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


def built(riuso, site: Path, seed: str) -> dict[Path, bytes]:
    """Build index and pages in a process of their own; return every file of the pages."""
    environment = riuso.environment() | {"PYTHONHASHSEED": seed}
    subprocess.run(
        [sys.executable, "-c", _BUILD, site], env=environment, cwd=ROOT, check=True, capture_output=True
    )
    return {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_two_builds_of_a_catalogue_are_the_same_bytes(crawled, tmp_path):
    (crawled.riuso.data / "site.yml").write_text("languages: [en]\n")

    one, other = (built(crawled.riuso, tmp_path / seed, seed) for seed in ("1", "2"))

    assert len(one) > 100
    assert [str(path) for path in one if one[path] != other.get(path)] == []
    assert one.keys() == other.keys()
