"""What a run did for the mirrored pictures, for the report page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.pages.wording import msg
from publiccode.harvest import Outcome
from publiccode.pictures import PictureTrouble

if TYPE_CHECKING:
    from collections.abc import Mapping

    from index.pages.wording import Wording
    from publiccode.pictures import PictureReport

_MEBIBYTE = 1024 * 1024
_RESULTS: Mapping[str, str] = {
    "fetched": msg("new or changed"),
    "unchanged": msg("as they were"),
    "fresh": msg("asked for lately"),
    "failed": msg("not to be had"),
    "left": msg("left for the next run"),
    "no_room": msg("without room: all together have as much as the operator allows"),
    "removed": msg("taken away, as nothing names them any more"),
}
_REASONS: Mapping[str, str] = {
    Outcome.PRIVATE: msg("not public"),
    Outcome.GONE: msg("no longer there"),
    Outcome.FORBIDDEN: msg("host refused"),
    Outcome.RATE_LIMITED: msg("host asked to come back later"),
    Outcome.UNREACHABLE: msg("host did not answer"),
    Outcome.TIMED_OUT: msg("host took too long"),
    Outcome.HOST_ERROR: msg("host failed"),
    Outcome.TOO_LARGE: msg("file too large to be one"),
    PictureTrouble.NOT_ALLOWED: msg("at a place where riuso does not go"),
    PictureTrouble.NO_ADDRESS: msg("no address that can be asked"),
    PictureTrouble.LEGAL: msg("removed for legal reasons, says the host"),
    PictureTrouble.SVG: msg("SVG, which can hold scripts and is never mirrored"),
    PictureTrouble.NO_PICTURE: msg("no picture that can be shown"),
}


@dataclass(frozen=True, slots=True)
class PicturesView:
    """``results`` and ``reasons`` hold a text and a number each; sizes are in MiB, as they are read."""

    named: int
    kept: int
    size: str
    most: str
    results: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]


def pictures_view(report: PictureReport | None, wording: Wording) -> PicturesView | None:
    """Return what is told of the pictures, None where none are mirrored."""
    if report is None:
        return None
    reasons = sorted(report.reasons.items(), key=lambda item: (-item[1], item[0]))
    return PicturesView(
        named=report.named,
        kept=report.kept,
        size=_mebibytes(report.kept_bytes, wording),
        most=_mebibytes(report.most_bytes, wording) if report.most_bytes else "",
        results=tuple(
            (wording.say(_RESULTS[name]), count) for name, count in report.results.items() if count
        ),
        reasons=tuple(
            (wording.say(_REASONS[one]) if one in _REASONS else one, count) for one, count in reasons
        ),
    )


def _mebibytes(count: int, wording: Wording) -> str:
    return wording.number(round(count / _MEBIBYTE, 1))
