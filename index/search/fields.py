"""The fields of a document: what a term found there weighs, and which of them can be asked by name."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Mapping


class Field(msgspec.Struct, frozen=True):
    """``usual`` is the length in words that counts as neither long nor short.

    ``length_matters`` is BM25F's b: 0 counts a long field as a short one, 1 divides by its length.
    ``most`` occurrences of a term count: a name in ten languages or a list of users names one thing.
    """

    weight: float
    usual: int
    length_matters: float
    most: float = math.inf


FIELDS: Mapping[str, Field] = {
    "name": Field(6.0, 4, 0.2, most=2),
    "publisher": Field(3.0, 4, 0.2, most=2),
    "summary": Field(3.0, 20, 0.3),
    "features": Field(1.5, 40, 0.6),
    "description": Field(1.0, 200, 0.6),
    "used-by": Field(1.0, 10, 0.0, most=1),
    "technical": Field(0.7, 3, 0.2),
}
"""The usual lengths are near the means of 178 real files. They are fixed, so that what a document weighs
follows from itself alone: an index that was brought up to date answers as one that was built anew."""

TEXT_FIELDS = ("name", "publisher", "summary", "features", "description", "used-by")
"""The fields that keep positions, so that a phrase and ``field:word`` can be answered."""

BODIES = frozenset({"publisher", "used-by"})
"""The fields that hold names of organisations."""
