"""What readiness says: its parts, gates, facts and advice, in English and marked for translators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.messages import msg

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = msg("Readiness")
TITLES: Mapping[str, str] = {
    "rights": msg("Rights"),
    "upkeep": msg("Upkeep"),
    "pulse": msg("Pulse"),
    "releases": msg("Releases"),
    "guidance": msg("Guidance"),
    "portability": msg("Portability"),
    "proof": msg("Proof"),
    "joining": msg("Joining in"),
}
QUESTIONS: Mapping[str, str] = {
    "rights": msg("May I use and change it?"),
    "upkeep": msg("Will somebody answer?"),
    "pulse": msg("Is work going on?"),
    "releases": msg("Can I take a fixed version?"),
    "guidance": msg("Can I find out how?"),
    "portability": msg("Does it run at my place?"),
    "proof": msg("Who runs it besides the owner?"),
    "joining": msg("Can my body take part?"),
}
ADVICE: Mapping[str, str] = {
    "state-licence": msg("name a licence by its SPDX id of today"),
    "add-licence-file": msg("a LICENSE file that agrees with publiccode.yml"),
    "name-owner": msg("name the owner: organisation, or legal.mainCopyrightOwner"),
    "renew-contract": msg("renew the contract, or correct maintenance.contractors.until"),
    "say-who-maintains": msg("say who maintains it"),
    "add-contact": msg("a contact with an e-mail address or telephone number"),
    "add-security-file": msg("a SECURITY file: where to report a weakness"),
    "say-obsolete": msg("work on it, or developmentStatus: obsolete"),
    "take-up-work": msg("work on it within twelve months"),
    "share-the-work": msg("a second person who does a good part of the work"),
    "state-version": msg("softwareVersion and releaseDate"),
    "tag-version": msg("a tag for the version in use"),
    "add-changelog": msg("a CHANGELOG"),
    "release-again": msg("a release within twelve months, and a CHANGELOG"),
    "link-documentation": msg("a link to the documentation"),
    "link-api-or-install-documentation": msg("a link to the API documentation, or an INSTALL file"),
    "describe-in-second-language": msg("a description in a second language"),
    "declare-dependencies": msg("dependsOn, even with empty lists"),
    "make-proprietary-optional": msg(
        "free alternatives to what it needs of proprietary software or hardware"
    ),
    "add-container-or-localise": msg("a container file, or readiness for other languages"),
    "ask-users-to-say-so": msg("more users who say that they use it"),
    "add-contributing": msg("a CONTRIBUTING file"),
    "link-roadmap": msg("a roadmap, or a GOVERNANCE file"),
    "take-changes-from-outside": msg("changes from outside that were taken (riuso can't see them)"),
}
GATES: Mapping[str, str] = {
    "open-licence": msg("OSI or FSF approve its licence"),
    "valid-file": msg("the version shown has no errors"),
    "repository-there": msg("its repository is there and not archived"),
    "status-ready": msg("it is neither a concept nor obsolete"),
}
FACTS: Mapping[str, str] = {
    "license-open": msg("approved by OSI or FSF"),
    "file-valid": msg("no errors in the version shown"),
    "state": msg("state in the catalogue"),
    "archived": msg("archived by its owner"),
    "development-status": msg("development status"),
    "license": msg("licence in the file"),
    "license-current": msg("an SPDX id of today"),
    "license-confirmed": msg("the repository has the same licence"),
    "owner-named": msg("the owner is named"),
    "maintenance-type": msg("maintenance"),
    "contract-until": msg("end of the contract"),
    "contact-reachable": msg("a contact that can be reached"),
    "security-file": msg("a SECURITY file"),
    "last-commit": msg("last commit"),
    "bus-factor": msg("people who made more than half of the commits in twelve months"),
    "version-stated": msg("version or date in the file"),
    "tags": msg("tagged releases"),
    "last-release": msg("last release"),
    "release-current": msg("a release within twelve months, or no commit since"),
    "changelog": msg("a CHANGELOG"),
    "documentation-linked": msg("documentation is linked"),
    "documentation-folder": msg("a folder of documentation"),
    "api-documentation-linked": msg("API documentation is linked"),
    "install-file": msg("an INSTALL file"),
    "description-languages": msg("languages of its description"),
    "dependencies-declared": msg("says what it depends on"),
    "mandatory-not-open": msg("proprietary software or hardware that it can't do without"),
    "container-file": msg("a container file"),
    "localisation-ready": msg("ready for other languages"),
    "organisations": msg("organisations that use it, the owner left out"),
    "countries": msg("countries they are known to be in"),
    "newest-claim": msg("newest word of use"),
    "contributing-file": msg("a CONTRIBUTING file"),
    "roadmap-linked": msg("a roadmap is linked"),
    "governance-file": msg("a GOVERNANCE file"),
    "outside-change": msg("a change from outside within twelve months"),
}
SOURCES: Mapping[str, str] = {
    "file": msg("publiccode.yml"),
    "host": msg("code host"),
    "git": msg("commits"),
    "claims": msg("words of use"),
    "catalogue": msg("catalogue"),
}
DAYS = frozenset({"contract-until", "last-commit", "last-release", "newest-claim"})
"""The facts whose value is a day."""
LABELLED: Mapping[str, str] = {
    "state": "state",
    "maintenance-type": "maintenance",
    "development-status": "status",
}
"""The facts whose value has a label (:mod:`index.labels`), with the facet it is one of."""
