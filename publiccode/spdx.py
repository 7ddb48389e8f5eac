"""SPDX licence expressions."""

from __future__ import annotations


def license_ids(expression: str | None) -> tuple[str, ...]:
    """Return the licence ids in an SPDX expression, each once, in order; empty where there is none."""
    raise NotImplementedError(expression)
