"""``riuso license``: duties with their clauses, answers with their sources."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from cli.license_text import COMBINATIONS, FAMILIES, SOURCES, VERDICTS
from cli.main import cli
from publiccode.licensing.compatibility import Combination, Source, Verdict
from publiccode.licensing.facts import Family


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["license", *arguments])


def test_a_licence_in_words():
    done = run("eupl-1.2")
    assert done.exit_code == 0
    assert "EUPL-1.2  European Union Public License 1.2" in done.output
    assert "offer the source code to those who use it over a network  (1, 5)" in done.output


def test_answers_name_their_sources():
    done = run("EUPL-1.2", "--into", "AGPL-3.0-or-later")
    assert done.exit_code == 0
    assert "the sources disagree: ask a lawyer" in done.output
    assert "OSADL licence compatibility matrix  2024-05-21" in done.output


def test_json_holds_the_same():
    shown = json.loads(run("MIT OR Apache-2.0", "--into", "EUPL-1.2", "--format", "json").output)
    assert [one["id"] for one in shown["licenses"]] == ["MIT", "Apache-2.0"]
    assert shown["compatibility"]["verdict"] == "yes"
    assert len(shown["compatibility"]["pairs"]) == 2


def test_a_name_that_is_no_id_ends_with_1_and_a_guess():
    done = run("Apache License, Version 2.0")
    assert (done.exit_code, "Did you mean 'Apache-2.0'?" in done.output) == (1, True)
    assert run("MIT", "--into", "no such thing at all").exit_code == 1


def test_a_wrong_combination_is_a_wrong_call():
    assert run("MIT", "--into", "MIT", "--combination", "gluing").exit_code == 2


def test_everything_can_be_said():
    assert set(FAMILIES) == set(Family)
    assert set(VERDICTS) == set(Verdict)
    assert set(SOURCES) == set(Source)
    assert set(COMBINATIONS) == set(Combination)
