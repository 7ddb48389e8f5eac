"""``riuso badge``: the same picture as on the site, and what a README takes."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from cli.main import cli
from index.catalogue import Catalogue
from tests.index.catalogue.harvests import bad_text, crawl, record, url_of


@pytest.fixture
def badge(tmp_path):
    with Catalogue.open(tmp_path / "catalogue.sqlite") as catalogue:
        crawl(catalogue, 0, record("good"), record("bad", text=bad_text("Bad")))

    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["badge", *map(str, arguments), "--data", str(tmp_path)])

    return run


def test_the_picture_is_printed_or_written(badge, tmp_path):
    printed = badge("town-bad")
    assert printed.stdout.startswith("<svg ")
    assert "publiccode.yml: 1 error</title>" in printed.stdout
    written = badge(url_of("bad"), "--output", tmp_path / "sub" / "x.svg", "--lang", "it")
    assert (written.stdout, written.exit_code) == ("", 0)
    assert "1 errore</title>" in (tmp_path / "sub" / "x.svg").read_text(encoding="utf-8")


def test_the_markdown_needs_the_address_of_the_site(badge, tmp_path):
    assert badge("town-good", "--markdown").exit_code == 2
    given = badge("town-good", "--markdown", "--url", "https://x.example").stdout
    assert (
        given
        == "[![publiccode.yml](https://x.example/badge/town-good.svg)](https://x.example/software/town-good/)\n"
    )
    (tmp_path / "site.yml").write_text("url: https://y.example/z/\nlanguages: [fr]\n")
    told = json.loads(badge("town-good", "--format", "json").stdout)
    assert told["markdown"].startswith("[![publiccode.yml](https://y.example/z/badge/town-good.svg)]")
    assert (told["id"], told["kind"], told["message"]) == ("town-good", "valid", "valide")


def test_an_unknown_software_is_told(badge):
    result = badge("nobody")
    assert (result.exit_code, "knows no 'nobody'" in result.output) == (1, True)
