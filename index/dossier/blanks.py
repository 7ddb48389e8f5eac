"""What only the officer knows: need and limits, cost, time, skill, outcome. Blank, with formulas as data.

The cost lines follow the spreadsheets of the Italian comparative assessment and the guidelines' list of what
a total cost is made of (AgID, macro-phase 2; years × yearly, shared by bodies).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dossier.ask import to_fill
from index.dossier.formula import Formula, Operation, Operator, Reference, add
from index.dossier.model import Cell, CellState, Input, Message, Row, Section

if TYPE_CHECKING:
    from collections.abc import Iterable

ONCE = (
    "development",
    "integration",
    "hardware",
    "adaptation",
    "conformity",
    "design",
    "installation",
    "configuration",
    "formats",
    "migration-in",
    "training",
)
YEARLY = (
    "hosting",
    "base-licences",
    "licences",
    "support",
    "updates",
    "reports",
    "backup",
    "energy",
    "maintenance",
    "security",
)
END = ("migration-out", "transition", "export", "contract-exit")
_HEAD = (
    ("years", Input.NUMBER),
    ("bodies", Input.NUMBER),
    ("price-year", Input.NUMBER),
    ("vat", Input.YES_NO),
    ("discount", Input.PERCENT),
    ("estimator", Input.TEXT),
    ("date", Input.DATE),
)
_STEPS = ("procurement", "installation", "integration", "migration", "training", "acceptance")
_SKILL = ("install", "operate", "adapt", "languages")


def need() -> Section:
    rows = (
        _shared("need.indispensable", Input.LONG_TEXT),
        _shared("need.other", Input.LONG_TEXT),
        _shared("need.budget", Input.MONEY),
        _shared("need.deadline", Input.DAYS),
        _shared("need.norms", Input.LONG_TEXT),
        _shared("need.blockers", Input.LONG_TEXT),
    )
    return Section(id="need", title=Message("need"), rows=rows)


def cost(columns: int) -> Section:
    """Return the blank lines of a total cost of ownership and its totals, which need every line."""
    once, yearly, end = (
        tuple(f"tco.{group}.{name}" for name in names)
        for group, names in (("once", ONCE), ("yearly", YEARLY), ("end", END))
    )
    whole = Operation(
        Operator.ADD,
        (add(*once), Operation(Operator.MULTIPLY, (Reference("tco.years"), add(*yearly))), add(*end)),
    )
    lines = (*once, *yearly, *end)
    per_body = Operation(Operator.DIVIDE, (whole, Reference("tco.bodies")))
    totals = (
        _total("tco.once", Formula(add(*once), once), columns),
        _total("tco.yearly", Formula(add(*yearly), yearly), columns),
        _total("tco.end", Formula(add(*end), end), columns),
        _total("tco.total", Formula(whole, ("tco.years", *lines)), columns),
        _total("tco.share", Formula(per_body, ("tco.years", "tco.bodies", *lines)), columns),
    )
    rows = (
        *(_shared(f"tco.{name}", kind) for name, kind in _HEAD),
        *(_needed(one, Input.MONEY, columns) for one in lines),
        *totals,
    )
    return Section(id="tco", title=Message("tco"), intro=Message("tco.intro"), rows=rows)


def time(columns: int) -> Section:
    steps = tuple(f"time.{name}" for name in _STEPS)
    rows = (
        *(_needed(one, Input.DAYS, columns) for one in steps),
        _total("time.total", Formula(add(*steps), steps), columns),
    )
    return Section(id="time", title=Message("time"), intro=Message("time.intro"), rows=rows)


def skill(columns: int) -> Iterable[Row]:
    return (to_fill(f"skill.{name}", columns, Input.TEXT) for name in _SKILL)


def outcome(columns: int) -> Section:
    rows = (
        to_fill("outcome.impossible", columns, Input.LONG_TEXT),
        _shared("outcome.chosen", Input.TEXT),
        _shared("outcome.reasons", Input.LONG_TEXT),
        _shared("outcome.date", Input.DATE),
        _shared("outcome.signature", Input.TEXT),
    )
    return Section(id="outcome", title=Message("outcome"), intro=Message("outcome.intro"), rows=rows)


def _shared(identifier: str, kind: Input) -> Row:
    return to_fill(identifier, 1, kind, is_shared=True)


def _needed(identifier: str, kind: Input, columns: int) -> Row:
    cells = (Cell(state=CellState.BLANK),) * columns
    return Row(id=identifier, question=Message(identifier), cells=cells, input=kind, is_needed=True)


def _total(identifier: str, formula: Formula, columns: int) -> Row:
    cells = (Cell(state=CellState.COMPUTED),) * columns
    return Row(id=identifier, question=Message(identifier), cells=cells, formula=formula)
