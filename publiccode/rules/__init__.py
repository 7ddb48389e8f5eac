"""Every rule there is, one table a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.rules import file, places, presence, remote, values, version

if TYPE_CHECKING:
    from publiccode.rules.rule import Rule

TABLES: dict[str, tuple[Rule, ...]] = {
    "The file": file.RULES,
    "The version": version.RULES,
    "Which keys there are": presence.RULES,
    "Values": values.RULES,
    "Files beside it": places.RULES,
    "Addresses, with `--remote`": remote.RULES,
}
"""The rules by subject, in the order of docs/rules.md."""

RULES: dict[str, Rule] = {rule.kind: rule for table in TABLES.values() for rule in table}


def kind_of(code: str) -> str:
    """Return the kind of rule that a problem's code names: ``not-spdx`` of ``legal.license/not-spdx``."""
    return code if code.startswith("file/") and code in RULES else code.rpartition("/")[2]


def rule_of(code: str) -> Rule:
    """Return the rule that a problem's code names; raise KeyError where there is none."""
    return RULES[kind_of(code)]
