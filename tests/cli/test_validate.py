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


@pytest.mark.parametrize("address", ["ftp://code.example/publiccode.yml", "file:///srv/publiccode.yml"])
def test_an_address_that_is_not_on_the_web_is_refused(address):
    result = validate(address)

    assert result.exit_code == 2
    assert f"{address}: of addresses only http and https can be read" in result.output


def test_standard_input():
    result = validate("-", stdin=GOOD.read_bytes())

    assert result.output == "stdin: valid (0 errors, 0 warnings)\n"


@pytest.mark.parametrize("stdin", [b"", b"\xff\xfe\x00", b"\0", b"just text"])
def test_what_is_no_file_at_all_is_a_problem_not_a_crash(stdin):
    result = validate("-", stdin=stdin)

    assert result.exit_code == 1
    assert "stdin: not valid (" in result.output


def test_a_file_that_is_not_there_is_a_wrong_call():
    result = validate("no/such/file.yml")

    assert result.exit_code == 2
    assert result.stdout == ""
    assert "no/such/file.yml" in result.stderr


def test_of_a_folder_every_file_below_is_judged():
    result = validate(SOFTWARE / "gemeente-waterdrecht", "--format", "json")

    files = [one["file"] for one in json.loads(result.output)]
    assert files == [
        str(SOFTWARE / f"gemeente-waterdrecht/{name}/publiccode.yml") for name in ("meldpunt", "raadsstukken")
    ]


def test_hidden_folders_and_other_files_are_passed_over(tmp_path):
    for name in (".git", "a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "publiccode.yml").write_text("name: X")
    (tmp_path / "a" / "publiccode.yaml").write_text("name: X")
    (tmp_path / "a" / "other.yml").write_text("name: X")

    files = [one["file"] for one in json.loads(validate(tmp_path, "--format", "json").output)]
    assert files == [f"{tmp_path}/a/publiccode.yaml", f"{tmp_path}/a/publiccode.yml"]


def test_a_folder_without_a_file_says_how_to_get_one(tmp_path):
    result = validate(tmp_path)

    assert result.exit_code == 2
    assert "riuso init" in result.stderr


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "gitlab", "junit", "markdown"])
def test_the_exit_code_is_the_same_in_every_form(form):
    assert validate(GOOD, "--format", form).exit_code == 0
    assert validate(WARNED, "--format", form).exit_code == 0
    assert validate(WARNED, "--format", form, "--strict").exit_code == 1
    assert validate(WRONG, "--format", form).exit_code == 1


def test_problems_are_selected_and_ignored_by_the_beginning_of_their_code_or_by_their_rule():
    def codes(*options: str) -> set[str]:
        output = validate(WRONG, "--format", "json", *options).output
        return {problem["code"] for problem in json.loads(output)[0]["problems"]}

    every = codes()
    assert "url/not-a-url" in every
    assert codes("--select", "url") == {"url/not-a-url"}
    assert codes("--select", "not-a-url") == {"url/not-a-url"}
    assert codes("--ignore", "url/") == every - {"url/not-a-url"}
    assert validate(WRONG, *(f"--ignore={code}" for code in every)).exit_code == 0


def test_a_code_that_no_rule_has_is_a_wrong_call():
    result = validate(GOOD, "--ignore", "nonsense")

    assert result.exit_code == 2
    assert "nonsense" in result.stderr


def test_files_beside_are_looked_for_inside_the_repository(tmp_path):
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "docs").mkdir()
    (repository / "logo.svg").write_text("<svg/>")
    (tmp_path / "secret.svg").write_text("<svg/>")
    (repository / "link.svg").symlink_to(tmp_path / "secret.svg")
    text = GOOD.read_text(encoding="utf-8")

    def problems(logo: str, *options: object) -> set[str]:
        (repository / "docs" / "publiccode.yml").write_text(f"{text}\nlogo: {logo}\n", encoding="utf-8")
        output = validate(repository / "docs", "--format", "json", *options).output
        return {problem["code"] for problem in json.loads(output)[0]["problems"]}

    assert problems("logo.svg", "--base", repository) == set()
    assert problems("logo.svg") == {"logo/not-found"}
    assert problems("link.svg", "--base", repository) == {"logo/not-found"}
    assert problems("../../secret.svg") == {"logo/outside-repository"}


def test_the_reference_has_another_opinion(tmp_path):
    file = tmp_path / "publiccode.yml"
    text = GOOD.read_text(encoding="utf-8")
    file.write_text(
        text.replace('publiccodeYmlVersion: "0"', 'publiccodeYmlVersion: "0.6"'), encoding="utf-8"
    )

    assert file.read_text() != text
    assert validate(file).exit_code == 0
    assert validate(file, "--reference").exit_code == 1


def test_fix_repairs_the_file_and_judges_it_then(tmp_path):
    file = tmp_path / "publiccode.yml"
    text = GOOD.read_text(encoding="utf-8")
    file.write_text(
        text.replace('publiccodeYmlVersion: "0"', 'publiccodeYmlVersion: "0.4"'), encoding="utf-8"
    )

    result = validate(file, "--fix", "--strict")

    assert result.exit_code == 0
    assert file.read_text(encoding="utf-8") == text
    assert "1 repaired" in result.stderr


def test_standard_input_cannot_be_fixed():
    assert validate("-", "--fix", stdin="name: X").exit_code == 2


@pytest.mark.parametrize(
    ("environment", "options", "word"),
    [
        ({"LC_ALL": "C.UTF-8"}, (), "is not a"),
        ({"LC_ALL": "it_IT.UTF-8"}, (), "non è un"),
        ({"LC_ALL": "fi_FI.UTF-8", "LANGUAGE": "fi:fr"}, (), "n'est pas un"),
        ({"LC_ALL": "it_IT.UTF-8"}, ("--lang", "de"), "ist kein"),
    ],
)
def test_messages_are_told_in_the_readers_language(monkeypatch, environment, options, word):
    for variable in ("LANGUAGE", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in environment.items():
        monkeypatch.setenv(variable, value)

    assert word in validate(WRONG, *options).output.splitlines()[0]


def test_the_url_is_compared_with_the_repository_that_is_told():
    url = "https://code.datimarini.example/istituto-dati-marini/mareografo"
    assert "other-repository" not in validate(GOOD, "--repository", f"{url}.git").output
    assert "[url/other-repository]" in validate(GOOD, "--repository", "https://elsewhere.example/x").output
