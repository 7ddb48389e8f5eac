from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from cli.main import cli
from tests.cli.records import SOFTWARE

GOOD = SOFTWARE / "istituto-dati-marini/mareografo/publiccode.yml"
WARNED = SOFTWARE / "gemeente-waterdrecht/raadsstukken/publiccode.yml"
WRONG = SOFTWARE / "ayuntamiento-rioclaro/padron-movil/publiccode.yml"


def validate(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["validate", *map(str, arguments)], input=stdin)


def test_a_good_file_is_one_line():
    result = validate(GOOD)

    assert result.output == f"{GOOD}: valid (0 errors, 0 warnings)\n"
    assert result.exit_code == 0


def test_warnings_pass():
    result = validate(WARNED)

    assert result.exit_code == 0
    assert f"{WARNED}:34:3: warning: legal.repoOwner: " in result.output
    assert result.output.endswith("valid (0 errors, 5 warnings)\n")


def test_an_error_has_place_key_code_and_hint():
    result = validate(WRONG)

    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0].startswith(f"{WRONG}:3:6: error: url: ")
    assert lines[0].endswith(" [url/not-a-url]")
    assert lines[1].startswith("    ")
    assert lines[-1] == f"{WRONG}: not valid (3 errors, 0 warnings)"


def test_several_files_are_judged_each_and_one_error_is_enough():
    result = validate(GOOD, WRONG, "--format", "json")

    assert result.exit_code == 1
    assert [(one["file"], one["valid"]) for one in json.loads(result.output)] == [
        (str(GOOD), True),
        (str(WRONG), False),
    ]


def test_standard_input():
    result = validate("-", stdin=GOOD.read_bytes())

    assert result.output == "stdin: valid (0 errors, 0 warnings)\n"


@pytest.mark.parametrize("stdin", [b"", b"\xff\xfe\x00", b"\0", b"just text"])
def test_what_is_no_file_at_all_is_a_problem_not_a_crash(stdin):
    result = validate("-", stdin=stdin)

    assert result.exit_code == 1
    assert "stdin: not valid (" in result.output


@pytest.mark.parametrize("path", ["no/such/file.yml", "."])
def test_a_file_that_is_not_there_is_a_wrong_call(path):
    result = validate(path)

    assert result.exit_code == 2
    assert result.stdout == ""
    assert path in result.stderr
