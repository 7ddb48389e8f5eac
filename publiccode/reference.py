"""Findings told as the reference validator tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.wording import word

if TYPE_CHECKING:
    from publiccode.findings import Findings
    from publiccode.loader import Document
    from publiccode.problem import Problem


def as_reference(findings: Findings, document: Document) -> tuple[Problem, ...]:
    return word(findings.found, reference=True)
