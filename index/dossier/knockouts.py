"""Section 4: conditions that put a software out, as declared; the finding is the officer's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dossier.ask import Ask
from index.dossier.cells import in_catalogue, in_file, not_checked, on_host
from index.dossier.model import Message
from index.readiness.facts import SECURITY, in_root

if TYPE_CHECKING:
    from index.dossier.ask import Read
    from index.dossier.candidate import Candidate, Ground
    from index.dossier.model import Cell

GATES = ("open-licence", "valid-file", "repository-there", "status-ready")
"""What the catalogue itself can tell: the gates of readiness."""
FINDINGS = ("interoperability", "data-protection", "security", "accessibility", "free-export")
"""What only the officer can find out: each gets a blank below what is declared."""


def _gate(name: str) -> Read:
    def read(candidate: Candidate, _: Ground) -> Cell:
        gate = next(one for one in candidate.readiness.gates if one.name == name)
        return in_catalogue(candidate, gate.passed, day=candidate.readiness.on)

    return read


def _declared(*aliases: str, italian: str) -> Read:
    """Read what ``supports`` holds of the aliases, and what the Italian section says below ``conforme``.

    A standard that is not named was not said to be met.
    """

    def read(candidate: Candidate, _: Ground) -> Cell:
        names = [alias for alias in aliases if f"alias:{alias}" in candidate.entry.software.supports]
        told = [Message("knockout.declares", {"standard": name}) for name in names]
        return in_file(candidate, *told, None if told else _italian(candidate, italian))

    return read


def _only_italian(key: str) -> Read:
    """Read what only the Italian section has a key for; without it nobody could say so."""

    def read(candidate: Candidate, _: Ground) -> Cell:
        told = _italian(candidate, key)
        return in_file(candidate, told) if told else not_checked(Message("knockout.no-key"))

    return read


def _italian(candidate: Candidate, key: str) -> Message | None:
    said = dict(candidate.entry.software.conformity).get(key)
    return None if said is None else Message(f"knockout.declares-{'yes' if said else 'no'}")


def _reporting(candidate: Candidate, _: Ground) -> Cell:
    return on_host(candidate, in_root(candidate.entry, SECURITY))


def _no_key(_candidate: Candidate, _: Ground) -> Cell:
    """Return that nobody looked: the standard has no key to say it with."""
    return not_checked(Message("knockout.no-key"))


_READ: dict[str, Read] = {
    "interoperability": _only_italian("modelloInteroperabilita"),
    "data-protection": _declared("gdpr", italian="gdpr"),
    "security": _declared("nis2", "cra", italian="misureMinimeSicurezza"),
    "accessibility": _only_italian("lineeGuidaDesign"),
    "free-export": _no_key,
}

KNOCKOUTS = (
    *(Ask(f"knockout.{name}", _gate(name)) for name in GATES),
    *(Ask(f"knockout.{name}", _READ[name]) for name in FINDINGS),
    Ask("knockout.security-channel", _reporting),
)
