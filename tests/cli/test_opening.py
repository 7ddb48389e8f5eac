from __future__ import annotations

import ast
import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from cli.data_folder import DataFolder
from cli.errors import ConfigurationError
from cli.main import cli
from cli.opening import personal_data
from index.catalogue import Catalogue
from index.personal_data import PersonalData
from tests.conftest import ROOT
from tests.index.catalogue.harvests import crawl, good_text, record

if TYPE_CHECKING:
    from pathlib import Path

CONTACT = "      email: ada@valdora.example\n"


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    folder.mkdir()
    with Catalogue.open(folder / "catalogue.sqlite") as catalogue:
        crawl(catalogue, 0, record("trees", text=good_text(contact=CONTACT)))
    return folder


def contacts(data: Path, *options: str) -> list[tuple[str, str | None]]:
    done = CliRunner().invoke(cli, ["show", "town-trees", "--format", "json", "--data", str(data), *options])
    assert done.exit_code == 0, done.output
    return [(one["name"], one["email"]) for one in json.loads(done.stdout)["software"]["contacts"]]


def test_the_operator_decides_and_an_option_wins(data):
    assert contacts(data) == [("Ada Example", None)]
    assert contacts(data, "--personal-data", "none") == []

    (data / "riuso.toml").write_text('personal_data = "all"\n[tokens]\n"code.example" = {file = "absent"}\n')
    assert contacts(data) == [("Ada Example", "ada@valdora.example")]
    assert contacts(data, "--personal-data", "names") == [("Ada Example", None)]


def test_pages_and_exports_follow(data, tmp_path):
    out = tmp_path / "site"
    (data / "site.yml").write_text("languages: [en]\n")

    def written(personal: str) -> str:
        (data / "riuso.toml").write_text(f'personal_data = "{personal}"\n')
        built = CliRunner().invoke(cli, ["site", "build", str(out), "--data", str(data)])
        assert built.exit_code == 0, built.output
        exported = CliRunner().invoke(cli, ["export", "--data", str(data), "--format", "codemeta"])
        assert exported.exit_code == 0, exported.output
        pages = [path.read_text() for path in out.rglob("*") if path.suffix in {".html", ".json", ".jsonl"}]
        return "".join((*pages, exported.output))

    everything = written("all")
    assert everything.count("ada@valdora.example") >= 3  # page, API, export
    names = written("names")
    assert "ada@valdora" not in names
    assert "Ada Example" in names


def test_another_file_by_the_environment(data, tmp_path, monkeypatch):
    other = tmp_path / "other.toml"
    other.write_text('personal_data = "none"\n')
    monkeypatch.setenv("RIUSO_CONFIG", str(other))

    assert personal_data(DataFolder(data)) is PersonalData.NONE


def test_a_slip_of_the_pen_is_said(data):
    (data / "riuso.toml").write_text('personal_data = "nonee"\n')

    with pytest.raises(ConfigurationError, match="nonee"):
        personal_data(DataFolder(data))


def test_what_may_not_be_read_may_forbid(data):
    (data / "riuso.toml").mkdir()

    assert personal_data(DataFolder(data)) is PersonalData.NONE


def test_every_command_opens_the_catalogue_in_one_place():
    """Else the operator's choice would not hold there."""
    allowed = {
        "cli/opening.py": 2,
        "cli/checking.py": 2,  # a copy of the catalogue, and the scratch catalogue of a check
        "cli/standing.py": 1,  # counts, no entry
    }
    found = {
        str(path.relative_to(ROOT)): calls
        for path in (ROOT / "cli").rglob("*.py")
        if (
            calls := sum(
                isinstance(node, ast.Call) and ast.unparse(node.func) == "Catalogue.open"
                for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            )
        )
    }

    assert found == allowed
