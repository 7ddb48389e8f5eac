"""Differential tests against the reference validator, and riuso's account of where they differ."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from publiccode import Level, validate
from tests.publiccode.conformance import Folder, compare, differences

if TYPE_CHECKING:
    from pathlib import Path

    from publiccode.problem import Problem

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89"


@dataclass(frozen=True)
class Case:
    name: str
    text: bytes
    files: Folder | None
    observed: list[dict[str, Any]] | None

    def problems(self, *, reference: bool) -> tuple[Problem, ...]:
        return validate(self.text, files=self.files, reference=reference).problems


@pytest.fixture(scope="module")
def vectors(shared) -> list[Case]:
    folder = shared / "conformance"
    cases = []
    for vector in json.loads((folder / "vectors.json").read_text()):
        path = folder / vector["file"]
        observed = vector["offline"][:1] if vector["cascade"] else vector["offline"]
        name = vector["file"].removeprefix("testdata/v0/")
        cases.append(Case(name, path.read_bytes(), Folder(path.parent), observed))
    return cases


@pytest.fixture(scope="module")
def edge_cases(shared, tmp_path_factory) -> list[Case]:
    folder = tmp_path_factory.mktemp("edge")
    _lay_out(folder)
    cases = []
    for case in json.loads((shared / "conformance" / "edge_cases.json").read_text()):
        files = Folder(folder) if case["mode"] == "no-network" else None
        text = case["yaml"].replace("{dir}", str(folder)).encode()
        cases.append(Case(case["id"], text, files, case["observed"]))
    return cases


@pytest.fixture(scope="module")
def corpus(shared) -> list[Case]:
    folder = shared / "corpus"
    observed = json.loads((folder / "reference.json").read_text())
    return [Case(name, (folder / "files" / name).read_bytes(), None, seen) for name, seen in observed.items()]


def _lay_out(folder: Path) -> None:
    """Put beside the edge cases the files that their ids speak of."""
    pictures = {"ok.png": PNG, "ok.PNG": PNG, "tiny.png": PNG, "ok.svg": b"<svg/>", "empty.svg": b""}
    others = {
        "ok.svgz": b"z",
        "ok.jpg": b"\xff\xd8",
        "jpg-as.png": b"\xff\xd8",
        "fake.png": b"text",
        "AUTHORS": b"A",
    }
    for name, content in (pictures | others).items():
        (folder / name).write_bytes(content)
    (folder / "dir.png").mkdir()
    (folder / "link.png").symlink_to(folder / "AUTHORS")


def _disagreeing(cases: list[Case]) -> set[str]:
    return {
        case.name
        for case in cases
        if case.observed is None or compare(case.observed, case.problems(reference=True)) is not None
    }


@pytest.mark.corpus
def test_every_vector_agrees(vectors):
    assert len(vectors) == 173
    assert _disagreeing(vectors) == set()


@pytest.mark.corpus
def test_edge_cases_agree_but_for_the_rows_in_the_list(edge_cases):
    disagreeing = _disagreeing(edge_cases)
    assert len(edge_cases) == 511
    assert len(disagreeing) <= 0.03 * len(edge_cases)
    assert disagreeing == differences(2), "docs/differences.md, section 2, must name exactly these"


@pytest.mark.corpus
def test_the_corpus_gets_the_same_verdict(corpus):
    assert len(corpus) == 180
    wrong = {case.name for case in corpus if _verdict(case, reference=True) != _expected(case)}
    assert wrong <= differences(2)


@pytest.mark.corpus
def test_without_the_option_verdicts_differ_only_where_the_list_says_so(vectors, edge_cases, corpus):
    """Nothing silent: a verdict that differs is a row, and a row that shows nothing any more goes."""
    # Their files exist beside the edge cases only by name; what the list calls "no-ext" has no files at all.
    differing = {
        case.name
        for case in [*vectors, *edge_cases, *corpus]
        if case.observed is None or _verdict(case, reference=False) != _expected(case)
    }
    assert differing == differences(1)


@pytest.mark.corpus
def test_what_the_reference_accepts_has_no_error_but_for_the_list(vectors, edge_cases, corpus):
    stricter = {
        case.name
        for case in [*vectors, *edge_cases, *corpus]
        if case.observed is not None and _expected(case) and not _verdict(case, reference=False)
    }
    assert stricter == {"nul-byte", "logo-noext=a.jpeg", "logo-noext=a.webp"}


def _verdict(case: Case, *, reference: bool) -> bool:
    return not any(problem.level is Level.ERROR for problem in case.problems(reference=reference))


def _expected(case: Case) -> bool:
    return not any("error" in (one.get("severity"), one.get("type")) for one in case.observed or [])


def _told(text: str, **options: Any) -> list[tuple[str, str, int]]:
    report = validate(text, reference=True, **options)
    return [(problem.level.value, problem.key, problem.line) for problem in report.problems]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('publiccodeYmlVersion: "0.8"\n', ("error", "publiccodeYmlVersion", 0)),
        ("name: x\n", ("error", "publiccodeYmlVersion", 0)),
        ("\ufeffname: x\n", ("error", "publiccodeYmlVersion", 0)),
        ("%YAML 1.2\n---\nname: x\n", ("error", "", 0)),
        ("- x\n", ("error", "publiccodeYmlVersion", 0)),
        ("name: x\n", ("error", "legal.license", 0)),
        ("url: git@example.org:a/b\n", ("error", "", 0)),
        ("url: git@example.org:a/b\n", ("error", "url", 1)),
        ("description:\n  eng: {}\n", ("error", "description", 1)),
        ("description:\n  en-US: {}\n", ("error", "description[en-US].shortDescription", 2)),
        ("it:\n  conforme: {}\n", ("warning", "IT.conforme", 0)),
        ("isBasedOn: x\n", ("error", "isBasedOn[0]", 1)),
        ("legal: {license: MIT, foo: x}\n", ("error", "legal", 1)),
        ("fundedBy:\n  name: x\n", ("error", "fundedBy.name", 2)),
        ("platforms: web\n", ("error", "platforms", 1)),
    ],
)
def test_a_finding_is_told_as_the_reference_tells_it(text, told):
    assert told in _told(text)


def test_a_way_out_of_the_repository_is_judged_by_what_is_there(tmp_path):
    (tmp_path / "logo.svg").write_text("<svg/>")
    (tmp_path / "inside").mkdir()
    there = _told("logo: ../logo.svg\n", files=Folder(tmp_path / "inside"))
    assert ("error", "logo", 1) not in there
    assert ("warning", "logo", 1) in there
    assert ("error", "logo", 1) in _told("logo: ../nowhere.svg\n", files=Folder(tmp_path / "inside"))
