"""Licences as text for people: duties with their clauses, answers with their sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.licensing.compatibility import Combination, Source, Verdict
from publiccode.licensing.facts import Family

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cli.output import Output
    from publiccode.licensing.compatibility import Compatibility
    from publiccode.licensing.expressions import ExpressionCompatibility
    from publiccode.licensing.facts import LicenceFacts

FAMILIES: Mapping[Family, str] = {
    Family.PERMISSIVE: "permissive: it may become part of almost anything",
    Family.WEAK_COPYLEFT: "weak copyleft: what was changed stays open, what is combined with it need not",
    Family.STRONG_COPYLEFT: "strong copyleft: whatever is made with it and given out stays open",
    Family.NETWORK_COPYLEFT: "network copyleft: also what is only offered over a network stays open",
    Family.PUBLIC_DOMAIN: "public domain, as far as the law allows",
    Family.NOT_OPEN: "not open source",
    Family.UNKNOWN: "not known",
}
CAN: Mapping[str, str] = {
    "sublicense": "give it on under terms of your own",
    "patents": "use its contributors' patents",
    "warranty": "offer a warranty of your own",
}
MUST: Mapping[str, str] = {
    "copyright": "keep the copyright notices",
    "include-licence": "give the licence's text with it",
    "state-changes": "say what was changed",
    "disclose-source": "give the source code with it",
    "copyleft": "give derived works out under the same licence",
    "lesser-copyleft": "give changes of its files, or of the library, out under the same licence",
    "network": "offer the source code to those who use it over a network",
    "royalty-free": "ask no fee for the licence",
}
CANNOT: Mapping[str, str] = {
    "hold-liable": "hold the authors liable",
    "trademark": "use the authors' names or marks",
    "sublicence": "give it on under terms of your own",
    "commerce": "use it commercially, or only within limits",
    "modify": "give out changed versions",
    "ethical": "use it for what the licence finds wrong",
}
LAW: Mapping[str, str] = {
    "eu": "the law of a member state of the EU",
    "us": "the law of a state of the USA",
    "licensor": "the law of the licensor's place",
    "other": "another law that the licence names",
    "not-fixed": "no law is fixed",
    "venue": "the court is fixed",
}
VERDICTS: Mapping[Verdict, str] = {
    Verdict.YES: "yes",
    Verdict.NO: "no",
    Verdict.DEPENDS: "depends",
    Verdict.UNKNOWN: "not known: ask a lawyer",
    Verdict.NOT_COVERED: "not covered",
    Verdict.DISAGREE: "the sources disagree: ask a lawyer",
}
SOURCES: Mapping[Source, str] = {
    Source.OSADL: "OSADL licence compatibility matrix",
    Source.EUPL_APPENDIX: "appendix of the EUPL 1.2",
    Source.LICENCE_TEXT: "text of the licence",
    Source.SEPARATE_WORKS: "AgID guidelines, annex C; Joinup Licensing Assistant",
    Source.DOUBLEOPEN: "Double Open",
    Source.RECLICENSE: "RecLicense",
    Source.JOINUP: "Joinup Licensing Assistant",
}
REASONS: Mapping[str, str] = {
    "as-published": "",
    "same-licence": "it is the same licence",
    "each-keeps-its-licence": "each part keeps its own licence",
    "library-keeps-its-licence": "the library stays under its own licence; fulfil its duties",
    "only-with-a-work-under-it": "only as one work with software that came under that licence",
    "depends-on-the-combination": "it depends on how they are combined",
    "not-in-the-matrix": "one of the two is not in it",
}
COMBINATIONS: Mapping[Combination, str] = {
    Combination.MERGING: "merged into one work",
    Combination.LINKING: "linked as a library",
    Combination.SEPARATE: "delivered side by side",
    Combination.TOOL: "used as a tool",
}


def print_facts(output: Output, facts: LicenceFacts) -> None:
    """Print one licence."""
    output.line((facts.id, "bold"), f"  {facts.name}" if facts.name != facts.id else "")
    output.line(f"Family: {FAMILIES[facts.family]}", indent=2)
    output.line(f"Approved by: {_approval(facts)}", indent=2)
    if facts.deprecated:
        output.line("SPDX has replaced this id by another.", indent=2)
    if not facts.in_table:
        output.line("riuso has not read its text: what it asks is not known here.", indent=2)
    _list(output, "You may", [*_freedom(facts), *(CAN[one] for one in facts.can)])
    _list(output, "You must", _with_clauses(facts.must, MUST))
    _list(output, "You must not", _with_clauses(facts.cannot, CANNOT))
    _list(output, "Law", _with_clauses(facts.law, LAW))
    if "data" in facts.fits:
        output.line("Made for data and texts rather than for software.", indent=2)
    if facts.in_table:
        output.line(f"Source: https://spdx.org/licenses/{facts.id}.html", indent=2)


def print_compatibility(output: Output, result: ExpressionCompatibility) -> None:
    """Print what the sources say of one expression given out under another."""
    output.line()
    how = COMBINATIONS[result.combination]
    output.line((f"{result.received} → {result.given}, {how}: {VERDICTS[result.verdict]}", "bold"))
    for pair in result.pairs:
        if len(result.pairs) > 1:
            output.line(f"{pair.received} → {pair.given}: {VERDICTS[pair.verdict]}", indent=2)
        output.table(_answers(pair), indent=4)
    output.line()
    output.paragraph(
        "Received → given out. Whoever gives nothing out, and offers nothing to others over a network, needs "
        "no answer. This is what published sources say, no legal advice."
    )


def _answers(pair: Compatibility) -> list[list[str]]:
    return [
        [VERDICTS[one.verdict].partition(":")[0], SOURCES[one.source], one.as_of, REASONS[one.reason]]
        for one in pair.answers
    ]


def _freedom(facts: LicenceFacts) -> list[str]:
    is_free = facts.in_table and facts.family is not Family.NOT_OPEN
    return ["use, change and give it out, also for money, for any purpose"] if is_free else []


def _approval(facts: LicenceFacts) -> str:
    if facts.osi is None:
        return "not known: SPDX does not list it"
    names = [name for name, approved in (("OSI", facts.osi), ("FSF", facts.fsf)) if approved]
    return ", ".join(names) or "neither OSI nor FSF"


def _with_clauses(clauses: Mapping[str, str], words: Mapping[str, str]) -> list[str]:
    return [words[name] + ("" if clause == "text" else f"  ({clause})") for name, clause in clauses.items()]


def _list(output: Output, title: str, items: list[str]) -> None:
    for number, item in enumerate(items):
        output.line(f"{title + ':' if not number else '':<14}{item}", indent=2)
