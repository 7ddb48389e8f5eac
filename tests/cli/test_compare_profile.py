"""Which country's procedure a comparison follows."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from cli.main import cli
from index.catalogue import Catalogue
from tests.index.catalogue.harvests import crawl, record, url_of
from tests.index.reports import REPORTS


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with Catalogue.open(folder / "catalogue.sqlite") as catalogue:
        crawl(catalogue, 0, record("trees"), record("benches"))
        catalogue.save_report(REPORTS[0])
    return folder


def compared(data, *arguments, code: int = 0):
    call = ["--data", str(data), "--format", "json", *arguments, url_of("trees"), url_of("benches")]
    done = CliRunner().invoke(cli, ["compare", *call])
    assert done.exit_code == code, done.output
    return json.loads(done.stdout) if code == 0 else done


def test_a_profile_is_asked_for(data):
    assert compared(data)["profile"] is None
    assert compared(data, "--profile", "se")["profile"] == "se"
    assert "is not one of" in compared(data, "--profile", "xx", code=2).output


def test_the_country_of_the_catalogue_chooses_it(data):
    (data / "riuso.toml").write_text('country = "IT"\n')
    assert compared(data)["profile"] == "it"
    assert compared(data, "--profile", "none")["profile"] is None
    (data / "riuso.toml").write_text('country = "AT"\n')
    assert compared(data)["profile"] is None


def test_a_country_is_a_code(data):
    (data / "riuso.toml").write_text('country = "Italia"\n')
    assert "country" in compared(data, code=2).output


def test_the_italian_tool_gets_a_list_of_what_is_blank(data, tmp_path):
    out = tmp_path / "confronto.json"
    call = [
        "--data",
        str(data),
        "--format",
        "italian-json",
        "-o",
        str(out),
        url_of("trees"),
        url_of("benches"),
    ]
    done = CliRunner().invoke(cli, ["compare", *call])
    assert done.exit_code == 0, done.output
    assert [one["nome"] for one in json.loads(out.read_text())["valutazione"]["prodotti"]] == [
        "Trees",
        "Benches",
    ]
    note = (tmp_path / "confronto.blanks.txt").read_text()
    assert "criteri.dipendenze.proprietario" in note
    assert "confronto.blanks.txt" in done.stderr
    printed = CliRunner().invoke(cli, ["compare", *(one for one in call if one not in {"-o", str(out)})])
    assert json.loads(printed.stdout) == json.loads(out.read_text())
    assert "criteri.dipendenze.proprietario" in printed.stderr
