"""Sections 0 and 13: what the dossier was made from, and where every value comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dossier.ask import Ask, to_fill
from index.dossier.cells import in_catalogue, in_file, in_git, on_host, permalink, shared, text
from index.dossier.model import Cell, CellState, Day, Input, Link, Message, Origin, Row, Section
from index.dossier.procedure import said
from index.pages.links import web_url
from index.readiness import VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.dossier.candidate import Candidate, Ground

_BLANKS = (
    ("title", Input.TEXT),
    ("body", Input.TEXT),
    ("officer", Input.TEXT),
    ("date", Input.DATE),
)


def cover(ground: Ground, *, link: str | None, fingerprint: str, differing: int, comparable: int) -> Section:
    day = ground.on.isoformat()
    rows = (
        *(to_fill(f"cover.{name}", 1, kind, is_shared=True) for name, kind in _BLANKS),
        _row("cover.profile", _profile(ground)),
        _row(
            "cover.catalogue",
            shared(Message("cover.state", {"day": Day(day), "entries": ground.entries}), day=day),
        ),
        _row(
            "cover.permalink",
            shared(Link(link), day=day)
            if link
            else Cell(state=CellState.NOT_APPLICABLE, note=Message("cover.no-address")),
        ),
        _row("cover.fingerprint", shared(fingerprint, day=day)),
        _row(
            "cover.differences",
            shared(Message("cover.differing", {"differing": differing, "comparable": comparable}), day=day),
        ),
        _row("cover.statement", shared(Message("cover.declared"))),
    )
    return Section(id="cover", title=Message("cover"), rows=rows)


def _profile(ground: Ground) -> Cell:
    profile = ground.choices.profile
    if profile is None:
        return shared(Message("profile.neutral"))
    return shared(said(profile.name, ground.choices.language), origin=Origin.PROFILE)


def annex(candidates: Sequence[Candidate], ground: Ground) -> Section:
    rows = (
        *(ask.row(candidates, ground) for ask in _SOURCES),
        _row(
            "annex.formulas",
            shared(Message("formula.share"), Message("formula.once"), Message("formula.blank")),
        ),
        _row("annex.readiness", shared(Message("annex.version", {"version": VERSION}))),
        _row(
            "annex.data",
            shared(
                Message("data.osadl"), Message("data.scancode"), Message("data.spdx"), Message("data.advice")
            ),
        ),
    )
    return Section(id="annex", title=Message("annex"), intro=Message("annex.intro"), rows=rows)


def _file(candidate: Candidate, _: Ground) -> Cell:
    url = permalink(candidate.entry)
    return in_file(candidate, Link(url) if url else text(candidate.entry.path))


def _commit(candidate: Candidate, _: Ground) -> Cell:
    return in_file(candidate, (candidate.entry.commit or "")[:64] or None)


def _fetched(candidate: Candidate, _: Ground) -> Cell:
    return in_catalogue(candidate, candidate.entry.shown_fetched_at)


def _host(candidate: Candidate, _: Ground) -> Cell:
    entry = candidate.entry
    url = web_url(entry.repository)
    return on_host(candidate, text(entry.host), Link(url) if url else None)


def _history(candidate: Candidate, _: Ground) -> Cell:
    activity = candidate.entry.activity
    return in_git(candidate, activity.head[:64] if activity else None)


def _root(candidate: Candidate, _: Ground) -> Cell:
    root = candidate.entry.root
    return on_host(candidate, Message("root.read", {"number": len(root)}) if root is not None else None)


_SOURCES = (
    Ask("annex.file", _file),
    Ask("annex.commit", _commit),
    Ask("annex.fetched", _fetched),
    Ask("annex.host", _host),
    Ask("annex.root", _root),
    Ask("annex.history", _history),
)


def _row(identifier: str, cell: Cell) -> Row:
    return Row(id=identifier, question=Message(identifier), cells=(cell,), is_shared=True)
