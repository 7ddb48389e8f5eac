"""Rules about which keys there are."""

from __future__ import annotations

from publiccode.problem import Level
from publiccode.rules.rule import Rule, error, lenient, own, warning

RULES = (
    error(
        "missing",
        "{name} is missing",
        "Add it, for example: {example}",
        why="The standard requires it: catalogues and buyers rely on it.",
        example="a file without `name`",
        fix="Add the key with its value. `riuso init` proposes values for most of them.",
    ),
    error(
        "empty",
        "{name} is empty",
        "Write a value, for example: {example}",
        why="An empty value says as little as a missing one.",
        example='name: ""',
        fix="Fill in the value.",
    ),
    lenient(
        "missing-in-language",
        "{name} is missing, though another language has it",
        "Translate it. The standard needs it in one language only; the reference validator wants it in each.",
        why="A reader of this language finds less than others, and an Italian catalogue refuses the file.",
        example="`longDescription` under `it`, but not under `en`",
        fix="Add the text in this language, or remove the language.",
    ),
    own(
        "missing-though-read",
        "{name} is missing",
        "Add the name of the organisation.",
        why="The standard requires it; the reference validator does not look.",
        example='fundedBy:\n  - uri: "https://www.example.org"',
        fix="Add the name, as the organisation writes it.",
    ),
    lenient(
        "missing-for-reference",
        "{name} is missing",
        "Add a URI of the organisation, such as its home page.",
        why="The standard lets it out; the reference validator refuses the file without it.",
        example="fundedBy:\n  - name: Town of Example",
        fix="Add `uri`.",
    ),
    error(
        "missing-for-type",
        "{name} is missing; maintenance of type {type} needs it",
        "Correct maintenance.type, or add for example: {example}",
        why="Who maintains with own staff or a community names whom to ask; who pays a contractor names "
        "them.",
        example="maintenance:\n  type: internal",
        fix="For `internal` and `community` add `contacts`, for `contract` add `contractors`.",
    ),
    error(
        "not-with-this-type",
        "{name} does not go with maintenance of type {type}",
        "Remove the contractors, or set maintenance.type to contract.",
        why="Contractors maintain under contract; with another type the two statements contradict each "
        "other.",
        example="maintenance:\n  type: internal\n  contractors: …",
        fix="Choose `type: contract` if a contractor maintains the software, else remove `contractors`.",
    ),
    Rule(
        "not-without-contract",
        None,
        "{name} needs maintenance.type to be contract",
        "Set maintenance.type to contract.",
        why="It follows from a wrong type, which is reported by itself. The reference validator reports "
        "both.",
        example="maintenance:\n  type: Contract\n  contractors: …",
        fix="Correct the type.",
        reference=Level.ERROR,
    ),
    error(
        "unknown-key",
        "{name} is not a key of the standard here",
        "{meant}",
        why="Readers ignore or refuse keys they don't know, so what stands there is lost. Keys are "
        "case-sensitive.",
        example="landingUrl: https://www.example.org",
        fix="Correct the spelling, move the key to where it belongs, or remove it.",
    ),
    error(
        "old-key",
        "{name} is a key of an earlier version of the standard",
        "{instead}",
        why="Today's readers don't know it any more.",
        example="tags: [accounting]",
        fix="Rename it; `riuso upgrade` does what can be done without asking.",
    ),
    error(
        "given-twice",
        "it and IT are both there; IT is read",
        "Merge it into IT.",
        why="Both are the Italian section; only one of them is read.",
        example="it: {}\nIT: {}",
        fix="Keep `IT`.",
    ),
    warning(
        "deprecated",
        "{name} is deprecated since version {since} of the standard",
        "Version 1.0 will refuse it. {instead}",
        why="The standard has given the key up, and readers stop reading it.",
        example="inputTypes: [text/plain]",
        fix="Follow the hint; `riuso upgrade` does what can be done without asking.",
    ),
    own(
        "country-section",
        "country sections such as {name} are deprecated since version {since} of the standard",
        "Say the same with supports and organisation; `riuso upgrade` does it.",
        why="What holds in one country is now said with `supports` and `organisation`, which every reader "
        "knows. The reference validator is silent.",
        example="IT:\n  piattaforme:\n    spid: true",
        fix="supports:\n  - id: alias:spid",
    ),
    own(
        "leaving",
        "{name} is proposed to leave the standard",
        "Keep it as long as it is right; a list that nobody keeps up to date misleads.",
        why="The standard's keepers discuss to drop the key, as such lists go stale.",
        example="usedBy:\n  - Town of Example",
        fix="Nothing has to be done today.",
    ),
)
