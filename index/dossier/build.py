"""Makes a dossier of two to six software: the outline, in order, each row asked of every column."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import msgspec

from index.dossier.ask import Ask, columns, to_fill
from index.dossier.asking import letters, questions_section
from index.dossier.blanks import cost, need, outcome, skill, time
from index.dossier.cover import annex, cover
from index.dossier.identity import IDENTITY, is_reuse
from index.dossier.knockouts import FINDINGS, KNOCKOUTS
from index.dossier.licence import LICENCE
from index.dossier.model import (
    FEWEST,
    MOST,
    CellState,
    Dossier,
    Input,
    Message,
    Row,
    Section,
    Subject,
)
from index.dossier.procedure import findings as own_findings
from index.dossier.procedure import procedure
from index.dossier.quality import FEATURES, HISTORY, MAINTENANCE
from index.dossier.ready import PARTS, READINESS, WEIGHTED
from index.dossier.searching import search_section
from index.dossier.use import USE, nearest
from index.errors import DossierError
from index.pages.links import segment, web_url

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.dossier.candidate import Candidate, Choices, Ground

COMPARE_PATH = "compare/"
"""Where the catalogue's pages compare; the ids stand in the query."""


def build_dossier(candidates: Sequence[Candidate], ground: Ground) -> Dossier:
    """Return the dossier of the candidates, columns in the order given: nothing is ranked.

    Raises :class:`DossierError` for fewer than two or more than six, for one that comes twice, and for a
    weight of no part.
    """
    _check(candidates, ground.choices)
    facts = _facts(candidates, ground)
    sent = letters(candidates, facts, ground)
    comparable = [row for section in facts for row in section.rows if row.differs is not None]
    differing = sum(row.differs is True for row in comparable)
    fingerprint = _fingerprint(facts)
    link = _permalink(candidates, ground.choices)
    number = columns(candidates, ground)
    head = cover(ground, link=link, fingerprint=fingerprint, differing=differing, comparable=len(comparable))
    filled = (cost(number), time(number), _skill(candidates, ground))
    sections = (
        head,
        need(),
        *_procedure(ground.choices, (*facts, *filled)),
        search_section(candidates, ground),
        *facts,
        *filled,
        questions_section(sent, ground),
        outcome(number),
        annex(candidates, ground),
    )
    return Dossier(
        language=ground.choices.language,
        on=ground.on.isoformat(),
        entries=ground.entries,
        permalink=link,
        fingerprint=fingerprint,
        subjects=(*map(_subject, candidates), *_blank(ground.choices)),
        sections=sections,
        letters=sent,
        weights=dict(ground.choices.weights),
        profile=ground.choices.profile.id if ground.choices.profile else None,
        differing=differing,
        comparable=len(comparable),
    )


def _procedure(choices: Choices, others: Sequence[Section]) -> tuple[Section, ...]:
    return (procedure(choices.profile, choices.language, others),) if choices.profile else ()


def _check(candidates: Sequence[Candidate], choices: Choices) -> None:
    ids = [one.entry.id for one in candidates]
    if not FEWEST <= len(ids) <= MOST:
        raise DossierError(f"a dossier compares {FEWEST} to {MOST} software, not {len(ids)}")
    twice = next((one for one in ids if ids.count(one) > 1), None)
    if twice:
        raise DossierError(f"{twice} is named twice; name each software once")
    for name, weight in choices.weights.items():
        if name not in PARTS:
            raise DossierError(f"{name!r} is no part of readiness; parts are {', '.join(PARTS)}")
        if not 0 <= weight <= 1000:
            raise DossierError(f"the weight of {name} must lie between 0 and 1000, not {weight:g}")


def _facts(candidates: Sequence[Candidate], ground: Ground) -> tuple[Section, ...]:
    """Return the sections that the catalogue fills, those that differ first in each."""

    def section(name: str, asks: Iterable[Ask], more: Iterable[Row] = ()) -> Section:
        rows = [*(ask.row(candidates, ground) for ask in asks), *more]
        ordered = sorted(rows, key=differing_first)
        intro = Message(f"{name}.intro")
        return Section(id=name, title=Message(name), rows=tuple(ordered), intro=intro)

    number = columns(candidates, ground)
    profile = ground.choices.profile
    asks = dict(outline(ground.choices))
    findings = [to_fill(f"finding.{name}", number, Input.TEXT) for name in FINDINGS]
    findings += own_findings(profile, number) if profile else ()
    more = {"knockouts": findings, "quality": _coverage(number, ground.choices)}
    return tuple(section(name, asks[name], more.get(name, ())) for name in asks)


def outline(choices: Choices) -> Iterable[tuple[str, tuple[Ask, ...]]]:
    """Yield the sections that the catalogue fills, with what each asks."""
    yield "identity", IDENTITY
    yield "knockouts", KNOCKOUTS
    yield "licence", tuple(replace(ask, values=_into(ask, choices)) for ask in LICENCE)
    yield "quality", (*FEATURES, *MAINTENANCE, *HISTORY)
    yield "readiness", (*READINESS, *((WEIGHTED,) if choices.weights else ()))
    yield "use", (*USE, *((nearest(choices.near),) if choices.near else ()))


SPOKEN = (*(ask for ask in IDENTITY if ask.id in {"identity.summary", "identity.state"}), *FEATURES)
"""What is read in the reader's language."""


def differing_first(row: Row) -> int:
    """Put what differs first, then what nobody answers and what is to fill in, then what is the same."""
    return {True: 0, None: 1, False: 2}[row.differs]


def _into(ask: Ask, choices: Choices) -> tuple[tuple[str, str], ...]:
    combined = {"licence.merging", "licence.linking", "licence.separate", "licence.tool"}
    return (("into", choices.into),) if ask.id in combined else ()


def _coverage(number: int, choices: Choices) -> Iterable[Row]:
    """Return a blank for each requirement, or one for all: a list of features is no coverage."""
    if not choices.requirements:
        yield to_fill("quality.coverage", number, Input.PERCENT)
    for place, wanted in enumerate(choices.requirements, start=1):
        row = to_fill("quality.requirement", number, Input.PERCENT)
        message = Message("quality.requirement", {"text": wanted})
        yield replace(row, id=f"quality.requirement.{place}", question=message)


def _skill(candidates: Sequence[Candidate], ground: Ground) -> Section:
    rows = tuple(skill(columns(candidates, ground)))
    return Section(id="skill", title=Message("skill"), intro=Message("skill.intro"), rows=rows)


def _subject(candidate: Candidate) -> Subject:
    entry = candidate.entry
    return Subject(
        id=entry.id,
        name=entry.software.name or entry.id,
        publisher=entry.publisher.name,
        repository=web_url(entry.repository) or "",
        page=candidate.page,
        is_reuse=is_reuse(entry),
    )


def _blank(choices: Choices) -> tuple[Subject, ...]:
    return (Subject(id="", name=""),) if choices.has_blank else ()


def _fingerprint(facts: Sequence[Section]) -> str:
    known = [
        (row.id, [cell for cell in row.cells if cell.state is not CellState.BLANK])
        for section in facts
        for row in sorted(section.rows, key=lambda row: row.id)
    ]
    return hashlib.sha256(msgspec.json.encode(known, order="deterministic")).hexdigest()


def _permalink(candidates: Sequence[Candidate], choices: Choices) -> str | None:
    if not choices.address:
        return None
    query = urlencode({"software": ",".join(segment(one.entry.id) for one in candidates)}, safe=",")
    return f"{choices.address.rstrip('/')}/{COMPARE_PATH}?{query}"
