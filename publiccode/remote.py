"""What the network said of the addresses in a file, as problems. Asking is not done here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from publiccode import phrases
from publiccode.finding import Finding, excerpt
from publiccode.links import Link, Purpose
from publiccode.phrases import render, say
from publiccode.repository import comparable
from publiccode.wording import word

if TYPE_CHECKING:
    from collections.abc import Iterable

    from publiccode.phrases import Phrase, Word
    from publiccode.problem import Problem

_PNG = b"\x89PNG\r\n\x1a\n"
_GONE = frozenset({404, 410})
_MARKUP = frozenset({"text/html", "application/xhtml+xml"})


class Failure(StrEnum):
    """Why an address gave no answer."""

    NO_SUCH_NAME = "no-such-name"
    REFUSED = "refused"
    TIMED_OUT = "timed-out"
    CERTIFICATE = "certificate"
    NOT_PUBLIC = "not-public"
    CIRCLE = "circle"
    BROKEN = "broken"
    TOO_LARGE = "too-large"
    NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Answer:
    """``status`` is HTTP's, None where there was no answer and ``failure`` says why.

    ``address`` is where redirects led; ``for_good`` says that all of them were permanent. ``start`` holds the
    body's first bytes where they were asked for; ``is_repository`` says that git can read there.
    """

    status: int | None
    failure: Failure | None = None
    address: str = ""
    for_good: bool = False
    media_type: str = ""
    start: bytes = b""
    is_repository: bool = False

    @property
    def is_good(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_markup(self) -> bool:
        """Whether a web page came."""
        return self.media_type in _MARKUP


def remote_problems(
    answers: Iterable[tuple[Link, Answer]], *, reference: bool = False, language: str = "en"
) -> tuple[Problem, ...]:
    """Return the problems of the addresses in one file, ordered by place.

    Permanent failures are errors, but of identifiers, which need not lead anywhere; what may be better
    another time is a warning. Where no host at all has a name, this machine is taken to be offline.
    """
    asked = list(answers)
    offline = all(answer.failure is Failure.NO_SUCH_NAME for _, answer in asked)
    found = [finding for link, answer in asked if (finding := _finding(link, answer, offline=offline))]
    return word(found, reference=reference, language=language)


def unread(address: str, answer: Answer, *, language: str = "en") -> tuple[Problem, ...]:
    """Return the problem of a file that the network did not give."""
    detail = say(phrases.A_PAGE) if answer.is_good else _why(answer)
    words: dict[str, Word] = {"value": excerpt(address, 200), "detail": detail}
    return word([Finding("file/not-fetched", "", "", 0, 0, words)], language=language)


def _finding(link: Link, answer: Answer, *, offline: bool) -> Finding | None:
    kind = _kind(link, answer, offline=offline)
    if kind is None:
        return None
    words: dict[str, Word] = {
        "value": excerpt(link.value, 200),
        "detail": _why(answer),
        "address": excerpt(answer.address, 200),
    }
    return Finding(kind, link.path, link.key, link.line, link.column, words)


def _kind(link: Link, answer: Answer, *, offline: bool) -> str | None:
    if answer.is_good:
        return _kind_of_good(link, answer)
    if answer.failure is Failure.NOT_PUBLIC:
        return "not-public"
    lost = answer.status in _GONE or (answer.failure is Failure.NO_SUCH_NAME and not offline)
    if not lost:
        return "not-answered"
    return "lost" if link.purpose is Purpose.NAME else "unreachable"


def _kind_of_good(link: Link, answer: Answer) -> str | None:
    if link.purpose is Purpose.PICTURE:
        if answer.is_markup:
            return "not-a-picture"
        is_png = link.address.partition("?")[0].lower().endswith(".png")
        return "not-a-png" if is_png and not answer.start.startswith(_PNG) else None
    if link.purpose is Purpose.NAME:
        return None
    if answer.for_good and comparable(answer.address) != comparable(link.address):
        return "moved"
    return "not-a-repository" if link.purpose is Purpose.REPOSITORY and not answer.is_repository else None


def why(answer: Answer) -> str:
    """Return why there was no good answer, in English."""
    return render(_why(answer))


_WHY = {
    Failure.NO_SUCH_NAME: phrases.NO_SUCH_HOST,
    Failure.REFUSED: phrases.HOST_REFUSES,
    Failure.TIMED_OUT: phrases.NO_ANSWER_IN_TIME,
    Failure.CERTIFICATE: phrases.BAD_CERTIFICATE,
    Failure.NOT_PUBLIC: phrases.NOT_PUBLIC,
    Failure.CIRCLE: phrases.REDIRECTS_TOO_OFTEN,
    Failure.BROKEN: phrases.ANSWER_BROKE_OFF,
    Failure.TOO_LARGE: phrases.ANSWER_TOO_LARGE,
    Failure.NOT_ASKED: phrases.TIME_IS_UP,
}


def _why(answer: Answer) -> Phrase:
    if answer.status is None:
        return say(_WHY[answer.failure or Failure.BROKEN])
    if answer.status in _GONE:
        return say(phrases.NOTHING_THERE, status=str(answer.status))
    if answer.status in {401, 403}:
        return say(phrases.HOST_FORBIDS, status=str(answer.status))
    if answer.status == 429:
        return say(phrases.TOO_MANY, status="429")
    return say(phrases.HOST_ANSWERED, status=str(answer.status))
