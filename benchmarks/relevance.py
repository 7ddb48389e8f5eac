"""Relevance: judged queries of the optional corpus, asked as ``riuso search`` asks them."""

from __future__ import annotations

import json
import math
import tempfile
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.texts import CORPUS
from index.build import build
from index.engine import open_index
from index.query import Query
from tests.index.corpus import corpus_entries

SHARED = CORPUS.parent.parent
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """One query's nDCG@10 (gain 2^grade - 1, discount log2 of rank + 1) and how many hits it had."""

    kind: str
    ndcg: float
    hits: int


def judge() -> list[Judged]:
    """Ask every judged query of the corpus; FileNotFoundError where it is absent."""
    queries = json.loads((SHARED / "relevance" / "dev.json").read_text(encoding="utf-8"))["queries"]
    with tempfile.TemporaryDirectory() as folder:
        build(corpus_entries(SHARED), Path(folder), fingerprint="bench")
        with closing(open_index(Path(folder))) as index:
            return [judged(query, [hit.id for hit in index.search(_query(query)).hits]) for query in queries]


def run() -> list[str]:
    if not CORPUS.is_dir():
        return ["the optional corpus is absent"]
    found = judge()
    kinds = defaultdict(list)
    for one in found:
        kinds[one.kind].append(one.ndcg)
    lines = [
        f"{kind}: nDCG@10 {fmean(values):.3f} over {len(values)}" for kind, values in sorted(kinds.items())
    ]
    empty = sum(one.hits == 0 for one in found)
    return [f"all: nDCG@10 {overall(found):.3f} over {len(found)} queries, {empty} without a hit", *lines]


def overall(found: list[Judged]) -> float:
    return fmean(one.ndcg for one in found)


def _query(query: dict[str, str]) -> Query:
    return Query(text=query["text"], limit=DEPTH, languages=(query["lang"],))


def judged(query: dict[str, Any], found: list[str]) -> Judged:
    grades = {name.removesuffix(".yml"): grade for name, grade in query["relevant"].items()}
    ideal = _gain(sorted(grades.values(), reverse=True))
    gained = _gain([grades.get(name, 0) for name in found])
    return Judged(str(query["type"]), gained / ideal, len(found))


def _gain(grades: list[int]) -> float:
    return math.fsum(
        (2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades[:DEPTH], start=1)
    )
