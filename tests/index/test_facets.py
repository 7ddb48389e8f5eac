"""Every count is the number of hits that choosing the value gives, as a count by hand gives it."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.build import build
from index.engine import open_index
from index.facets import FACETS, facet_values
from index.query import Query, QueryError
from tests.index.catalogues import made_up
from tests.index.entries import ENTRIES

TODAY = date(2026, 3, 20)
LISTED = {e.id: e for e in [*made_up(200), *(e for e in ENTRIES if not e.hidden and not e.gone_since)]}
VALUES = {i: facet_values(e, TODAY) for i, e in LISTED.items() if e.state.value != "delisted"}
KNOWN = {facet: sorted({v for values in VALUES.values() for v in values[facet]}) for facet in FACETS}
TEXTS = ("", "protocollo", "document", "Akte -archivio", "Bürgerbüro termin", '"document management"')


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    build(LISTED.values(), folder, fingerprint="0")
    with closing(open_index(folder)) as opened:
        yield opened


def found(index, query: Query) -> set[str]:
    hits: set[str] = set()
    for page in range(1, 4):
        asked = Query(
            text=query.text,
            filters=query.filters,
            excluded=query.excluded,
            today=TODAY,
            limit=100,
            page=page,
            every_value=True,
        )
        hits.update(hit.id for hit in index.search(asked).hits)
    return hits


choices = st.dictionaries(
    st.sampled_from(sorted(FACETS)), st.lists(st.integers(0, 10**6), min_size=1, max_size=2), max_size=2
)


def picked(places: dict[str, list[int]]) -> dict[str, tuple[str, ...]]:
    return {
        facet: tuple(KNOWN[facet][place % len(KNOWN[facet])] for place in some)
        for facet, some in places.items()
    }


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(TEXTS), choices, choices, choices)
def test_a_count_is_the_hits_that_choosing_the_value_gives(index, text, wanted, unwanted, more):
    filters, excluded = picked(wanted), picked(unwanted)
    answering = found(index, Query(text=text))
    query = Query(text=text, filters=filters, excluded=excluded, today=TODAY, limit=100, every_value=True)
    result = index.search(query)

    def passes(identifier: str, wanted: dict[str, tuple[str, ...]]) -> bool:
        values = VALUES[identifier]
        kept = all(not set(chosen).isdisjoint(values[name]) for name, chosen in wanted.items())
        return kept and all(set(out).isdisjoint(values[name]) for name, out in excluded.items())

    assert result.total == sum(passes(i, filters) for i in answering)
    for name in FACETS:
        others = {other: chosen for other, chosen in filters.items() if other != name}
        by_hand = Counter(v for i in answering if passes(i, others) for v in VALUES[i][name])
        assert {v.value: v.count for v in result.facets[name] if v.count} == dict(by_hand), name
    for facet, (place, *_) in more.items():
        if told := [value for value in result.facets[facet] if value.count]:
            value = told[place % len(told)]
            others = {name: chosen for name, chosen in filters.items() if name != facet}
            narrowed = Query(
                text=text, filters={**others, facet: (value.value,)}, excluded=excluded, today=TODAY
            )
            assert index.search(narrowed).total == value.count


def test_very_many_values_are_cut_and_the_rest_is_counted(index):
    told, whole = index.search(Query()), index.search(Query(every_value=True))

    assert len(told.facets["used-by"]) + told.left_off["used-by"] == len(whole.facets["used-by"])
    assert told.facets["used-by"][:20] == whole.facets["used-by"][:20]
    assert not whole.left_off


@pytest.mark.parametrize(
    ("facet", "value", "like"),
    [
        ("released-since", "2020-01-01", None),
        ("released-since", "12m", "1y"),
        ("contract-ends", "24m", "2y"),
        ("contract-ends", "2027-01-01", None),
    ],
)
def test_a_time_of_the_readers_own_is_counted_from_the_day_of_the_search(index, facet, value, like):
    hits = found(index, Query(filters={facet: (value,)}))

    assert hits
    assert hits < set(VALUES)
    if like:
        assert hits == {i for i, values in VALUES.items() if like in values[facet]}


@pytest.mark.parametrize(
    ("facet", "value", "says"),
    [
        ("released-since", "soon", "3m, 6m, 1y, 2y, 5y, a time like 18m"),
        ("activity", "lively", "active, quiet, dormant, dead, unknown"),
        ("license-family", "copyleft", "weak-copyleft"),
    ],
)
def test_a_value_that_is_none_is_refused_with_those_there_are(index, facet, value, says):
    with pytest.raises(QueryError, match=says):
        index.search(Query(filters={facet: (value,)}))


def test_a_part_of_a_name_is_enough_for_a_user_or_a_publisher(index):
    exact = found(index, Query(filters={"publisher": ("de-stadt-lindenau",)}))

    assert found(index, Query(filters={"publisher": ("lindenau",)})) == exact
    assert found(index, Query(filters={"used-by": ("valdora",)})) == {
        i for i, values in VALUES.items() if any("valdora" in user.lower() for user in values["used-by"])
    }


def test_a_user_that_only_others_name_is_found_like_one_of_the_file(index):
    told = {i: {user.name for user in LISTED[i].users} for i in VALUES}
    name = next(name for i, names in told.items() for name in sorted(names - {*LISTED[i].software.used_by}))
    using = found(index, Query(filters={"used-by": (name,)}))

    assert {i for i, names in told.items() if name in names} <= using
    assert using <= found(index, Query(text=f'used-by:"{name}"'))
    assert using <= found(index, Query(text=name))


def test_the_first_counts_are_as_the_later_ones(tmp_path):
    build(LISTED.values(), tmp_path, fingerprint="0")
    with closing(open_index(tmp_path)) as fresh:
        first, *later = (fresh.search(Query(text="document", today=TODAY)).facets for _ in range(3))

    assert any(value.count > 50 for value in first["license"])
    assert later == [first, first]
