from __future__ import annotations

import pytest
from click.testing import CliRunner

from cli.main import cli
from index.catalogue import Catalogue
from tests.index.catalogue.harvests import crawl, record
from tests.index.reports import REPORTS
from tests.index.sheets.reading import READERS


@pytest.fixture
def data(tmp_path):
    with Catalogue.open(tmp_path / "catalogue.sqlite") as catalogue:
        crawl(catalogue, 0, record("trees"), record("benches"))
        catalogue.save_report(REPORTS[0])
    return tmp_path


def compare(data, *arguments, code: int = 0):
    done = CliRunner().invoke(
        cli, ["compare", "Trees", "Benches", "--data", str(data), "--lang", "en", *arguments]
    )
    assert done.exit_code == code, done.output
    return done


@pytest.mark.parametrize("form", ["ods", "xlsx"])
def test_a_spreadsheet_goes_to_a_file_or_a_pipe(data, form):
    out = data / f"dossier.{form}"

    compare(data, "--format", form, "-o", str(out))

    assert READERS[form](out.read_bytes()).formulas
    assert compare(data, "--format", form).stdout_bytes == out.read_bytes()


def test_a_spreadsheet_is_nothing_for_a_terminal(data, monkeypatch):
    monkeypatch.setattr("cli.commands.compare._is_terminal", lambda: True)

    assert "--output" in compare(data, "--format", "ods", code=2).output


def test_contacts_are_told_as_the_operator_or_an_option_says(data):
    assert "Ada Example" in compare(data, "--format", "json").stdout
    assert "Ada Example" not in compare(data, "--format", "json", "--personal-data", "none").stdout
