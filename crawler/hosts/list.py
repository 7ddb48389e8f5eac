"""Lists: documents and APIs of others that name repositories, accounts or whole instances."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import urlsplit

from crawler.failures import from_failure, from_response
from crawler.hosts.file_look import content_record
from crawler.hosts.host import Host
from crawler.hosts.paging import link_to_next
from crawler.lists.answer import Answer, Shape
from crawler.lists.documents import MAX_BYTES, urls_of
from crawler.lists.entry import Entry, ListError, Part
from crawler.lists.presets import SHAPES
from crawler.lists.sources import source_of
from crawler.outputs import guarded_request
from crawler.repository import Repository
from crawler.source import HostKind, ListForm, Source, SourceKind, file_path
from publiccode.repository import canonical_url

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from scrapy import Request
    from scrapy.http import Response
    from twisted.python.failure import Failure

    from crawler.outputs import Output

logger = logging.getLogger(__name__)

_MAX_PAGES = 10_000
_PATIENCE_S = 120
"""An inventory of 20 MB that is made when it is asked for takes longer than a page."""


@dataclass(slots=True)
class _Reading:
    """A list on the way; ``asked`` holds the pages that were asked for."""

    source: Source
    form: ListForm
    shape: Shape | None
    asked: set[str] = field(default_factory=set)


class ListHost(Host):
    """One request a page of the list; what it names goes on to its own kind of host.

    A ``publiccode.yml`` that the list carries is used as it is, without another request.
    """

    kind: ClassVar[HostKind] = HostKind.LIST

    async def start(self, source: Source) -> AsyncIterator[Output]:
        form = source.form or ListForm()
        reading = _Reading(source, form, SHAPES[form.preset] if form.preset else None)
        if urlsplit(source.url).scheme == "file":
            for output in self._local(reading):
                yield output
        else:
            url = reading.shape.first(source.url) if reading.shape else source.url
            for output in self._pages(reading, (url,)):
                yield output

    def _local(self, reading: _Reading) -> Iterator[Output]:
        path = file_path(reading.source.url)
        try:
            with path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
        except OSError as error:
            self.ledger.fail(reading.source, f"can't read {path}: {error.strerror}")
            return
        if len(data) > MAX_BYTES:
            self.ledger.fail(reading.source, f"{path} is larger than {MAX_BYTES // 2**20} MiB")
        else:
            yield from self._read(reading, Answer(source=reading.source, url=reading.source.url, body=data))

    def _pages(self, reading: _Reading, urls: tuple[str, ...]) -> Iterator[Output]:
        for url in urls:
            if len(reading.asked) >= _MAX_PAGES:
                self.ledger.fail(reading.source, f"the list has more than {_MAX_PAGES} pages")
                return
            if url not in reading.asked:
                reading.asked.add(url)
                yield self._request(reading, url)

    def _request(self, reading: _Reading, url: str) -> Request:
        name = (reading.shape.token_header if reading.shape else None) or "Authorization"
        token = self.tokens.for_url(url)
        value = f"Bearer {token}" if name == "Authorization" else token
        return guarded_request(
            url,
            partial(self._answered, reading=reading),
            partial(self._failed, reading=reading),
            partial(self.ledger.fail, reading.source, "riuso failed here; crawl.log says how"),
            headers={"Accept": "*/*"} | ({name: value} if value and token else {}),
            is_web_page=reading.shape is None or reading.shape.is_document,
            # Scrapy keeps no header but Authorization from following a redirect to another host.
            meta={
                "download_maxsize": MAX_BYTES,
                "download_timeout": _PATIENCE_S,
                "dont_redirect": bool(token) and name != "Authorization",
            },
        )

    def _failed(self, failure: Failure, reading: _Reading) -> Iterator[Output]:
        cause = from_failure(failure)
        self.ledger.fail(reading.source, f"the list can't be had: {cause.detail}", cause.outcome)
        yield from ()

    def _answered(self, response: Response, reading: _Reading) -> Iterator[Output]:
        if response.status != 200:
            cause = from_response(response)
            self.ledger.fail(reading.source, f"the list can't be had: {cause.detail}", cause.outcome)
            return
        asked = response.request.url if response.request else response.url
        headers = {
            name.decode("latin-1").lower(): (response.headers[name] or b"").decode("latin-1")
            for name in response.headers
        }
        answer = Answer(
            source=reading.source,
            url=asked,
            body=response.body,
            link=link_to_next(response, asked),
            headers=headers,
        )
        yield from self._read(reading, answer)

    def _read(self, reading: _Reading, answer: Answer) -> Iterator[Output]:
        try:
            part = reading.shape.read(answer) if reading.shape else _document(reading.form, answer)
        except ListError as error:
            self.ledger.fail(reading.source, f"the list can't be read: {error}")
            return
        if part.note:
            logger.warning("%s: %s", answer.url, part.note)
        yield from self._pages(reading, part.following)
        unusable = 0
        for entry in part.entries:
            source = source_of(entry, reading.source)
            if source is None:
                unusable += 1
            elif entry.text is not None:
                yield from self._carried(entry, entry.text, source)
            elif self.ledger.add(source):
                yield source
        if unusable:
            logger.warning("%s: %d entries are no address on the web", answer.url, unusable)

    def _carried(self, entry: Entry, text: str, source: Source) -> Iterator[Output]:
        """Yield the record of a file that the list itself carries."""
        assert source.via is not None  # noqa: S101 - a list names it
        api = urlsplit(source.via.url)
        host_id = f"{api.netloc.lower()}#{entry.identifier}" if entry.identifier else None
        source = Source(
            source.url, SourceKind.REPO, HostKind.LIST, source.publisher, source.place, via=source.via
        )
        url = canonical_url(source.url)
        if not self.ledger.open(source, url, host_id):
            return
        repository = Repository(
            source=source,
            url=url,
            location=url,
            host_id=host_id,
            aliases=tuple(dict.fromkeys(canonical_url(alias) for alias in entry.aliases if alias != url)),
            known=self.ledger.known_of(url, host_id),
        )
        yield content_record(text.encode("utf-8", "replace"), repository, {"raw_url": entry.raw_url})


def _document(form: ListForm, answer: Answer) -> Part:
    urls = urls_of(answer.body, form, answer.url, answer.headers.get("content-type", ""))
    return Part(tuple(Entry(url=url, names=form.names) for url in urls))
