"""Relevance: judged queries over the optional corpus, asked as ``riuso search`` asks them.

The corpus comes with 70 that guide the work; ``kept_aside.json`` holds more, which must not.
"""

from __future__ import annotations

import json
import math
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from benchmarks.texts import CORPUS
from index.build import build
from index.engine import open_index
from index.query import Query
from index.search.meaning import Model, installed_model
from tests.index.corpus import corpus_entries

if TYPE_CHECKING:
    from collections.abc import Iterator

SHARED = CORPUS.parent.parent
_KEPT_ASIDE = Path(__file__).with_name("kept_aside.json")
DEPTH = 10
_BASELINES = {
    "Whoosh, one field, AND": ".159 / 0 / 81 %",
    "Whoosh, one field, OR": ".464 / .134 / 16 %",
    "SQLite FTS5, OR, bm25": ".454 / .101 / 13 %",
    "tantivy": ".463 / .120 / 13 %",
    "phrase-prefix": ".042 / 0 / 91 %",
    "multilingual-e5-small vectors alone": ".630 / .529 / 0",
    "BM25F, stop words, prefix, stems, fuzzy": ".642 / .298 / 7 %",
    "the same with two models' vectors, by coverage": ".791 / .643 / 0",
}
"""What others reach on the same queries, as the assessor of the judgments measured it."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One query's nDCG@10 (gain 2^grade - 1, discount log2 of rank + 1) and how many hits it had."""

    kind: str
    ndcg: float
    hits: int


def judged_queries() -> list[dict[str, Any]]:
    """Return the judged queries; FileNotFoundError where the corpus is absent."""
    text = (SHARED / "relevance" / "dev.json").read_text(encoding="utf-8")
    queries: list[dict[str, Any]] = json.loads(text)["queries"]
    return queries


def kept_aside() -> list[dict[str, Any]]:
    """Return the judged queries that nothing was made for."""
    queries: list[dict[str, Any]] = json.loads(_KEPT_ASIDE.read_text(encoding="utf-8"))["queries"]
    return queries


def judge(model: Model | None = None, *more: list[dict[str, Any]]) -> list[list[Judged]]:
    """Ask every judged query, and those of ``more`` sets, with the vectors of ``model``.

    FileNotFoundError without the corpus.
    """
    with tempfile.TemporaryDirectory() as folder:
        build(corpus_entries(SHARED), Path(folder), fingerprint="bench", model=model)
        with closing(open_index(Path(folder))) as index:
            return [
                [judged(query, [hit.id for hit in index.search(_query(query)).hits]) for query in queries]
                for queries in (judged_queries(), *more)
            ]


def run() -> Iterator[str]:
    if not CORPUS.is_dir():
        yield "the optional corpus is absent"
        return
    yield "nDCG@10 on 70 judged queries: all / cross-language / without a hit"
    for name, figures in _BASELINES.items():
        yield f"{name}: {figures}"
    models = {"riuso, words and vocabulary": None, "riuso[semantic], with vectors": installed_model()}
    for name, model in models.items():
        if model is None and "vectors" in name:
            yield f"{name}: the extra is not installed"
            continue
        found, unseen = judge(model, kept_aside())
        yield f"{name}: {_told(found)}"
        yield f"  {len(unseen)} queries kept aside: {_told(unseen)}"
        kinds = sorted({one.kind for one in found})
        by_kind = {kind: overall([one for one in found if one.kind == kind]) for kind in kinds}
        yield "  " + ", ".join(f"{kind} {value:.3f}" for kind, value in by_kind.items())


def _told(found: list[Judged]) -> str:
    crossing = [one for one in found if one.kind == "crosslingual"]
    empty = sum(one.hits == 0 for one in found) / len(found)
    return f"{overall(found):.3f} / {overall(crossing):.3f} / {empty:.0%}"


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
