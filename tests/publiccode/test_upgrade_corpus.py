"""Real files survive an upgrade."""

from __future__ import annotations

import pytest

from publiccode import validate
from publiccode.upgrade import Upgrade, upgrade
from publiccode.upgrade.source import read

pytestmark = pytest.mark.corpus

# Codes of problems that a safe row takes away.
REPAIRED = {
    "publiccodeYmlVersion/older-version",
    "publiccodeYmlVersion/old-version",
    "intendedAudience.countries/lower-case-country",
    "it/deprecated",
    "IT.piattaforme/deprecated",
}


def test_every_file_that_parses_is_upgraded(shared):
    files = sorted((shared / "corpus" / "files").glob("*.yml"))
    assert len(files) == 180
    unread, changed = [], 0
    for file in files:
        text = file.read_bytes().decode()
        result = upgrade(text)
        if result.problems:
            unread.append(file.name)
            assert result.text == text
            continue
        changed += bool(result.done)
        _compare(file.name, text, result)
    assert len(unread) == 2
    assert changed > 100


def _compare(name: str, text: str, result: Upgrade) -> None:
    again = upgrade(result.text)
    assert (again.text, again.done, again.asks) == (result.text, (), result.asks), name
    kept = sorted(comment.text for comment in read(result.text).comments)
    assert kept == sorted(comment.text for comment in read(text).comments), name
    before, after = validate(text), validate(result.text)
    assert len(after.errors) <= len(before.errors), name
    assert len(after.problems) <= len(before.problems), name
    assert {problem.code for problem in after.problems} <= {problem.code for problem in before.problems} | {
        "IT/country-section"  # the section has its new name, and is still one
    }, name
    assert not REPAIRED & {problem.code for problem in after.problems}, name
    assert all(change.code != "upgrade/by-hand" for change in result.asks), name


def test_what_an_upgrade_carries_over_is_read_as_before(shared):
    """The tolerant reading takes over the Italian section: it must see the same in old and new."""
    for file in sorted((shared / "corpus" / "files").glob("*.yml")):
        text = file.read_bytes().decode()
        result = upgrade(text)
        before, after = validate(text).software, validate(result.text).software
        if before is None or result.problems:
            continue
        assert after is not None
        assert set(after.supports) >= set(before.supports), file.name
        assert after.countries == before.countries, file.name
        assert [one.long_description for one in after.descriptions] == [
            one.long_description for one in before.descriptions
        ], file.name
        if before.organisation and before.organisation.uri:
            assert after.organisation is not None
            assert after.organisation.uri == before.organisation.uri, file.name
