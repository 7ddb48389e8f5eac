"""Readiness as text for people: the gates, the eight parts, and the one thing that would raise each."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cli.output import Output, Part
    from index.readiness import Part as ReadinessPart
    from index.readiness import Readiness

PARTS: Mapping[str, str] = {
    "rights": "Rights: may I use and change it?",
    "upkeep": "Upkeep: will somebody answer?",
    "pulse": "Pulse: is work going on?",
    "releases": "Releases: can I take a fixed version?",
    "guidance": "Guidance: can I find out how?",
    "portability": "Portability: does it run at my place?",
    "proof": "Proof: who runs it besides the owner?",
    "joining": "Joining in: can my body take part?",
}
ADVICE: Mapping[str, str] = {
    "state-licence": "name a licence by its SPDX id of today",
    "add-licence-file": "a LICENSE file that agrees with publiccode.yml",
    "name-owner": "name the owner: organisation, or legal.mainCopyrightOwner",
    "renew-contract": "renew the contract, or correct maintenance.contractors.until",
    "say-who-maintains": "say who maintains it",
    "add-contact": "a contact with an e-mail address or telephone number",
    "add-security-file": "a SECURITY file: where to report a weakness",
    "say-obsolete": "work on it, or developmentStatus: obsolete",
    "take-up-work": "work on it within twelve months",
    "share-the-work": "a second person who does a good part of the work",
    "state-version": "softwareVersion and releaseDate",
    "tag-version": "a tag for the version in use",
    "add-changelog": "a CHANGELOG",
    "release-again": "a release within twelve months, and a CHANGELOG",
    "link-documentation": "a link to the documentation",
    "link-api-or-install-documentation": "a link to the API documentation, or an INSTALL file",
    "describe-in-second-language": "a description in a second language",
    "declare-dependencies": "dependsOn, even with empty lists",
    "make-proprietary-optional": "free alternatives to what it needs of proprietary software or hardware",
    "add-container-or-localise": "a container file, or readiness for other languages",
    "ask-users-to-say-so": "more users who say that they use it",
    "add-contributing": "a CONTRIBUTING file",
    "link-roadmap": "a roadmap, or a GOVERNANCE file",
    "take-changes-from-outside": "changes from outside that were taken (riuso can't see them)",
}
GATES: Mapping[str, str] = {
    "open-licence": "OSI or FSF approve its licence",
    "valid-file": "the version shown has no errors",
    "repository-there": "its repository is there and not archived",
    "status-ready": "it is neither a concept nor obsolete",
}
_ANSWERS = {True: ("yes", "green"), False: ("no", "red"), None: ("not known", "yellow")}


def print_readiness(output: Output, readiness: Readiness) -> None:
    """Print gates and parts."""
    output.line()
    known = f"  {readiness.known} of {len(readiness.parts)} parts known on {readiness.on}"
    output.line(("Readiness", "bold"), known)
    gates: list[list[Part]] = [[_ANSWERS[gate.passed], GATES[gate.name]] for gate in readiness.gates]
    output.table(gates, indent=2)
    parts: list[list[Part]] = [[level(part), PARTS[part.name], _advice(part)] for part in readiness.parts]
    output.table(parts, indent=2)


def level(part: ReadinessPart) -> str:
    """Return a part's level, or the levels that the unknown leaves."""
    return f"{part.least} of 3" if part.level is not None else f"{part.least} to {part.most} of 3"


def _advice(part: ReadinessPart) -> str:
    if part.advice is None:
        return ""
    return f"{'not known' if part.level is None else 'would raise it'}: {ADVICE[part.advice]}"
