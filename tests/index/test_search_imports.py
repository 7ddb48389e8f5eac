"""What a search loads: a command that only searches must start quickly."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "scrapy",
    "twisted",
    "jinja2",
    "yaml",
    "sqlite3",
    "babel",
    "rapidfuzz",
    "Stemmer",
    "index.build",
    "index.entry",
    "publiccode.software",
    "shutil",
)


def test_opening_the_search_loads_nothing_that_only_some_searches_need():
    code = f"import sys, cli.commands.search; print([name for name in {HEAVY!r} if name in sys.modules])"
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert loaded.stdout.strip() == "[]"
