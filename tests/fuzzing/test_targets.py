"""What the fuzzer begins with passes, and what it once found stays repaired."""

from __future__ import annotations

import re

import pytest

from tests.fuzzing.seeds import seeds, words
from tests.fuzzing.targets import TARGETS


@pytest.mark.parametrize("name", TARGETS)
def test_every_seed_passes(name):
    for text in seeds(real=False):
        TARGETS[name](text)


def test_the_words_are_as_the_fuzzer_reads_them():
    assert len(words()) > 100
    assert all(word.isascii() and word.isprintable() and '"' not in word for word in words())
    assert not [word for word in words() if re.search(r"\\(?!x[0-9a-f]{2}|\\)", word)]
