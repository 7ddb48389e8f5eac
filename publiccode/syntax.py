"""What PyYAML says of broken YAML, told as place, cause and remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.finding import Finding

if TYPE_CHECKING:
    from yaml import MarkedYAMLError

_QUOTE = "Put the whole text in quotes."
_INDENT = "Align this line with the lines that belong together; indent with blanks only."

# What libyaml's or PyYAML's sentence contains -> what it means to the author of a publiccode.yml.
_CAUSES: tuple[tuple[str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "a colon followed by a blank begins a value where none can be",
        f"{_QUOTE} Or correct the indentation of this line.",
    ),
    ("unexpected end of stream", "the quote that opens here is never closed", "Close the quote."),
    ("document separator", "the quote that opens here is never closed", "Close the quote."),
    (
        "could not find expected ':'",
        "this line has no colon, so it is no key",
        f"{_INDENT} Or add the colon.",
    ),
    ("expected <block end>", "the indentation does not fit the lines above", _INDENT),
    ("did not find expected key", "the indentation does not fit the lines above", _INDENT),
    ("did not find expected '-' indicator", "a list and keys are mixed, or the indentation is off", _INDENT),
    (
        "',' or ']'",
        "the list that opens here lacks a comma or its end before line {line}",
        "Add the comma or the ].",
    ),
    (
        "',' or '}'",
        "the map that opens here lacks a comma or its end before line {line}",
        "Add the comma or the }.",
    ),
    ("block sequence entries are not allowed", "a list can't begin here", "Put the dash on its own line."),
    (
        "escape character",
        "an escape after \\ is not known",
        "Use single quotes, or write \\\\ for a backslash.",
    ),
    ("duplicate %", "a directive is given twice", "Remove the lines that begin with %."),
    ("incompatible YAML document", "the %YAML line asks for a version other than 1", "Remove that line."),
    ("undefined tag handle", "the text begins with !, which YAML takes for a type", _QUOTE),
    (
        "scanning a block scalar",
        "the line after | or > must hold nothing else",
        "Begin the text on the next line.",
    ),
    ("indentation indicator", "the number after | or > is not an indentation", "Remove it."),
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
    detail, advice = _cause(problem, error.context or "", _character(text, line, column))
    if error.problem_mark is not None:
        detail = detail.replace("{line}", str(error.problem_mark.line + 1))
    return Finding("file/syntax", "", "", line, column, {"detail": detail, "advice": advice})


def _cause(problem: str, context: str, character: str) -> tuple[str, str]:
    if "cannot start any token" in problem:
        if character == "\t":
            return "a tabulator can't indent YAML", "Replace tabulators by blanks."
        return f"a text can't begin with {character or 'this character'}", _QUOTE
    for sign, detail, advice in _CAUSES:
        if sign in problem or sign in context:
            return detail, advice
    return (
        f"the YAML can't be read: {problem}",
        "Compare this line and the one above with the standard's example.",
    )


def _character(text: str, line: int, column: int) -> str:
    lines = text.splitlines()
    if not 0 < line <= len(lines):
        return ""
    return lines[line - 1][column - 1 : column]
