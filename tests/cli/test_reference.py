from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT


def test_the_page_of_commands_is_up_to_date():
    # In a process of its own, since the environment's RIUSO_DATA and width could show in a help text.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("RIUSO_")}
    done = subprocess.run(
        [sys.executable, "-m", "cli.reference"],
        cwd=ROOT,
        env={**environment, "COLUMNS": "40"},
        capture_output=True,
        text=True,
        check=True,
    )

    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert page == done.stdout, "write it again: python -m cli.reference > docs/cli.md"
