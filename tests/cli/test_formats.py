"""Every form is read by those who will read it, and text from a file can't break out of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import junitparser
import pytest
from markdown_it import MarkdownIt
from sarif_pydantic import Sarif

from cli.formats import FORMATS, render
from publiccode.problem import Level, Problem, Report
from publiccode.validate import validate

HOSTILE = 'x\x1b[31m\u202e\ud800\uffff"<&>%25\r\n::error::fake,y:z]]>'


def problem(**given: Any) -> Problem:
    values: dict[str, Any] = {
        "key": "legal.license",
        "line": 3,
        "column": 12,
        "level": Level.ERROR,
        "description": "mit is not an SPDX licence expression",
        "code": "legal.license/not-spdx",
        "hint": "Write MIT.",
    }
    return Problem(**(values | given))


def report(*problems: Problem) -> Report:
    return Report(problems, None)


WARNING = problem(level=Level.WARNING, key="", line=0, column=0, code="file/empty", hint="")
JUDGED = [("a/publiccode.yml", report(problem(), problem(column=20), WARNING)), ("./b.yml", report())]


@pytest.mark.parametrize("form", FORMATS)
def test_every_form_ends_with_a_line_end_and_can_be_empty(form):
    assert render(form, JUDGED).endswith("\n")
    assert render(form, []) == "" or render(form, []).endswith("\n")


@pytest.mark.parametrize("form", FORMATS)
def test_no_text_of_a_file_can_steer_a_terminal_or_a_service(form):
    evil = problem(key=HOSTILE, description=HOSTILE, hint=HOSTILE)
    text = render(form, [(f"{HOSTILE}.yml".replace("\ud800", ""), report(evil))])
    text.encode()
    assert not {letter for letter in text if letter != "\n" and not letter.isprintable()} & set(
        "\x1b\u202e\r"
    )
    assert not [line for line in text.splitlines()[1:] if line.startswith("::")]


def test_text_is_what_compilers_print():
    assert render("text", JUDGED) == (
        "a/publiccode.yml:3:12: error: legal.license: mit is not an SPDX licence expression "
        "[legal.license/not-spdx]\n"
        "    Write MIT.\n"
        "a/publiccode.yml:3:20: error: legal.license: mit is not an SPDX licence expression "
        "[legal.license/not-spdx]\n"
        "    Write MIT.\n"
        "a/publiccode.yml:0:0: warning: mit is not an SPDX licence expression [file/empty]\n"
        "a/publiccode.yml: not valid (2 errors, 1 warning)\n"
        "./b.yml: valid (0 errors, 0 warnings)\n"
    )


def test_strict_text_fails_a_warning():
    assert "valid (0 errors, 1 warning)" in render("text", [("a", report(WARNING))])
    assert "not valid (0 errors, 1 warning)" in render("text", [("a", report(WARNING))], strict=True)


def test_json_has_the_documented_shape():
    first, second = json.loads(render("json", JUDGED))
    assert (first["file"], first["valid"], len(first["problems"])) == ("a/publiccode.yml", False, 3)
    assert second == {"file": "./b.yml", "valid": True, "problems": []}


def test_github_annotations_are_escaped_as_the_toolkit_does():
    evil = problem(key="", description="50%\n::x", hint="")
    # Compared once with what issueCommand() of @actions/core 3.0.1 prints for the same values.
    assert render("github", [("./a: 50%,é.yml", report(evil, WARNING))]) == (
        "::error file=a%3A 50%25%2Cé.yml,line=3,col=12,title=legal.license/not-spdx::50%25 ::x\n"
        "::warning file=a%3A 50%25%2Cé.yml,title=file/empty::mit is not an SPDX licence expression\n"
    )


def test_gitlab_findings_are_told_apart_and_stay_the_same_when_they_move():
    findings = json.loads(render("gitlab", JUDGED))
    assert [finding["severity"] for finding in findings] == ["major", "major", "minor"]
    assert findings[0]["location"] == {"path": "a/publiccode.yml", "lines": {"begin": 3}}
    assert findings[2]["location"]["lines"]["begin"] == 1
    assert len({finding["fingerprint"] for finding in findings}) == 3
    moved = json.loads(render("gitlab", [("a/publiccode.yml", report(problem(line=99)))]))
    assert moved[0]["fingerprint"] == findings[0]["fingerprint"]
    assert set(findings[0]) == {"description", "check_name", "fingerprint", "severity", "location"}


def test_junit_is_read_by_a_consumer(tmp_path):
    file = tmp_path / "junit.xml"
    file.write_text(render("junit", JUDGED), encoding="utf-8")
    read = junitparser.JUnitXml.fromfile(str(file))
    assert (read.tests, read.failures, read.errors) == (4, 2, 0)
    suites = list(read)
    assert [suite.name for suite in suites] == ["a/publiccode.yml", "./b.yml"]
    cases = list(suites[0])
    assert [bool(case.result) for case in cases] == [True, True, False]
    assert cases[0].result[0].message == "mit is not an SPDX licence expression"
    assert next(iter(suites[1])).name == "valid"


def test_junit_counts_warnings_as_failures_when_strict():
    assert 'failures="3"' in render("junit", JUDGED, strict=True)


def test_junit_holds_no_character_that_xml_forbids():
    evil = problem(description=HOSTILE, hint="\x00\x0b\ufffe")
    text = render("junit", [("a", report(evil))])
    junitparser.JUnitXml.fromstring(text.encode())


def test_sarif_is_read_by_a_consumer():
    log = Sarif.model_validate_json(render("sarif", JUDGED))
    assert log.version == "2.1.0"
    run = log.runs[0]
    assert [rule.id for rule in run.tool.driver.rules] == ["file/empty", "legal.license/not-spdx"]
    assert [result.level for result in run.results] == ["error", "error", "warning"]
    for result in run.results:
        assert run.tool.driver.rules[result.rule_index].id == result.rule_id
    region = run.results[0].locations[0].physical_location.region
    assert (region.start_line, region.start_column) == (3, 12)
    assert run.results[2].locations[0].physical_location.region is None
    fingerprints = {result.partial_fingerprints["riuso/v1"] for result in run.results}
    assert len(fingerprints) == 3


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("./a b.yml", "a%20b.yml"),
        ("a:b/c+d.yml", "a%3Ab/c+d.yml"),
        ("/x/é.yml", "file:///x/%C3%A9.yml"),
        ("https://example.org/a b?c=d", "https://example.org/a%20b?c=d"),
    ],
)
def test_sarif_names_files_by_uri(file, uri):
    log = json.loads(render("sarif", [(file, report(problem()))]))
    place = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place["uri"] == uri
    assert log["runs"][0]["artifacts"][place["index"]]["location"]["uri"] == uri


def test_sarif_says_that_columns_count_code_points():
    assert json.loads(render("sarif", JUDGED))["runs"][0]["columnKind"] == "unicodeCodePoints"


def test_sarif_names_only_known_rules_for_every_code_that_there_is():
    from publiccode.rules.codes import codes  # noqa: PLC0415

    every = report(*(problem(code=code) for code in codes()))
    log = Sarif.model_validate_json(render("sarif", [("a", every)]))
    rules = log.runs[0].tool.driver.rules
    assert len(rules) == len(codes())
    assert all(rule.short_description.text and rule.full_description.text for rule in rules)


@pytest.mark.corpus
@pytest.mark.parametrize("form", ["sarif", "junit"])
def test_the_corpus_in_every_form(shared, form):
    files = sorted((shared / "corpus" / "files").glob("*.yml"))
    judged = [(Path(file).name, validate(file.read_bytes())) for file in files]
    text = render(form, judged)
    problems = sum(len(report.problems) for _, report in judged)
    if form == "sarif":
        assert len(Sarif.model_validate_json(text).runs[0].results) == problems
    else:
        valid = sum(not report.problems for _, report in judged)
        assert junitparser.JUnitXml.fromstring(text.encode()).tests == problems + valid


def test_markdown_is_a_table_that_shows_text_as_it_is():
    evil = problem(
        key="a|b",
        description="<b>x</b> ![i](https://x.example/i) `c` | @somebody #1\n| --- |",
        hint="[l](x) *e*",
    )
    text = render("markdown", [("a_b_.yml", report(problem(), evil)), ("c.yml", report())])
    html = MarkdownIt("commonmark").enable("table").render(text)
    assert html.count("<tr>") == 3
    assert html.count("<td") == 10
    assert not [tag for tag in ("<b>", "<img", "<a ", "<code>", "<em>") if tag in html]
    assert "<h3>a_b_.yml: not valid (2 errors, 0 warnings)</h3>" in html
    assert "<h3>c.yml: valid (0 errors, 0 warnings)</h3>" in html
    assert "@somebody" not in html
    assert "#1" not in html
