"""GitHub with a token: a hundred repositories a request, the file included."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from crawler.failures import Cause
from crawler.hosts import github_graphql as shapes
from crawler.hosts.github_address import Address
from crawler.hosts.github_look import Item, Look
from crawler.hosts.github_queries import LISTING, LISTING_OF_IDS, PAGE_SIZE, singles
from crawler.hosts.github_question import Question, ask
from crawler.hosts.github_record import not_readable
from crawler.repository import Repository
from crawler.source import Source
from publiccode.harvest import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scrapy import Request

    from crawler.hosts.github_graphql import Answer, Node, Refused
    from crawler.hosts.github_rest import RestCrawl
    from crawler.ledger import Ledger
    from crawler.outputs import Output

logger = logging.getLogger(__name__)

SMALLEST_PAGE = 10
"""Where a page of so few is refused too, the size is not the reason."""
_MAX_PAGES = 10_000
_NODES = ("repositoryOwner", "repositories", "nodes")
_NO_API = "404"
_NOTHING_THERE = Cause(Outcome.GONE, "nothing there: deleted, private, or never was")


@dataclass(frozen=True, slots=True)
class _Listing:
    """A listing under way; what it has seen and what it puts off are shared by all its pages."""

    source: Source
    address: Address
    look: Look
    query: str
    after: str | None = None
    page: int = 1
    size: int = PAGE_SIZE
    seen: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Single:
    repository: Repository
    address: Address


class TokenCrawl:
    """Accounts and single repositories by GraphQL; ``rest`` takes over where a host does not offer it."""

    def __init__(self, ledger: Ledger, token: str, rest: RestCrawl) -> None:
        self.ledger = ledger
        self.token = token
        self.rest = rest

    def account(self, source: Source, address: Address) -> Iterator[Output]:
        """Yield the first request for every repository of an account."""
        query = LISTING_OF_IDS if self.ledger.knows_of(address.url) else LISTING
        yield self._page(_Listing(source, address, self._look(address), query))

    def _look(self, address: Address) -> Look:
        return Look(self.ledger, self.token, address)

    def _page(self, listing: _Listing) -> Request:
        variables = {
            "login": listing.address.owner,
            "first": listing.size,
            "after": listing.after,
            "hidden": listing.page == 1,
        }
        question = Question(
            listing.address,
            listing.query,
            variables,
            partial(self._listed, listing=listing),
            partial(self._not_listed, listing=listing),
        )
        return ask(question, self.token, priority=-listing.page)

    def _not_listed(self, refused: Refused, listing: _Listing) -> Iterator[Output]:
        if refused.smaller and listing.size > SMALLEST_PAGE:
            yield self._page(replace(listing, size=max(SMALLEST_PAGE, listing.size // 2)))
            return
        if refused.kind == _NO_API and listing.page == 1:
            yield from self.rest.account(listing.source, listing.address)
            return
        detail = f"page {listing.page} of the listing: {refused.cause.detail}"
        self.ledger.fail(listing.source, detail, outcome=refused.cause.outcome)
        yield from listing.look.put_off(end=True)

    def _listed(self, answer: Answer, listing: _Listing) -> Iterator[Output]:
        owner = shapes.decode(answer.data, shapes.Listing).repository_owner
        if owner is None:
            yield from self._no_account(answer, listing)
            return
        nodes, page = owner.repositories.nodes, owner.repositories.page_info
        if nodes and not any(nodes):
            yield from self._not_listed(_all_refused(answer), listing)
            return
        broken = answer.broken(*_NODES)
        yield from self._hidden(listing, owner.hidden)
        new = 0
        for place, node in enumerate(nodes):
            if node is None:
                logger.warning("%s: the host does not give one of them", listing.source.url)
            elif node.database_id not in listing.seen:
                listing.seen.add(node.database_id)
                new += 1
                yield from self._repository(listing, node, is_broken=place in broken)
        # A page without anything new ends it, whatever it says: else a broken host pages for ever.
        goes_on = page.has_next_page and page.end_cursor is not None and new > 0
        yield from listing.look.put_off(end=not goes_on)
        if goes_on and listing.page < _MAX_PAGES:
            yield self._page(replace(listing, after=page.end_cursor, page=listing.page + 1))
        elif goes_on:
            self.ledger.fail(listing.source, f"the listing has more than {_MAX_PAGES} pages")

    def _hidden(self, listing: _Listing, hidden: shapes.HiddenOnes | None) -> Iterator[Output]:
        """Yield the records of what is not public: what was known of it is shown no longer."""
        for one in hidden.nodes if hidden else ():
            if one is not None:
                url = listing.address.url_of(one.name_with_owner)
                host_id = listing.address.host_id(one.database_id)
                if self.ledger.open(listing.source, url, host_id):
                    known = self.ledger.known_of(url, host_id)
                    secret = Repository(
                        source=listing.source, url=url, location=f"{url}.git", host_id=host_id, known=known
                    )
                    yield not_readable(secret, is_private=True)

    def _no_account(self, answer: Answer, listing: _Listing) -> Iterator[Output]:
        errors = answer.at("repositoryOwner")
        if any(error.type == "FORBIDDEN" for error in errors):
            # Some organisations refuse certain kinds of tokens; what is public can be had without one.
            logger.warning("%s: %s", listing.source.url, "; ".join(error.message for error in errors))
            yield from self.rest.without_token().account(listing.source, listing.address)
        else:
            self.ledger.fail(listing.source, f"page {listing.page} of the listing: {_NOTHING_THERE.detail}")

    def _repository(self, listing: _Listing, node: Node, *, is_broken: bool) -> Iterator[Output]:
        url = listing.address.url_of(node.name_with_owner)
        if self.ledger.open(listing.source, url, listing.address.host_id(node.database_id)):
            item = listing.look.item(listing.source, node)
            yield from listing.look.at(item, is_broken=is_broken)

    def singles(self, wanted: Sequence[tuple[Source, Address]]) -> Iterator[Output]:
        """Yield the requests for single repositories of one host, a hundred in each."""
        opened = []
        for source, address in wanted:
            if self.ledger.open(source, address.url):
                url = address.url
                known = self.ledger.known_of(url)
                repository = Repository(source=source, url=url, location=f"{url}.git", known=known)
                opened.append(_Single(repository, address))
        for begin in range(0, len(opened), PAGE_SIZE):
            yield self._singles(opened[begin : begin + PAGE_SIZE])

    def _singles(self, asked: Sequence[_Single]) -> Request:
        variables: dict[str, str] = {}
        for number, one in enumerate(asked):
            variables |= {f"o{number}": one.address.owner, f"n{number}": one.address.name}
        question = Question(
            asked[0].address,
            singles(len(asked)),
            variables,
            partial(self._answered, asked=asked),
            partial(self._not_answered, asked=asked),
        )
        return ask(question, self.token)

    def _not_answered(self, refused: Refused, asked: Sequence[_Single]) -> Iterator[Output]:
        if refused.smaller and len(asked) > 1:
            half = len(asked) // 2
            yield self._singles(asked[:half])
            yield self._singles(asked[half:])
            return
        for one in asked:
            if refused.kind == _NO_API:
                yield self.rest.single(one.repository, one.address)
            else:
                yield one.repository.record(refused.cause.outcome, detail=refused.cause.detail)

    def _answered(self, answer: Answer, asked: Sequence[_Single]) -> Iterator[Output]:
        members = shapes.decode_members(answer.data, shapes.Node)
        look = self._look(asked[0].address)
        for number, one in enumerate(asked):
            name = f"r{number}"
            node, errors = members.get(name), answer.at(name)
            if node is not None:
                yield from self._single(one, node, look, is_broken=bool(errors))
            elif any(error.type == "FORBIDDEN" for error in errors):
                yield self.rest.without_token().single(one.repository, one.address)
            elif errors and not any(error.type == "NOT_FOUND" for error in errors):
                detail = f"the host did not answer: {errors[0].message}"
                yield one.repository.record(Outcome.HOST_ERROR, detail=detail)
            else:
                yield one.repository.record(_NOTHING_THERE.outcome, detail=_NOTHING_THERE.detail)
        yield from look.put_off(end=True)

    def _single(self, one: _Single, node: Node, look: Look, *, is_broken: bool) -> Iterator[Output]:
        source, asked = one.repository.source, one.repository
        url, host_id = look.address.url_of(node.name_with_owner), look.address.host_id(node.database_id)
        if not self.ledger.rename(source, asked.url, url, host_id):
            yield asked.record(Outcome.MOVED, detail=f"it is now {url}", host_id=host_id)
            return
        item = look.item(source, node)
        if url.lower() != asked.url.lower():
            former = (*item.repository.aliases, asked.url)
            known = item.repository.known or asked.known
            renamed = replace(item.repository, aliases=tuple(dict.fromkeys(former)), known=known)
            item = Item(renamed, node)
        yield from look.at(item, is_broken=is_broken)


def _all_refused(answer: Answer) -> Refused:
    said = "; ".join(error.message for error in answer.errors[:1])
    cause = Cause(Outcome.HOST_ERROR, f"the host gives none of the repositories: {said}")
    return shapes.Refused(cause, smaller=True)
