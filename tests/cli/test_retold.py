"""``riuso report`` tells in the reader's language what is kept in English; programs read English."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from cli.main import cli
from index.catalogue import Catalogue
from publiccode.run import RunReport, SourceResult
from tests.index.catalogue.harvests import crawl, good_text, record

FAILURE, GERMAN = "no answer in time", "keine Antwort in der Zeit"


@pytest.fixture
def data(tmp_path):
    with Catalogue.open(tmp_path / "catalogue.sqlite") as catalogue:
        crawl(catalogue, 0, record("trees", text=good_text()))
        catalogue.save_report(
            RunReport(
                run="20260131T034500Z",
                started="2026-01-31T03:45:00Z",
                finished="2026-01-31T03:46:00Z",
                sources=(SourceResult("x", "https://a.example", "git", 0, failure=FAILURE),),
                repositories={},
                requests={},
            )
        )
    return tmp_path


def ran(data, *call: str, locale: str = "C") -> str:
    environment = {"LANGUAGE": "", "LC_ALL": locale}
    done = CliRunner().invoke(cli, [*call, "--data", str(data)], env=environment)
    assert done.exit_code == 0, done.output
    return done.stdout


def test_reasons_come_in_the_language_that_is_asked_for_or_the_locales(data):
    assert GERMAN in ran(data, "report", "--lang", "de")
    assert GERMAN in ran(data, "report", locale="de_AT.UTF-8")
    assert FAILURE in ran(data, "report", "--lang", "en", locale="de_AT.UTF-8")
    told = json.loads(ran(data, "report", "--lang", "de", "--format", "json"))
    assert told["sources"][0]["failure"] == FAILURE
