"""publiccode.yml: text in, problems and a typed reading out. No network, no clock, no files.

>>> from publiccode import validate
>>> [problem.code for problem in validate("name: Trees").problems][:2]
['publiccodeYmlVersion/missing', 'url/missing']
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.problem import Level, Problem, Report
from publiccode.software import Software
from publiccode.validate import validate

if TYPE_CHECKING:
    from publiccode.harvest import HarvestRecord

__all__ = ["HarvestRecord", "Level", "Problem", "Report", "Software", "validate"]


def __getattr__(name: str) -> object:
    """Import what only a harvest needs when it is asked for: msgspec is not cheap."""
    if name == "HarvestRecord":
        from publiccode.harvest import HarvestRecord  # noqa: PLC0415

        return HarvestRecord
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
