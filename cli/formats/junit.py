"""JUnit XML, as Jenkins, GitLab and others read it: a suite a file, a case a problem."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from cli.terminal import clean
from publiccode.problem import Level

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.formats import Judged
    from publiccode.problem import Problem, Report

# What XML 1.0 can't hold, not even as a reference; clean() has escaped the controls.
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def render(judged: Sequence[Judged], *, strict: bool = False, language: str = "en") -> str:
    suites = ET.Element("testsuites", name="riuso validate")
    for file, report in judged:
        suites.append(_suite(file, report, strict=strict))
    for count in ("tests", "failures", "errors", "skipped"):
        suites.set(count, str(sum(int(suite.get(count, "0")) for suite in suites)))
    ET.indent(suites)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(suites, encoding="unicode")}\n'


def _suite(file: str, report: Report, *, strict: bool) -> ET.Element:
    failures = [problem for problem in report.problems if strict or problem.level is Level.ERROR]
    suite = ET.Element(
        "testsuite",
        name=_safe(file),
        tests=str(max(len(report.problems), 1)),
        failures=str(len(failures)),
        errors="0",
        skipped="0",
    )
    for problem in report.problems:
        suite.append(_case(file, problem, fails=problem in failures))
    if not report.problems:
        suite.append(ET.Element("testcase", name="valid", classname=_safe(file), file=_safe(file)))
    return suite


def _case(file: str, problem: Problem, *, fails: bool) -> ET.Element:
    name = f"{problem.code} {problem.key}" if problem.key else problem.code
    case = ET.Element(
        "testcase",
        name=_safe(f"{name} ({problem.line}:{problem.column})"),
        classname=_safe(file),
        file=_safe(file),
    )
    if problem.line:
        case.set("line", str(problem.line))
    place = f"{file}:{problem.line}:{problem.column}: {problem.level.value}"
    text = "\n".join(filter(None, [_safe(f"{place}: {problem.description}"), _safe(problem.hint)]))
    if fails:
        failure = ET.SubElement(case, "failure", type=problem.level.value, message=_safe(problem.description))
        failure.text = text
    else:
        ET.SubElement(case, "system-out").text = text
    return case


def _safe(text: str) -> str:
    return _NOT_XML.sub("\ufffd", clean(text))
