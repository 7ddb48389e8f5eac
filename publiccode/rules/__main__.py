"""Print docs/rules.md: ``python -m publiccode.rules > docs/rules.md``."""

from __future__ import annotations

import sys

from publiccode.rules.page import page

sys.stdout.write(page())
