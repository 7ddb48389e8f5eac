"""How a search result is told: as text with its facets, and as JSON."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from cli.explanation import print_explanation
from index.facets import FACETS
from index.labels import standard_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cli.output import Output, Part
    from index.adoption.near import Neighbour
    from index.query import FacetValue, Hit, Query, SearchResult, Span

MOST_VALUES = 6
"""Values of a facet that text output shows; JSON has them all."""

_REMARKS = {
    "invalid": "its newest file has errors; the last good one is shown",
    "never-valid": "its file has errors",
    "stale": "not reachable lately",
    "archived": "archived by its host",
}
_ASKED_BY_NAME = {"publisher", "used-by"}
"""Facets whose options take a name as well as the value."""
_UNREMARKABLE_FIELDS = ("name", "summary")


def as_json(result: SearchResult, around: Mapping[str, Neighbour] | None = None) -> dict[str, object]:
    """Return the documented JSON shape of a search; ``around`` has the nearest who uses each software."""
    query = result.query
    return {
        "query": query.text,
        "filters": {name: list(values) for name, values in query.filters.items()},
        "excluded": {name: list(values) for name, values in query.excluded.items()},
        "sort": query.sort.value,
        "page": query.page,
        "limit": query.limit,
        "total": result.total,
        "took_ms": round(result.took_ms, 1),
        "found_by": list(result.found_by),
        "answered": result.answered,
        "weak": result.is_weak,
        "suggestion": result.suggestion,
        "hits": list(result.hits),
        "near": {hit.id: _nearest(around[hit.id]) for hit in result.hits if around and hit.id in around},
        "facets": {name: list(values) for name, values in result.facets.items()},
        "left_off": dict(result.left_off),
    }


def _nearest(neighbour: Neighbour) -> dict[str, object]:
    one = neighbour.organisation
    return {"organisation": one.id, "name": one.name, "km": neighbour.km}


def print_result(
    output: Output,
    result: SearchResult,
    everything: SearchResult | None = None,
    around: Mapping[str, Neighbour] | None = None,
) -> None:
    """Print hits, facets and what to do next.

    ``everything`` is what an empty query answers; where nothing was found it tells which of the values asked
    for do not exist.
    """
    if not result.total:
        _print_nothing(output, result, everything)
        return
    what = f' for "{result.query.text}"' if result.query.text else ""
    output.line((f"{result.total} software{what}", "bold"), (f"  ({result.took_ms:.0f} ms)", "dim"))
    _print_way(output, result)
    if result.suggestion:
        output.line(f"Did you mean: {result.suggestion}")
    if result.is_weak:
        output.line(f"Nothing matches all of it; nearest ({result.answered or 0:.0%} of it is answered):")
    first = (result.query.page - 1) * result.query.limit + 1
    for number, hit in enumerate(result.hits, start=first):
        _print_hit(output, number, hit)
        if around and (neighbour := around.get(hit.id)):
            output.line(f"{neighbour.km:.0f} km: {neighbour.organisation.name}", indent=3)
    _print_paging(output, result)
    _print_facets(output, result.facets, result.left_off)


def _print_way(output: Output, result: SearchResult) -> None:
    if result.query.text:
        meaning = "vectors" in result.found_by
        output.line((f"Searched by {'words and meaning' if meaning else 'words alone'}.", "dim"))


def _print_nothing(output: Output, result: SearchResult, everything: SearchResult | None) -> None:
    output.line("Nothing found.")
    _print_way(output, result)
    if result.suggestion:
        output.line(f"Did you mean: {result.suggestion}")
    unknown = _unknown_values(result.query, everything) if everything else []
    for facet, value, near in unknown:
        hint = f" Near it: {', '.join(near)}" if near else ""
        output.line(f"Nothing in the catalogue has --{facet} {shlex.quote(value)}.{hint}")
    if (result.query.filters or result.query.excluded) and not unknown and not result.suggestion:
        output.line("Fewer filters find more: ", _filters(result.query))


def _unknown_values(query: Query, everything: SearchResult) -> list[tuple[str, str, list[str]]]:
    """Return the facet, the value and the nearest real values of each filter that nothing can pass."""
    from difflib import get_close_matches  # noqa: PLC0415 - only a slip of the hand pays for it

    unknown = []
    for facet, values in query.filters.items():
        real = {value.value: value.label for value in everything.facets[facet]}
        # What a period means is not a value that somebody has; it was read, or the search had refused it.
        asked = values if FACETS[facet].periods is None else ()
        for value in asked:
            if value not in real:
                called = [one for one, label in real.items() if label.casefold() == value.casefold()]
                unknown.append((facet, value, called or get_close_matches(value, real)))
    return unknown


def _print_hit(output: Output, number: int, hit: Hit) -> None:
    license_ = f" · {hit.license}" if hit.license else ""
    output.line()
    output.line(f"{number}. ", (hit.name, "bold cyan"), f"  {hit.publisher}{license_}")
    if hit.summary:
        output.line(hit.summary, indent=3)
    for spans in _other_matches(hit):
        output.line(*_highlighted(spans), indent=3)
    if hit.state in _REMARKS:
        output.line((f"Note: {_REMARKS[hit.state]}", "yellow"), indent=3)
    output.line((f"{hit.id} · {hit.repository}", "dim"), indent=3)
    if hit.explanation:
        print_explanation(output, hit)


def _other_matches(hit: Hit) -> list[tuple[Span, ...]]:
    """Return the first excerpt that says more than the name and summary already shown."""
    return [
        spans
        for field, spans in hit.matched.items()
        if field not in _UNREMARKABLE_FIELDS and any(span.match for span in spans)
    ][:1]


def _highlighted(spans: tuple[Span, ...]) -> list[Part]:
    return [(span.text, "bold") if span.match else span.text for span in spans]


def _print_paging(output: Output, result: SearchResult) -> None:
    query = result.query
    pages = -(-result.total // query.limit)
    if query.page > pages:
        output.line(f"Page {query.page} is past the last, {pages}.")
    elif pages > 1:
        output.line()
        more = f"; --page {query.page + 1} shows more" if query.page < pages else ""
        output.line((f"Page {query.page} of {pages}{more}", "dim"))


def _print_facets(
    output: Output, facets: Mapping[str, tuple[FacetValue, ...]], left_off: Mapping[str, int]
) -> None:
    output.line()
    output.line(("Narrow by", "bold"))
    rows: list[list[Part]] = []
    for name, values in facets.items():
        if not values:
            continue
        shown = [value for i, value in enumerate(values) if i < MOST_VALUES or value.selected]
        told = "  ".join(
            f"{name} ({value.count})" + (" *" if value.selected else "")
            for value, name in zip(shown, _names(name, shown), strict=True)
        )
        rest = len(values) - len(shown) + left_off.get(name, 0)
        rows.append([(f"--{name}", "cyan"), told + (f"  and {rest} more" if rest else "")])
    output.table(rows, indent=2)


def _names(facet: str, values: Sequence[FacetValue]) -> list[str]:
    """Return what people call each value, with what to type for it where that is not the same."""
    labels = [standard_name(one.value) if facet == "standard" else one.label for one in values]
    told = []
    for one, label in zip(values, labels, strict=True):
        if label.casefold().replace(" ", "-") == one.value.casefold():
            told.append(_short(one.value))
        elif _is_typed(facet, label, one.value) and labels.count(label) == 1:
            told.append(label)
        else:
            told.append(f"{_short(label)} [{one.value}]")
    return told


def _is_typed(facet: str, label: str, value: str) -> bool:
    """Whether a reader may type the label in place of the value."""
    if facet == "standard":
        return value.removeprefix("alias:").casefold() == label.casefold()
    return facet in _ASKED_BY_NAME and label == _short(label)


def _short(value: str) -> str:
    return value if len(value) <= 40 else f"{value[:39]}…"


def _filters(query: Query) -> str:
    chosen = [(f"--{name}", value) for name, values in query.filters.items() for value in values]
    chosen += [(f"--not-{name}", value) for name, values in query.excluded.items() for value in values]
    return " ".join(f"{name} {shlex.quote(value)}" for name, value in chosen)
