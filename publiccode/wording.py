"""Findings put into words: problems, ordered by place, at most a thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.examples import EXAMPLES
from publiccode.finding import Finding
from publiccode.phrases import ITEM_OF, render, say
from publiccode.problem import Level, Problem
from publiccode.rules import RULES
from publiccode.translation import translator

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publiccode.translation import Translate

MOST_PROBLEMS = 1000


def word(
    findings: Iterable[Finding], *, reference: bool = False, language: str = "en"
) -> tuple[Problem, ...]:
    """Return the problems that the findings are; with ``reference`` at the reference validator's levels."""
    translate = translator(language)
    spoken = []
    for finding in findings:
        rule = RULES[finding.kind]
        level = rule.reference or rule.level if reference else rule.level
        if level is not None:
            spoken.append((finding, level))
    spoken.sort(key=lambda pair: (pair[0].line, pair[0].column))
    if len(spoken) > MOST_PROBLEMS:
        dropped = spoken[MOST_PROBLEMS:]
        last = dropped[0][0]
        words = {"limit": f"{MOST_PROBLEMS:,}"}
        spoken[MOST_PROBLEMS:] = [
            (Finding("file/too-many-problems", "", "", last.line, last.column, words), Level.ERROR)
        ]
    return tuple(_problem(finding, level, translate) for finding, level in spoken)


def _problem(finding: Finding, level: Level, translate: Translate) -> Problem:
    rule = RULES[finding.kind]
    name = finding.key.rpartition(".")[2]
    if finding.path == "description":
        name = finding.key  # a language's tag alone, such as "it", would read as a word
    leaf = name.partition("[")[0] or name
    words = {
        "key": finding.key,
        "name": leaf,
        "item": leaf if leaf == name else render(say(ITEM_OF, name=leaf), translate),
        "example": EXAMPLES.get(finding.path, ""),
        **{name: render(said, translate) for name, said in finding.words.items()},
    }
    return Problem(
        finding.key,
        finding.line,
        finding.column,
        level,
        translate(rule.message).format_map(words),
        finding.code,
        translate(rule.hint).format_map(words).strip(),
    )
