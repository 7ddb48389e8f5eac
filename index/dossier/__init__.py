"""The comparison dossier: evidence to choose by, and the blanks that only the officer can fill."""

from __future__ import annotations

from index.dossier.model import (
    Cell,
    CellState,
    Dossier,
    Input,
    Letter,
    Link,
    Message,
    Origin,
    Row,
    Said,
    Section,
    Subject,
    Term,
    Value,
)

__all__ = [
    "Cell",
    "CellState",
    "Dossier",
    "Input",
    "Letter",
    "Link",
    "Message",
    "Origin",
    "Row",
    "Said",
    "Section",
    "Subject",
    "Term",
    "Value",
]
