"""Commands that are told to a reader do what she wants when she copies them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from cli import advice
from cli.data_folder import VARIABLE, DataFolder
from cli.main import cli


def test_a_folder_with_a_blank_is_quoted():
    assert DataFolder(Path("/srv/a b")).option == " --data '/srv/a b'"


def test_the_folder_that_is_found_anyway_is_not_named(monkeypatch):
    monkeypatch.setenv(VARIABLE, "/srv/riuso")

    assert DataFolder(Path("/srv/riuso")).option == ""
    assert DataFolder(Path("/srv/other")).option == " --data /srv/other"


def test_what_was_given_is_given_again():
    told = advice.crawl(
        [Path("p.yml"), Path("a b")], DataFolder(Path("/d")), site=Path("out"), config=Path("c")
    )

    assert told == "riuso crawl p.yml 'a b' --site out --config c --data /d"
    assert advice.rebuild(DataFolder(Path("/d")), accept_drop=True) == "riuso rebuild --accept-drop --data /d"


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (["search", "x"], "run `riuso rebuild --data {}`"),
        (["show", "x"], "`riuso crawl PUBLISHERS --data {}` makes one"),
        (["crawl"], "`riuso crawl publishers.yml --data {}`"),
        (["status"], "riuso crawl PUBLISHERS --data {}"),
        (["watch", "list"], "`riuso watch add NAME QUERY --data {}`"),
    ],
)
def test_an_advised_command_names_the_folder(tmp_path, call, told):
    done = CliRunner().invoke(cli, [*call, "--data", str(tmp_path)])

    assert told.format(tmp_path) in done.output


@pytest.mark.parametrize(
    ("call", "word"),
    [
        (["search", "zaak", "-openzaak"], "'… -openzaak'"),
        (["search", "-hamburg", "--limit", "3"], "'… -hamburg'"),
        (["watch", "add", "kept", "zaak", "-openzaak"], "'… -openzaak'"),
    ],
)
def test_a_word_to_leave_out_without_quotes_gets_a_hint(tmp_path, call, word):
    done = CliRunner().invoke(cli, [*call, "--data", str(tmp_path)])

    assert done.exit_code == 2
    assert "No such option: -" in done.output
    assert f"put the query in quotes ({word}) or after --" in done.output


@pytest.mark.parametrize("call", [["-x", "y"], ["--opzaak"], ["zaak", "--limt", "3"]])
def test_a_mistyped_option_gets_no_hint_on_words(call):
    done = CliRunner().invoke(cli, ["search", *call])

    assert done.exit_code == 2
    assert "No such option" in done.output
    assert "quotes" not in done.output


@pytest.mark.parametrize("call", [["-h"], ["--publisher", "-hx", "-h"], ["zaak", "--help"]])
def test_help_stays_help(call):
    done = CliRunner().invoke(cli, ["search", *call])

    assert (done.exit_code, done.output.startswith("Usage: ")) == (0, True)
