"""Every message that can be translated, and the catalogs of their translations."""

from __future__ import annotations

import re

from publiccode import phrases
from publiccode.rules import RULES
from publiccode.rules.page import is_yaml
from publiccode.upgrade.texts import DONE, QUESTIONS

_NAME = re.compile(r"\{\w+\}")
_CODE = re.compile(r"\S+")


def messages() -> dict[str, list[str]]:
    """Return every message with what it is for; those that are only names in braces are left out."""
    found: dict[str, list[str]] = {}
    for rule in RULES.values():
        found.setdefault(rule.message, []).append(f"{rule.kind}: what is wrong")
        found.setdefault(rule.hint, []).append(f"{rule.kind}: what to do")
        found.setdefault(rule.why, []).append(f"{rule.kind}: why")
        for text in (rule.example, rule.fix):
            if not is_yaml(text) and not _CODE.fullmatch(text):
                found.setdefault(text, []).append(f"{rule.kind}: help")
    for name, phrase in vars(phrases).items():
        if name.isupper() and isinstance(phrase, str):
            found.setdefault(phrase, []).append(f"part of a message: {name}")
    for kind, done in DONE.items():
        found.setdefault(done, []).append(f"riuso upgrade, done: {kind}")
    for kind, question in QUESTIONS.items():
        found.setdefault(question.text, []).append(f"riuso upgrade, to decide: {kind}")
        for choice in question.choices:
            found.setdefault(choice, []).append(f"riuso upgrade, a choice: {kind}")
    return {message: uses for message, uses in found.items() if has_words(message)}


def has_words(message: str) -> bool:
    return any(letter.isalpha() for letter in _NAME.sub("", message))
