"""What PyYAML says of broken YAML, told as place, cause and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode import phrases
from publiccode.finding import Finding, excerpt
from publiccode.phrases import Phrase, say

if TYPE_CHECKING:
    from yaml import MarkedYAMLError

# What libyaml's or PyYAML's sentence contains -> what it means to the author of a publiccode.yml.
_CAUSES: tuple[tuple[str, str, str], ...] = (
    ("mapping values are not allowed", phrases.STRAY_COLON, phrases.QUOTE_OR_INDENT),
    ("unexpected end of stream", phrases.OPEN_QUOTE, phrases.CLOSE_QUOTE),
    ("document separator", phrases.OPEN_QUOTE, phrases.CLOSE_QUOTE),
    ("could not find expected ':'", phrases.NO_COLON, phrases.INDENT_OR_COLON),
    ("expected <block end>", phrases.BAD_INDENT, phrases.INDENT),
    ("did not find expected key", phrases.BAD_INDENT, phrases.INDENT),
    ("did not find expected '-' indicator", phrases.MIXED, phrases.INDENT),
    ("',' or ']'", phrases.OPEN_LIST, phrases.CLOSE_LIST),
    ("',' or '}'", phrases.OPEN_MAP, phrases.CLOSE_MAP),
    ("block sequence entries are not allowed", phrases.NO_LIST_HERE, phrases.DASH_ON_ITS_LINE),
    ("escape character", phrases.BAD_ESCAPE, phrases.SINGLE_QUOTES),
    ("duplicate %", phrases.DIRECTIVE_TWICE, phrases.REMOVE_DIRECTIVES),
    ("incompatible YAML document", phrases.OTHER_YAML, phrases.REMOVE_LINE),
    ("undefined tag handle", phrases.TAG, phrases.QUOTE),
    ("scanning a block scalar", phrases.BLOCK_HEAD, phrases.BLOCK_BELOW),
)

# Found only at the end of what is wrong: the beginning is the place to repair.
_SEEN_TOO_LATE = (
    "unexpected end of stream",
    "document separator",
    "could not find expected ':'",
    "',' or ']'",
    "',' or '}'",
)


def syntax_finding(error: MarkedYAMLError, text: str) -> Finding:
    """Return a syntax error as a finding at its true place."""
    problem = error.problem or error.context or "the YAML is broken"
    mark = error.problem_mark or error.context_mark
    if error.context_mark is not None and any(sign in problem for sign in _SEEN_TOO_LATE):
        mark = error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    found_at = error.problem_mark.line + 1 if error.problem_mark else line
    detail, advice = _cause(problem, error.context or "", _character(text, line, column), found_at)
    return Finding("file/syntax", "", "", line, column, {"detail": detail, "advice": advice})


def _cause(problem: str, context: str, character: str, line: int) -> tuple[Phrase, Phrase]:
    if "cannot start any token" in problem:
        if character == "\t":
            return say(phrases.TABULATOR), say(phrases.NO_TABULATOR)
        if character:
            return say(phrases.BAD_START, character=excerpt(character)), say(phrases.QUOTE)
        return say(phrases.BAD_START_UNSEEN), say(phrases.QUOTE)
    for sign, detail, advice in _CAUSES:
        if sign in problem or sign in context:
            return say(detail, line=str(line)), say(advice)
    return say(phrases.UNREADABLE, problem=excerpt(problem, 200)), say(phrases.COMPARE)


def _character(text: str, line: int, column: int) -> str:
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        return ""
    return lines[line - 1][column - 1 : column]
