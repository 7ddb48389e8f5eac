"""Every rule there is, one table a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.rules import file, places, presence, values, version

if TYPE_CHECKING:
    from publiccode.rules.rule import Rule

TABLES: dict[str, tuple[Rule, ...]] = {
    "The file": file.RULES,
    "The version": version.RULES,
    "Which keys there are": presence.RULES,
    "Values": values.RULES,
    "Files beside it": places.RULES,
}
"""The rules by subject, in the order of docs/rules.md."""

RULES: dict[str, Rule] = {rule.kind: rule for table in TABLES.values() for rule in table}
