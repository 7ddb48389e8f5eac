"""Validation beside ``yaml.compose`` with the C loader alone, on the same texts in the same process."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

import pytest
import yaml

from publiccode import validate

if TYPE_CHECKING:
    from collections.abc import Callable

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _best(work: Callable[[], object], rounds: int = 7) -> float:
    """Return the least CPU time of some rounds, in seconds: others on the machine add to the rest."""
    times = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def _compose(text: str) -> None:
    try:
        yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError:
        return


@pytest.mark.corpus
@pytest.mark.skipif(_Loader is yaml.SafeLoader, reason="PyYAML was built without libyaml")
def test_the_corpus_takes_at_most_three_times_the_time_of_composing_it(shared):
    files = sorted((shared / "corpus" / "files").glob("*.yml"))
    texts = [path.read_bytes().decode(errors="replace") for path in files]
    composing = _best(lambda: deque(map(_compose, texts), maxlen=0))
    validating = _best(lambda: deque(map(validate, texts), maxlen=0))
    assert validating < 3 * composing
