"""The package as others use it: what it exports, what importing it costs."""

from __future__ import annotations

import doctest
import subprocess
import sys

import publiccode
from publiccode import HarvestRecord, Level, Problem, Report, Software, validate
from tests.publiccode.texts import VALID


def loaded_by(code: str) -> set[str]:
    """Return the top-level modules that a fresh interpreter has loaded after running some code."""
    show = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_the_names_that_are_promised():
    assert validate("name: x").software == Software(name="x")
    assert HarvestRecord.__name__ == "HarvestRecord"
    assert {Level.ERROR, Level.WARNING} == set(Level)
    assert Problem.__slots__
    assert Report.__slots__
    assert not hasattr(publiccode, "nonsense")


def test_the_example_is_true():
    assert doctest.testmod(publiccode).failed == 0


def test_the_module_does_not_hide_the_function():
    code = "import publiccode.validate, publiccode.judge; from publiccode import validate; validate('a: b')"
    assert loaded_by(code)


def test_importing_is_cheap():
    heavy = {"yaml", "regex", "rapidfuzz", "license_expression", "language_tags", "babel", "msgspec"}
    assert not heavy & loaded_by("import publiccode")


def test_a_plain_file_needs_no_heavy_library():
    heavy = {"regex", "rapidfuzz", "language_tags", "babel"}
    assert not heavy & loaded_by(f"from publiccode import validate; assert validate({VALID!r}).is_valid")
