"""Which rows a query finds: what its text asks for, what the filters leave, and how the facets count."""

from __future__ import annotations

from functools import reduce
from operator import and_
from typing import TYPE_CHECKING

import msgspec

from index.analysis import primary_language
from index.facets import FACETS, MANY
from index.query import FacetValue
from index.search.choices import Choice, choose, chosen
from index.search.columns import flags_of, flags_of_mask, mask_of
from index.search.fields import TEXT_FIELDS

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable, Mapping, Sequence

    from index.query import Query
    from index.search.question import Clause, Question
    from index.search.table import Table
    from index.search.understanding import Understanding

_NONE = Choice(0)


class Counted(msgspec.Struct, frozen=True):
    """The values of each facet, and how many of them were left off."""

    facets: dict[str, tuple[FacetValue, ...]]
    left_off: dict[str, int]


class Selection:
    """The rows that a query finds: ``text`` answers its text, ``found`` is what the filters leave."""

    def __init__(self, table: Table, query: Query, text: int) -> None:
        self._table = table
        self._query = query
        self._chosen = chosen(table, query.filters, query.today)
        if query.within is not None:
            rows = (table.row_of[one] for one in query.within if one in table.row_of)
            text &= mask_of(flags_of(rows, table.count))
        for choice in chosen(table, query.excluded, query.today).values():
            text &= ~choice.mask
        self.text = text
        self.found = reduce(and_, (choice.mask for choice in self._chosen.values()), text)

    def count(self) -> Counted:
        """Count every facet: its values' hits, given the text and the other facets."""
        language = self._query.languages[0] if self._query.languages else "en"
        flags = flags_of_mask(self.found, self._table.count)
        facets, left_off = {}, {}
        for facet in FACETS:
            column = self._table.column(facet, self._query.today)
            if facet in self._chosen:
                others = (choice.mask for name, choice in self._chosen.items() if name != facet)
                rows = reduce(and_, others, self.text)
                counts = column.count(rows, flags_of_mask(rows, self._table.count))
            else:
                counts = column.count(self.found, flags)
            selected = self._chosen.get(facet, _NONE).places
            told = self._told(counts, selected)
            labels = self._table.labels(facet, column, primary_language(language))
            values = [FacetValue(column.values[i], labels[i], counts[i], i in selected) for i in told]
            if FACETS[facet].periods is None:
                values.sort(key=lambda value: (-value.count, value.label.casefold(), value.value))
            facets[facet] = tuple(values)
            if left := len(counts) - sum(1 for i in told if counts[i]):
                left_off[facet] = left
        return Counted(facets, left_off)

    def _told(self, counts: Counter[int], selected: frozenset[int]) -> Sequence[int]:
        """Return the places of the values to list; of very many, the most frequent."""
        if len(counts) <= MANY or self._query.every_value:
            return sorted({*counts, *selected})
        least = sorted(counts.values(), reverse=True)[MANY - 1]
        above = [place for place, count in counts.items() if count > least]
        equal = sorted(place for place, count in counts.items() if count == least)
        return sorted({*above, *equal[: MANY - len(above)], *selected})


def text_rows(
    table: Table, understanding: Understanding, question: Question, scores: Mapping[int, float], query: Query
) -> int:
    """Return the set of rows that answer a query's text."""
    rows = mask_of(flags_of(scores, table.count)) if question.to_rank else table.living

    def meeting(clauses: Iterable[Clause]) -> list[int]:
        return [_meeting(table, understanding, clause, query) for clause in clauses]

    if question.must:
        wanted = reduce(and_, meeting(question.must))
        # Conditions decide; the other words only rank where they leave nothing.
        rows = rows & wanted if question.words and rows & wanted else wanted
    for excluded in meeting(question.must_not):
        rows &= ~excluded
    return rows & table.living


def _meeting(table: Table, understanding: Understanding, clause: Clause, query: Query) -> int:
    """Return the rows that meet a condition."""
    if clause.field is None:
        return mask_of(flags_of(understanding.rows(clause.words), table.count))
    if clause.field in TEXT_FIELDS:
        return mask_of(flags_of(understanding.rows_in(clause.field, clause.words), table.count))
    return choose(table, clause.field, [clause.value], query.today).mask
