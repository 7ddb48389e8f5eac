"""The bundle of the search in the browser: one run of Pagefind a language, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from index.pages.output import Output
from index.pages.pagefind_index import PagefindError, build_pagefind

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = {"mt": "", "it": "it/", "pt-BR": "pt-BR/"}
"""Maltese, which Pagefind has no stems for; Italian; and a language that has those of a wider one."""


def built(site: Path) -> dict[str, bytes]:
    for language, folder in FOLDERS.items():
        page = site / folder / "software" / "registru" / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(
            f"<html lang={language}><title>R</title><body><p data-pagefind-filter=kind>x</p></body>"
        )
    done: list[int] = []
    assert build_pagefind(Output(site), list(FOLDERS.values()), done.append) == ()
    assert done == [1, 2, 3]
    bundle = site / "pagefind"
    return {str(path.relative_to(bundle)): path.read_bytes() for path in bundle.rglob("*") if path.is_file()}


def test_every_language_has_its_index_and_the_program_under_its_own_name(tmp_path: Path):
    bundle = built(tmp_path)
    languages = msgspec.json.decode(bundle["pagefind-entry.json"])["languages"]
    assert {name: facts["page_count"] for name, facts in languages.items()} == {"it": 1, "mt": 1, "pt-br": 1}
    for name, facts in languages.items():
        assert f"pagefind.{facts['hash']}.pf_meta" in bundle
        assert f"wasm.{name}.pagefind" in bundle
        assert facts["wasm"] == name
        assert [path for path in bundle if path.startswith(f"fragment/{name}_")]
    assert bundle["wasm.mt.pagefind"] == bundle["wasm.unknown.pagefind"]
    assert not [path for path in bundle if "part" in path.split("/")]


def test_a_comparison_below_a_software_is_never_read(tmp_path: Path):
    below = tmp_path / "software" / "registru" / "compare" / "index.html"
    below.parent.mkdir(parents=True)
    below.write_text("<html lang=mt><title>C</title><body><p data-pagefind-filter=kind>x</p></body>")
    languages = msgspec.json.decode(built(tmp_path)["pagefind-entry.json"])["languages"]
    assert languages["mt"]["page_count"] == 1


def test_it_is_the_same_every_time(tmp_path: Path):
    assert built(tmp_path / "one") == built(tmp_path / "two")


def test_where_a_language_fails_nothing_half_done_is_left(tmp_path: Path):
    built(tmp_path)
    with pytest.raises(PagefindError):
        build_pagefind(Output(tmp_path), ["", "gone/"])
    assert not (tmp_path / "pagefind").exists()
