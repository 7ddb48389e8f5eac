"""Section 5: what the licence is, what it asks, and whether it goes with what the officer has in mind."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from index.dossier.ask import Ask
from index.dossier.cells import distinct, in_file, not_checked, on_host, text
from index.dossier.model import Cell, CellState, Day, Message, Origin
from publiccode.licensing.compatibility import TABLE_DATE, Combination, Verdict
from publiccode.licensing.expressions import compare_expressions
from publiccode.licensing.facts import Family, licence_facts
from publiccode.spdx import license_ids

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from index.dossier.ask import Read
    from index.dossier.candidate import Candidate, Ground
    from index.dossier.model import Value
    from publiccode.licensing.compatibility import Answer
    from publiccode.licensing.facts import LicenceFacts

_SPDX = "https://spdx.org/licenses/"


def _id(candidate: Candidate, _: Ground) -> Cell:
    return in_file(candidate, text(candidate.entry.software.license))


def _facts(candidate: Candidate) -> tuple[LicenceFacts, ...]:
    return tuple(licence_facts(one) for one in license_ids(candidate.entry.software.license))


def _known(candidate: Candidate, values: Iterable[Value], *, of_text: bool = False) -> Cell:
    """Return what is published of the licences of the file; ``of_text``: only where riuso read their text."""
    facts = _facts(candidate)
    if not candidate.entry.software.license:
        return in_file(candidate)
    if not facts or (of_text and not all(one.in_table for one in facts)):
        return not_checked(Message("licence.not-read"))
    told = distinct(values)
    return Cell(
        state=CellState.VALUE if told else CellState.DECLARED_NONE,
        values=told,
        source=Origin.LICENCES,
        permalink=f"{_SPDX}{facts[0].id}.html",
        as_of=TABLE_DATE,
    )


def _family(candidate: Candidate, _: Ground) -> Cell:
    found = [one.family for one in _facts(candidate)]
    return _known(candidate, (Message(f"family.{one.value}") for one in found if one is not Family.UNKNOWN))


def _approved(candidate: Candidate, _: Ground) -> Cell:
    return _known(candidate, (_approval(one) for one in _facts(candidate)))


def _approval(facts: LicenceFacts) -> Value:
    if facts.osi is None:
        return Message("approval.unknown", {"id": facts.id})
    by = [name for name, approved in (("OSI", facts.osi), ("FSF", facts.fsf)) if approved]
    values = {"id": facts.id, "by": ", ".join(by)}
    return Message("approval.by" if by else "approval.none", values)


def _host(candidate: Candidate, _: Ground) -> Cell:
    return on_host(candidate, text(candidate.entry.host_license))


def _clauses(which: str) -> Read:
    def read(candidate: Candidate, _: Ground) -> Cell:
        facts = _facts(candidate)
        found = (said for one in facts for said in _said(which, getattr(one, which)))
        return _known(candidate, found, of_text=True)

    return read


def _may(candidate: Candidate, _: Ground) -> Cell:
    facts = _facts(candidate)
    told: list[Value] = [Message("can.use")] if any(one.is_open for one in facts) else []
    told += [Message(f"can.{name}") for one in facts for name in one.can]
    return _known(candidate, told, of_text=True)


def _said(which: str, clauses: Mapping[str, str]) -> Iterable[Value]:
    for name, clause in clauses.items():
        duty = Message(f"{which}.{name}")
        is_whole = clause in {"", "text"}
        yield duty if is_whole else Message("licence.duty", {"duty": duty, "clause": clause})


_compared = lru_cache(4096)(compare_expressions)


def _combined(combination: Combination) -> Read:
    def read(candidate: Candidate, ground: Ground) -> Cell:
        received, given = candidate.entry.software.license, ground.choices.into
        found = _compared(received, given, combination) if received else None
        if found is None:
            return in_file(candidate) if not received else not_checked(Message("licence.not-read"))
        answers = [answer for pair in found.pairs for answer in pair.answers]
        told = [Message(f"verdict.{found.verdict.value}"), *(_answer(one) for one in answers)]
        return Cell(
            state=CellState.NOT_CHECKED if found.verdict is Verdict.UNKNOWN else CellState.VALUE,
            values=() if found.verdict is Verdict.UNKNOWN else distinct(told),
            source=Origin.LICENCES,
            as_of=max((one.as_of for one in answers), default=None),
            note=Message("licence.ask-a-lawyer") if found.verdict in _OPEN else None,
        )

    return read


_OPEN = {Verdict.UNKNOWN, Verdict.DISAGREE, Verdict.DEPENDS}


def _answer(answer: Answer) -> Message:
    """Return what one source says, told with its name and the day of its data."""
    said = Message(f"verdict.{answer.verdict.value}")
    return Message(
        "licence.answer",
        {"source": Message(f"source.{answer.source.value}"), "verdict": said, "day": Day(answer.as_of)},
    )


LICENCE = (
    Ask("licence.id", _id),
    Ask("licence.family", _family),
    Ask("licence.approved", _approved),
    Ask("licence.host", _host),
    Ask("licence.can", _may),
    Ask("licence.must", _clauses("must")),
    Ask("licence.cannot", _clauses("cannot")),
    *(Ask(f"licence.{one.value}", _combined(one)) for one in Combination),
)
