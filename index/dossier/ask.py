"""A question of the outline: what answers it for one software."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.dossier.cells import blank
from index.dossier.model import Cell, CellState, Message, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.dossier.candidate import Candidate, Ground
    from index.dossier.model import Input

Read = Callable[["Candidate", "Ground"], Cell]


_ANSWERS = {CellState.VALUE, CellState.DECLARED_NONE}


@dataclass(frozen=True, slots=True)
class Ask:
    """``id`` is the row's and its message's. ``input`` is what the blank column takes."""

    id: str
    read: Read
    values: tuple[tuple[str, str | int | float | Message], ...] = ()
    message: str | None = None
    """The message where it is not the row's id."""

    def row(self, candidates: Sequence[Candidate], ground: Ground) -> Row:
        """Ask every candidate."""
        cells = tuple(self.read(candidate, ground) for candidate in candidates)
        return self.row_of(cells, has_blank=ground.choices.has_blank)

    def row_of(self, cells: tuple[Cell, ...], *, has_blank: bool = False) -> Row:
        """Return the row that the answers make."""
        return Row(
            id=self.id,
            question=Message(self.message or self.id, dict(self.values)),
            cells=(*cells, blank()) if has_blank else cells,
            differs=_differ(cells),
        )


def _differ(cells: Sequence[Cell]) -> bool | None:
    """Tell whether the answers differ, None where nobody answered: two that say nothing are not alike.

    Another source, day or permalink is no difference of the software.
    """
    if not any(cell.state in _ANSWERS for cell in cells):
        return None
    return len({(cell.state, repr(cell.values)) for cell in cells}) > 1


def to_fill(
    identifier: str, columns: int, input_: Input, *, is_shared: bool = False, note: Message | None = None
) -> Row:
    """Return a row of blanks for the officer."""
    cells = (blank(note),) * (1 if is_shared else columns)
    return Row(id=identifier, question=Message(identifier), cells=cells, is_shared=is_shared, input=input_)


def columns(candidates: Sequence[Candidate], ground: Ground) -> int:
    return len(candidates) + ground.choices.has_blank
