"""Every rule there is, one table a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.rules import file

if TYPE_CHECKING:
    from publiccode.rules.rule import Rule

RULES: dict[str, Rule] = {rule.kind: rule for table in (file.RULES,) for rule in table}
