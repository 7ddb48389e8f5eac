"""Hostile input: bounded time and memory, and never an exception."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publiccode import validate
from publiccode.keys import TOP
from tests.fuzzing.targets import validated
from tests.publiccode.broken import BROKEN
from tests.publiccode.megabytes import MEGABYTES
from tests.publiccode.texts import VALID

_CHILD = """\
import json, sys, time
from publiccode import validate
from publiccode.upgrade import upgrade
validate("name: x")
slowest = {}
for name, text in json.load(sys.stdin).items():
    start = time.process_time()
    # The reference's words take one more walk than riuso's own.
    validate(text, reference=True)
    upgrade(text)
    slowest[name] = time.process_time() - start
# Not getrusage: its peak counts the parent's memory, from which this process was forked.
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(json.dumps([slowest, int(status["VmHWM"].split()[0]) // 1024]))
"""


@pytest.fixture(scope="module")
def measured() -> tuple[dict[str, float], int]:
    """Seconds for each megabyte, and the memory in MB that all of them together took at most."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD],
        input=json.dumps(MEGABYTES),
        capture_output=True,
        text=True,
        check=True,
    )
    seconds, memory = json.loads(done.stdout)
    return seconds, memory


@pytest.mark.parametrize("name", MEGABYTES)
def test_a_megabyte_of_anything_takes_no_more_than_its_size_asks_for(measured, name):
    """Work that grows with the square of the size would take minutes; benchmarks/ has the figures."""
    assert measured[0][name] < 30


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak of memory is read from /proc")
def test_a_megabyte_of_anything_takes_less_than_300_megabytes(measured):
    """The texts themselves, which the process holds too, count in."""
    assert measured[1] < 300


def test_ten_megabytes_are_refused_at_once():
    for text in ("a" * 10_000_000, b"\xff" * 10_000_000, "à" * 5_000_000):
        assert [problem.code for problem in validate(text).problems] == ["file/too-large"]


def test_at_most_a_thousand_problems_are_told_and_the_last_one_says_so():
    problems = validate(MEGABYTES["unknown keys"]).problems
    assert len(problems) == 1001
    assert problems[-1].code == "file/too-many-problems"


KEYS = [key.name for key in TOP.keys] + [
    "en",
    "name",
    "license",
    "type",
    "contacts",
    "id",
    "uri",
    "<<",
    "no",
    "",
]
WORDS = st.one_of(
    st.text(max_size=20), st.sampled_from(["0", "true", "null", "1.10", "*a", "&a x", "!!binary x", "it"])
)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)
SNIPPETS = [case[1] for case in BROKEN if isinstance(case[1], str) and len(case[1]) < 5000]


EXAMPLES = 150
"""Always the same ones here: a fuzzer that looks for new ones runs for as long as it is given."""


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(st.one_of(st.text(), st.binary(), st.text("abc:-[]{}\"'|>&*!%@#?, \n\t")))
def test_no_text_and_no_bytes_raise(text):
    validated(text)


@settings(
    max_examples=EXAMPLES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=8))
def test_no_structure_raises(structure):
    validated(json.dumps(structure, ensure_ascii=False))


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(st.sampled_from(SNIPPETS), st.integers(0, 2000), st.integers(0, 40), st.text(max_size=8))
def test_no_mutilated_file_raises(text, start, length, inserted):
    start %= len(text) + 1
    validated(text[:start] + inserted + text[start + length :])


@settings(max_examples=EXAMPLES, deadline=None, derandomize=True)
@given(st.text(max_size=60))
def test_a_hostile_value_is_told_without_control_characters(value):
    quoted = json.dumps(value)
    for problem in validate(VALID.replace("EUPL-1.2", quoted).replace("standalone/web", quoted)).problems:
        assert problem.description.isprintable()
        assert "\n" not in problem.hint
