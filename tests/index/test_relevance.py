"""Judged queries in twelve languages over the corpus: a floor under how well they are answered."""

from __future__ import annotations

import pytest

from benchmarks.relevance import judge, overall


@pytest.mark.corpus
def test_judged_queries_are_answered_well(shared):
    [judged] = judge()
    crossing = [one for one in judged if one.kind == "crosslingual"]
    assert [one for one in judged if one.hits == 0] == []
    # Well under what is reached, so that only a real loss fails it.
    assert (overall(judged) > 0.85, overall(crossing) > 0.78) == (True, True)
