"""``python -m cli.locale`` brings every catalog up to date with the messages in the code."""

from __future__ import annotations

from pathlib import Path

from cli.locale import messages
from publiccode.locale.__main__ import update

if __name__ == "__main__":
    update(Path(__file__).parent, messages())
