"""What a check tells again in another language is the same problem."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cli.checking import in_language
from index.verdict import Verdict
from publiccode.harvest import Outcome
from publiccode.validate import validate

TEXT = "name: Trees\nlogo: [1]\n"


def verdict(path: str) -> Verdict:
    return Verdict(
        repository="https://code.town.example/a/b",
        path=path,
        outcome=Outcome.FOUND,
        listed=True,
        fine=False,
        id="a-b",
        state=None,
        state_before=None,
        reason="",
        fix=None,
        problems=validate(TEXT, path=path).problems,
    )


@pytest.mark.parametrize("path", ["publiccode.yml", "apps/one/publiccode.yaml"])
def test_every_problem_is_told_in_the_reader_s_language(path):
    told = verdict(path)
    german = in_language(told, TEXT, "de")
    assert [(one.code, one.line) for one in german.problems] == [
        (one.code, one.line) for one in told.problems
    ]
    same = [one.code for one, other in zip(told.problems, german.problems, strict=True) if one == other]
    assert same == []


def test_what_has_no_text_is_told_as_it_was():
    told = verdict("publiccode.yml")
    assert in_language(told, None, "de") == told
    assert in_language(replace(told, problems=()), TEXT, "de").problems == ()
