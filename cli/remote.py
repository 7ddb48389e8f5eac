"""What ``riuso validate`` needs of the network: files named by URL, and what addresses in files answer."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cli.validation import Opened, is_url
from crawler.asked import Asked, Patience, Want
from crawler.file_address import file_addresses, repository_of
from publiccode.links import Link, Purpose, links
from publiccode.remote import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@dataclass(slots=True)
class _Named:
    """A file under way; ``left`` are the addresses to try, the present one first."""

    opened: Opened
    left: list[str]
    links: tuple[Link, ...] = ()
    first: Answer | None = None


@dataclass(slots=True)
class _Gathering:
    """Reads files and collects their addresses; told of each answer, it says what to ask next."""

    checks: bool
    advance: Callable[[int, int], None]
    files: list[_Named] = field(default_factory=list)
    answers: dict[Asked, Answer] = field(default_factory=dict)
    asked: set[Asked] = field(default_factory=set)

    def open(self, names: Sequence[str]) -> Iterator[Asked]:
        """Begin with every file; yield what to ask first."""
        for name in names:
            self.files.append(_Named(Opened.named(name), list(file_addresses(name)) if is_url(name) else []))
            yield from self._next(self.files[-1])

    def then(self, asked: Asked, answer: Answer) -> list[Asked]:
        """Take an answer; return what to ask because of it."""
        self.answers[asked] = answer
        new = [one for file in self.files if file.left for one in self._next(file)]
        self.advance(len(self.answers), len(self.asked))
        return new

    def _next(self, file: _Named) -> Iterator[Asked]:
        while file.left:
            asked = _whole(file.left[0])
            answer = self.answers.get(asked)
            if answer is None:
                yield from self._ask(asked)
                return
            file.left.pop(0)
            file.first = file.first or answer
            if answer.is_good and not _is_page(answer):
                file.left.clear()
                file.opened = replace(file.opened, content=answer.start, address=answer.address)
        if self.checks and file.opened.has_text:
            file.links = links(file.opened.read(), base=file.opened.address)
            for link in file.links:
                yield from self._ask(_of(link))

    def _ask(self, asked: Asked) -> Iterator[Asked]:
        if asked not in self.asked:
            self.asked.add(asked)
            yield asked

    def result(self) -> list[Opened]:
        """Return the files with all that was answered."""
        return [
            replace(
                file.opened,
                unread=None if file.opened.has_text else file.first,
                repository=repository_of(file.opened.name) if is_url(file.opened.name) else None,
                answers=tuple((link, self.answers[_of(link)]) for link in file.links),
            )
            for file in self.files
        ]


def open_remote(
    names: Sequence[str],
    *,
    checks: bool,
    allowed: Sequence[str] = (),
    seconds: float,
    advance: Callable[[int, int], None],
) -> list[Opened]:
    """Read files, those named by URL included; with ``checks`` ask for the addresses in them.

    ``allowed`` are hosts that may be on a local network, as those of the URLs in ``names`` may.
    """
    # Scrapy takes most of a second to import, which is of use only here.
    from crawler.asking import ask  # noqa: PLC0415

    gathering = _Gathering(checks, advance)
    own = [name for name in names if is_url(name)]
    own += [f"http://[{host}]" if ":" in host else f"http://{host}" for host in allowed]
    first = list(gathering.open(names))
    if first:
        patience = Patience(one=seconds, all=20 * seconds)
        ask(first, gathering.then, own=own, contact=os.environ.get("RIUSO_CONTACT"), patience=patience)
    return gathering.result()


def _whole(address: str) -> Asked:
    return Asked(address, Want.FILE)


_WANTED = {
    Purpose.REPOSITORY: Want.REPOSITORY,
    Purpose.PICTURE: Want.START,
    Purpose.PAGE: Want.HEAD,
    Purpose.NAME: Want.HEAD,
}


def _of(link: Link) -> Asked:
    return Asked(link.address, _WANTED[link.purpose])


def _is_page(answer: Answer) -> bool:
    """Whether a web page came: some hosts say that theirs is plain text."""
    return answer.is_markup or answer.start.lstrip()[:9].lower().startswith((b"<!doctype", b"<html"))
