"""Real files, as administrations wrote them."""

from __future__ import annotations

import pytest
import yaml

from index.catalogue import Catalogue
from index.entry import State
from publiccode.repository import canonical_url
from tests.index.catalogue.harvests import crawl, record

pytestmark = pytest.mark.corpus


def test_every_file_with_a_name_is_in_and_every_other_is_told(shared, path):
    texts = {file.stem: file.read_text() for file in sorted((shared / "corpus" / "files").glob("*.yml"))}
    named: set[str] = set()
    nameless: set[str] = set()
    records = []
    for name, text in texts.items():
        url = canonical_url(f"https://git.example/{name.replace('+', '/', 1)}")
        try:
            has_name = bool(yaml.load(text, yaml.CSafeLoader).get("name"))
        except yaml.YAMLError:
            has_name = False
        (named if has_name else nameless).add(url)
        records.append(record(repository=url, text=text))
    with Catalogue.open(path) as catalogue:
        applied = crawl(catalogue, 0, *records)
        entries = list(catalogue.entries())
        assert {entry.repository for entry in entries} == named
        assert {file.repository for file in applied.unusable} == nameless
        assert all(file.line and file.reason for file in applied.unusable)
        assert len(applied.changes.new) == len(named)
        for one in records:
            assert catalogue.text(one.repository) == one.text
        valid = {one.repository for one in records if not any(p.level == "error" for p in one.problems)}
        assert {entry.repository for entry in entries if entry.state is State.LISTED} == valid
