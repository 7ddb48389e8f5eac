from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from cli.main import cli
from index.catalogue import Catalogue
from tests.index.catalogue.harvests import crawl, record, url_of


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with Catalogue.open(folder / "catalogue.sqlite") as catalogue:
        crawl(catalogue, 0, record("trees"), record("benches"))
    return folder


def export(data, *arguments, code: int = 0):
    done = CliRunner().invoke(cli, ["export", "--data", str(data), *map(str, arguments)])
    assert done.exit_code == code, done.output
    return done


def test_all_goes_to_standard_output(data):
    whole = json.loads(export(data, "--format", "codemeta").stdout)
    assert [one["name"] for one in whole["@graph"]] == ["Benches", "Trees"]


def test_one_is_named_by_its_address(data):
    one = json.loads(export(data, "--format", "codemeta", url_of("trees")).stdout)
    assert one["codeRepository"] == url_of("trees")


def test_pages_give_the_name(data):
    (data / "site.yml").write_text("url: https://catalogue.example/\n")
    one = json.loads(export(data, "--format", "codemeta", url_of("trees")).stdout)
    assert one["id"].startswith("https://catalogue.example/software/")


def test_a_file_is_whole_or_as_before(data, tmp_path, monkeypatch):
    out = tmp_path / "all.json"
    done = export(data, "--format", "codemeta", "-o", out)
    assert "2 software as CodeMeta 3" in done.stderr
    before = out.read_bytes()
    assert json.loads(before)

    def broken(*_):
        yield b"{"
        raise OSError("no space left")

    monkeypatch.setattr("index.export.codemeta.write", broken)
    export(data, "--format", "codemeta", "-o", out, code=2)
    assert out.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


def test_what_is_not_there_is_said(data):
    assert "knows no 'nothing'" in export(data, "--format", "codemeta", "nothing", code=1).output


def test_a_search_chooses_what_is_exported(data, tmp_path):
    built = CliRunner().invoke(cli, ["rebuild", "--data", str(data)])
    assert built.exit_code == 0, built.output

    def names(*options: str) -> list[str]:
        lines = export(data, "--format", "jsonl", *options).stdout.splitlines()
        return [json.loads(line)["software"]["name"] for line in lines]

    assert names("--query", "trees") == ["Trees"]
    assert names("--license", "EUPL-1.2") == ["Benches", "Trees"]
    assert names("--not-license", "EUPL-1.2") == []
    assert "not both" in export(data, "--format", "csv", "town-trees", "--query", "x", code=2).output


def test_a_spreadsheet_goes_to_a_file(data, tmp_path):
    out = tmp_path / "all.ods"

    export(data, "--format", "ods", "-o", out)

    assert out.read_bytes().startswith(b"PK")


def test_a_search_goes_through_all_its_pages(data, monkeypatch):
    CliRunner().invoke(cli, ["rebuild", "--data", str(data)])
    monkeypatch.setattr("cli.exporting._AT_ONCE", 1)

    assert len(export(data, "--format", "jsonl", "--license", "EUPL-1.2").stdout.splitlines()) == 2
