"""Section 11: what to ask each owner, ready to send: what its file leaves open, and what no file can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dossier.model import Cell, CellState, Letter, Message, Origin, Row, Section
from index.dossier.procedure import questions
from index.labels import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.dossier.candidate import Candidate, Ground

ASKED = (
    "identity.owner",
    "licence.id",
    "knockout.interoperability",
    "knockout.data-protection",
    "knockout.security",
    "knockout.accessibility",
    "knockout.free-export",
    "quality.maintenance",
    "quality.contract",
    "quality.proprietary",
    "quality.languages",
    "quality.documentation",
    "use.count",
)
"""The rows whose silence is asked about; each has a message ``ask.ROW``."""
ALWAYS = ("ask.support", "ask.cost", "ask.time", "ask.dependencies", "ask.changes")
"""What no catalogue can know."""
_OPEN = {CellState.NOT_SAID, CellState.NOT_CHECKED}
_SPOKEN = {
    "AT": "de",
    "BE": "fr",
    "CH": "de",
    "DE": "de",
    "ES": "es",
    "FR": "fr",
    "IT": "it",
    "LU": "fr",
    "NL": "nl",
    "SM": "it",
}
"""The language in which to write to an administration of a country, of those that there are texts in."""


def letters(
    candidates: Sequence[Candidate], sections: Sequence[Section], ground: Ground
) -> tuple[Letter, ...]:
    """Return a letter for each software."""
    rows = {row.id: row for section in sections for row in section.rows}
    return tuple(
        _letter(one, [name for name in ASKED if _is_open(rows.get(name), place)], ground)
        for place, one in enumerate(candidates)
    )


def owner_language(candidate: Candidate) -> str:
    """Return the language to write to its owner in: its country's, else its descriptions', else English."""
    entry = candidate.entry
    found = _SPOKEN.get(entry.publisher.country or "")
    if found:
        return found
    described = (one.language.lower().partition("-")[0] for one in entry.software.descriptions)
    return next((tag for tag in described if tag in LANGUAGES), "en")


def _is_open(row: Row | None, place: int) -> bool:
    return row is not None and row.cells[place].state in _OPEN


def _letter(candidate: Candidate, about: Sequence[str], ground: Ground) -> Letter:
    software = candidate.entry.software
    named = {"software": software.name or candidate.entry.id}
    own = ground.choices.language.partition("-")[0]
    more = questions(ground.choices.profile)
    to = tuple(
        f"{contact.name} <{contact.email}>" if contact.email else contact.name
        for contact in software.contacts
        if contact.name
    )
    return Letter(
        software=candidate.entry.id,
        to=to or (candidate.entry.publisher.name,),
        languages=tuple(dict.fromkeys((own, owner_language(candidate)))),
        subject=Message("letter.subject", named),
        greeting=Message("letter.greeting", named),
        questions=(
            *(Message(f"ask.{name}") for name in about),
            *(question for _, question in more),
            *(Message(name) for name in ALWAYS),
        ),
        about=(*about, *(name for name, _ in more), *ALWAYS),
        closing=Message("letter.closing"),
    )


def questions_section(sent: Sequence[Letter], ground: Ground) -> Section:
    """Return a row for each question that anybody is asked."""
    rows = []
    asked = (
        *((name, Message(f"ask.{name}")) for name in ASKED),
        *questions(ground.choices.profile),
        *((name, Message(name)) for name in ALWAYS),
    )
    for name, question in asked:
        if any(name in letter.about for letter in sent):
            cells = [_asked(name in letter.about) for letter in sent]
            if ground.choices.has_blank:
                cells.append(Cell(state=CellState.NOT_APPLICABLE))
            rows.append(Row(id=f"questions.{name}", question=question, cells=tuple(cells)))
    return Section(
        id="questions", title=Message("questions"), intro=Message("questions.intro"), rows=tuple(rows)
    )


def _asked(asked: bool) -> Cell:
    if asked:
        return Cell(state=CellState.VALUE, values=(Message("question.open"),), source=Origin.CATALOGUE)
    return Cell(state=CellState.NOT_APPLICABLE, note=Message("question.answered"))
