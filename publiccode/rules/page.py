"""docs/rules.md, made from the rules: nothing in it is written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode import vocabularies
from publiccode.rules import TABLES, kind_of
from publiccode.rules.codes import codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publiccode.problem import Level
    from publiccode.rules.rule import Rule

_HEAD = """\
# Rules

This page is made by `python -m publiccode.rules`; do not edit it.

Every problem has a code: the path of the key, a slash, and the rule (`legal.license/not-spdx`). Codes are
stable: they can be selected and ignored by name. An **error** makes a file invalid, a **warning** does not.
"Reference" is what the reference validator says of the same, and what `--reference` says; the reasons for
each difference are in [differences.md](differences.md).
"""

_LISTS = {
    "developmentStatus": vocabularies.DEVELOPMENT_STATUSES,
    "softwareType": vocabularies.SOFTWARE_TYPES,
    "maintenance.type": vocabularies.MAINTENANCE_TYPES,
    "platforms (other text is allowed)": vocabularies.PLATFORMS,
    "intendedAudience.scope": vocabularies.SCOPES,
    "categories": vocabularies.CATEGORIES,
    "supports (written `alias:NAME`)": tuple(vocabularies.SUPPORTS_ALIASES),
}


def page() -> str:
    """Return the whole page as Markdown."""
    return "\n".join([_HEAD, *_rules(), *_lists()]).rstrip("\n") + "\n"


def _rules() -> Iterator[str]:
    by_kind: dict[str, list[str]] = {}
    for code in codes():
        by_kind.setdefault(kind_of(code), []).append(code)
    for title, table in TABLES.items():
        yield f"## {title}\n"
        for rule in table:
            yield from _rule(rule, by_kind.get(rule.kind, []))


def _rule(rule: Rule, names: list[str]) -> Iterator[str]:
    yield f"### {rule.kind}\n"
    yield f"{_level(rule.level)}. Reference: {_level(rule.reference)}.\n"
    yield f"> {_shown(rule.message)}\n"
    yield f"{rule.why}\n"
    yield (
        f"Example:\n\n```yaml\n{rule.example}\n```\n"
        if is_yaml(rule.example)
        else f"Example: {rule.example}.\n"
    )
    yield f"To fix:\n\n```yaml\n{rule.fix}\n```\n" if is_yaml(rule.fix) else f"To fix: {rule.fix}\n"
    if names != [rule.kind]:
        yield "Codes: " + ", ".join(f"`{name}`" for name in names) + "\n"


def _lists() -> Iterator[str]:
    yield "## Lists\n"
    for name, values in _LISTS.items():
        yield f"### {name}\n"
        yield ", ".join(f"`{value}`" for value in values) + "\n"


def _level(level: Level | None) -> str:
    return f"**{level}**" if level else "silent"


def _shown(template: str) -> str:
    return template.replace("{", "*").replace("}", "*")


def is_yaml(text: str) -> bool:
    """Whether an example is YAML to copy, not a sentence."""
    first = text.partition("\n")[0]
    return first.startswith(("- ", "? ", "%")) or (
        (": " in first or first.endswith(":")) and "`" not in first
    )
