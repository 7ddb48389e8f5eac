"""What must hold for any text at all; the fuzzer and other tests look for one that breaks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode import Report, validate
from publiccode.links import links
from publiccode.upgrade import upgrade
from publiccode.upgrade.source import read

if TYPE_CHECKING:
    from collections.abc import Callable


def validated(text: str | bytes) -> None:
    """A report in both modes, ordered by place, and addresses that name a host."""
    for reference in (False, True):
        report = validate(text, reference=reference)
        assert isinstance(report, Report)
        assert all(problem.line >= 0 and problem.column >= 0 for problem in report.problems)
        places = [(problem.line, problem.column) for problem in report.problems]
        assert places == sorted(places)
        assert report.software is not None or report.errors
    assert all("://" in link.address for link in links(text, base="https://example.org/a/publiccode.yml"))


def upgraded(text: str) -> None:
    """Nothing is lost, nothing gets worse, and the second time changes nothing."""
    result = upgrade(text)
    assert bool(result.done) == (result.text != text)
    if result.problems:
        assert result.text == text
        return
    again = upgrade(result.text)
    assert (again.text, again.done, again.asks) == (result.text, (), result.asks)
    before, after = (read(one.removeprefix("\ufeff")) for one in (text, result.text))
    assert sorted(one.text for one in after.comments) == sorted(one.text for one in before.comments)
    assert len(validate(result.text).errors) <= len(validate(text).errors)


def _validate(data: bytes) -> None:
    validated(data)
    validated(data.decode("utf-8", "replace"))


def _upgrade(data: bytes) -> None:
    upgraded(data.decode("utf-8", "replace"))


TARGETS: dict[str, Callable[[bytes], None]] = {"validate": _validate, "upgrade": _upgrade}
"""What the fuzzer calls with bytes; an exception is a finding."""
