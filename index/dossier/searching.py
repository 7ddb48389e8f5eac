"""Section 2: how the candidates were found, and who was left out and why; reuse before third party."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dossier.ask import to_fill
from index.dossier.cells import shared, text
from index.dossier.identity import is_reuse
from index.dossier.model import Cell, CellState, Day, Input, Message, Origin, Row, Section
from index.entry import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.dossier.candidate import Candidate, Ground, SearchRecord
    from index.dossier.model import Value
    from index.entry import Entry

REASONS = {
    State.INVALID: "left-out.invalid",
    State.NEVER_VALID: "left-out.never-valid",
    State.STALE: "left-out.stale",
    State.ARCHIVED: "left-out.archived",
    State.VANISHED: "left-out.vanished",
}
"""Why the catalogue itself would warn of a hit; for the rest the reason is the officer's."""


def reason_of(entry: Entry, languages: tuple[str, ...]) -> str:
    """Return the message that says why a hit may have been left out, empty where only the officer knows."""
    if entry.state in REASONS:
        return REASONS[entry.state]
    spoken = {tag.lower().partition("-")[0] for tag in entry.software.available_languages}
    wanted = languages[0].lower().partition("-")[0]
    return "left-out.language" if spoken and wanted not in spoken else ""


def search_section(candidates: Sequence[Candidate], ground: Ground) -> Section:
    record = ground.choices.search
    rows = [*(_asked(record, ground) if record else _not_kept()), *_order(candidates)]
    rows += [
        to_fill("search.elsewhere", 1, Input.LONG_TEXT, is_shared=True),
        to_fill("search.reasons", 1, Input.LONG_TEXT, is_shared=True),
    ]
    return Section(id="search", title=Message("search"), intro=Message("search.intro"), rows=tuple(rows))


def _not_kept() -> tuple[Row, ...]:
    """Return blanks: no search was given."""
    return tuple(
        to_fill(f"search.{name}", 1, kind, is_shared=True)
        for name, kind in (
            ("query", Input.TEXT),
            ("filters", Input.TEXT),
            ("date", Input.DATE),
            ("hits", Input.NUMBER),
            ("left-out", Input.LONG_TEXT),
        )
    )


def _asked(record: SearchRecord, ground: Ground) -> tuple[Row, ...]:
    day = ground.on.isoformat()
    query = text(record.text)
    filters: list[Value] = [
        Message("filter", {"facet": facet, "value": value})
        for facet, values in sorted(record.filters.items())
        for value in values
    ]
    left: list[Value] = [
        Message(
            "left-out",
            {"name": one.name, "id": one.id, "reason": Message(one.reason or "left-out.own-reason")},
        )
        for one in record.left_out
    ]
    if record.more:
        left.append(Message("more", {"number": record.more}))
    return (
        _row("search.query", shared(query or Message("search.everything"), day=day)),
        _row("search.filters", shared(*filters, day=day) if filters else _none(day)),
        _row("search.date", shared(Day(day), day=day)),
        _row("search.hits", shared(record.hits, day=day)),
        _row("search.left-out", shared(*left, day=day) if left else _none(day)),
    )


def _order(candidates: Sequence[Candidate]) -> tuple[Row, ...]:
    """Tell which candidates are reuse, which come from others, and of which nobody knows."""

    def named(wanted: bool | None) -> tuple[Value, ...]:
        found = (one.entry for one in candidates if is_reuse(one.entry) is wanted)
        return tuple(said for said in (text(one.software.name or one.id) for one in found) if said)

    seen = max(one.entry.last_seen[:10] for one in candidates)

    def row(identifier: str, names: tuple[Value, ...]) -> Row:
        cell = shared(*names, origin=Origin.REGISTRY, day=seen) if names else _none(seen)
        return _row(identifier, cell)

    return (
        row("search.reuse", named(True)),
        row("search.third-party", named(False)),
        row("search.origin-not-known", named(None)),
    )


def _none(day: str) -> Cell:
    return Cell(state=CellState.VALUE, values=(Message("none"),), source=Origin.CATALOGUE, as_of=day)


def _row(identifier: str, cell: Cell) -> Row:
    return Row(id=identifier, question=Message(identifier), cells=(cell,), is_shared=True)
