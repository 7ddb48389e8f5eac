"""publiccode.yml: text in, problems and a typed reading out. No network, no clock, no files.

>>> from publiccode import validate
>>> [problem.code for problem in validate("name: Trees").problems][:2]
['publiccodeYmlVersion/missing', 'url/missing']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.validate import validate

if TYPE_CHECKING:
    from publiccode.harvest import HarvestRecord
    from publiccode.problem import Level, Problem, Report
    from publiccode.software import Software

__all__ = ["HarvestRecord", "Level", "Problem", "Report", "Software", "validate"]

_HOMES = {
    "HarvestRecord": "publiccode.harvest",
    "Level": "publiccode.problem",
    "Problem": "publiccode.problem",
    "Report": "publiccode.problem",
    "Software": "publiccode.software",
}


def __getattr__(name: str) -> object:
    """Import the types when they are asked for: a search does without."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOMES[name]), name)
