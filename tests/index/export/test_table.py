from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date

import pytest

from index.export import export
from index.export.document import SoftwareDocument
from index.export.table import COLUMNS
from tests.index.entries import ENTRIES, PROTOCOLLO
from tests.index.export.documents import OPTIONS
from tests.index.hostile_entry import HOSTILE
from tests.index.sheets.reading import READERS
from tests.index.sheets.test_sheets import HOSTILE as HOSTILE_TEXTS

WHOLE = replace(OPTIONS, base_url="https://catalogue.example/", as_of=date(2026, 2, 1))
FORMS = pytest.mark.parametrize("form", ["xlsx", "ods"])


def whole(form: str, entries, options=WHOLE) -> bytes:
    return b"".join(export(form, entries, options))


def csv_rows(entries) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(whole("csv", entries).decode("utf-8-sig"), newline="")))


def named(name: str):
    return replace(PROTOCOLLO, software=replace(PROTOCOLLO.software, name=name))


def test_csv_has_one_row_a_software():
    rows = csv_rows(ENTRIES)

    assert [row["id"] for row in rows] == [one.id for one in ENTRIES]
    (row,) = [row for row in rows if row["id"] == PROTOCOLLO.id]
    assert row["name"] == "Protocollo Aperto"
    assert row["categories"] == "document-management workflow-management"
    assert row["page"].startswith("https://catalogue.example/software/")


def test_no_cell_of_a_csv_begins_as_a_formula():
    for text in (*HOSTILE_TEXTS, "\t=1", "\r=1", "\x00@x"):
        (row,) = csv_rows([named(text)])
        assert not row["name"].startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_folder_on_the_disk_is_not_told():
    local = replace(
        PROTOCOLLO, repository="file:///srv/mirror/x", aliases=("file:///srv/y",), raw_url="file:///z"
    )

    for form in ("csv", "jsonl", "publishers", "code.json"):
        assert b"/srv" not in whole(form, [local])


@FORMS
def test_a_spreadsheet_says_the_same_with_types(form):
    read = READERS[form](whole(form, ENTRIES))
    cells = read.cells["Software"]
    names = [column.name for column in COLUMNS]
    row = 1 + [one.id for one in ENTRIES].index(PROTOCOLLO.id)

    assert read.names == ["Software", "About"]
    assert cells[row, names.index("name")] == ("s", "Protocollo Aperto")
    assert cells[row, names.index("used_by")][1] == len(PROTOCOLLO.software.used_by)
    assert str(cells[row, names.index("release_date")][1])[:10] == PROTOCOLLO.software.release_date
    assert cells[row, names.index("categories")] == ("s", "Document management, Workflow management")
    assert read.links["Software", row, names.index("repository")] == PROTOCOLLO.repository
    assert ("s", "Catalogue of Valdora") in read.cells["About"].values()


@FORMS
def test_a_spreadsheet_of_hostile_names_runs_no_formula(form):
    read = READERS[form](whole(form, [HOSTILE, *map(named, HOSTILE_TEXTS)]))

    assert not read.formulas
    assert [read.cells["Software"][2 + place, 1] for place in range(len(HOSTILE_TEXTS))] == [
        ("s", text) for text in HOSTILE_TEXTS
    ]
    assert all(url.startswith("http") for url in read.links.values())


@FORMS
def test_a_text_of_lines_is_one_line_of_a_table(form):
    read = READERS[form](whole(form, [named("one\n  two")]))

    assert read.cells["Software"][1, 1] == ("s", "one two")


@FORMS
def test_an_empty_catalogue_is_a_table_without_rows(form):
    assert READERS[form](whole(form, [])).cells["Software"][0, 0] == ("s", "Id")


def test_json_lines_are_the_documents_of_the_api():
    lines = [json.loads(line) for line in whole("jsonl", ENTRIES).splitlines()]

    assert [line["id"] for line in lines] == [one.id for one in ENTRIES]
    assert set(lines[0]) == set(SoftwareDocument.__annotations__)
    assert all(line["readiness"]["on"] == "2026-02-01" for line in lines)


def test_a_title_that_is_no_text_for_a_cell_is_none_in_the_file():
    whole("xlsx", [PROTOCOLLO], replace(WHOLE, title="=1\x00" * 200))
