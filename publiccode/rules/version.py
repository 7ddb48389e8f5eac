"""Rules about the version of the standard that a file names."""

from __future__ import annotations

from publiccode.problem import Level
from publiccode.rules.rule import Rule, error, lenient, warning

RULES = (
    warning(
        "older-version",
        "version {value} of the standard is not the latest",
        'Write "0", which stands for the latest version without breaking changes; `riuso upgrade` does it.',
        why="The file is judged by today's rules all the same, and a reader may expect today's keys.",
        example='publiccodeYmlVersion: "0.4"',
        fix='publiccodeYmlVersion: "0"',
    ),
    lenient(
        "old-version",
        "version {value} of the standard is refused by some readers",
        'Write "0", which stands for the latest version without breaking changes; `riuso upgrade` does it.',
        why="The standard has published it, so it is read here; the reference validator does not know it.",
        example='publiccodeYmlVersion: "0.6"',
        fix='publiccodeYmlVersion: "0"',
    ),
    lenient(
        "newer-version",
        "version {value} of the standard is newer than {latest}, the latest known here",
        "Newer keys may be reported as unknown. A newer riuso may know them.",
        why="Minor versions only add to the standard, so the file is read; the reference validator "
        "refuses it.",
        example='publiccodeYmlVersion: "0.8"',
        fix='Write "0" if the file uses nothing of the newer version.',
    ),
    error(
        "unknown-version",
        "{value} is not a version of the standard",
        'Write "0". This key names the version of the standard, not of the software.',
        why="Readers choose their rules by it.",
        example='publiccodeYmlVersion: "2.4.0"',
        fix='publiccodeYmlVersion: "0", and the software\'s version under `softwareVersion`',
    ),
    error(
        "version-not-quoted",
        "{key} must be a text, not the number {value}",
        'Put it in quotes: "{value}".',
        why="Without quotes YAML reads a number, and 0.10 would become 0.1.",
        example="publiccodeYmlVersion: 0.7",
        fix='publiccodeYmlVersion: "0.7"',
    ),
    Rule(
        "version-in-block",
        None,
        "{key} is written as a block of text",
        "Write it on the line of its key.",
        why="YAML reads the same text; the reference validator refuses it.",
        example="publiccodeYmlVersion: |-\n  0",
        fix='publiccodeYmlVersion: "0"',
        reference=Level.ERROR,
    ),
)
