"""SARIF 2.1.0 (OASIS, 2020-03-27), for code scanning of GitHub, Azure DevOps and editors."""

from __future__ import annotations

import json
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from cli.formats.gitlab import fingerprint
from cli.formats.paths import below_root, uri
from cli.terminal import clean, clean_json
from publiccode.phrases import EXAMPLE, TO_FIX
from publiccode.problem import Level
from publiccode.rules import kind_of, rule_of
from publiccode.translation import translator

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.formats import Judged
    from publiccode.problem import Problem
    from publiccode.rules.rule import Rule
    from publiccode.translation import Translate

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HOME = "https://github.com/riuso-catalogue/riuso"


def render(judged: Sequence[Judged], *, strict: bool = False, language: str = "en") -> str:
    codes = sorted({problem.code for _, report in judged for problem in report.problems})
    index = {code: number for number, code in enumerate(codes)}
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(codes, translator(language))},
                "columnKind": "unicodeCodePoints",
                "artifacts": [
                    {"location": {"uri": uri(file)}, "roles": ["analysisTarget"]} for file, _ in judged
                ],
                "results": _results(judged, index),
            }
        ],
    }
    return f"{clean_json(json.dumps(log, ensure_ascii=False, indent=2))}\n"


def _driver(codes: list[str], translate: Translate) -> dict[str, Any]:
    return {
        "name": "riuso",
        "version": version("riuso"),
        "semanticVersion": version("riuso"),
        "informationUri": HOME,
        "rules": [_rule(code, rule_of(code), translate) for code in codes],
    }


def _rule(code: str, rule: Rule, translate: Translate) -> dict[str, Any]:
    kind = kind_of(code)
    why, example, fix = map(translate, (rule.why, rule.example, rule.fix))
    to_fix = translate(TO_FIX)
    return {
        "id": code,
        "name": "".join(part.capitalize() for part in kind.replace("/", "-").split("-")),
        "shortDescription": {"text": _title(code, kind)},
        "fullDescription": {"text": why},
        "help": {
            "text": f"{why}\n\n{translate(EXAMPLE).format(example=example)}\n\n{to_fix} {fix}",
            "markdown": f"{why}\n\n```yaml\n{example}\n```\n\n**{to_fix}** {fix}",
        },
        "helpUri": f"{HOME}/blob/main/docs/rules.md#{kind.replace('/', '')}",
        "defaultConfiguration": {"level": (rule.level or Level.ERROR).value},
    }


def _title(code: str, kind: str) -> str:
    words = kind.rpartition("/")[2].replace("-", " ")
    return f"{code.removesuffix(kind).rstrip('/') or 'publiccode.yml'}: {words}."


def _results(judged: Sequence[Judged], index: dict[str, int]) -> list[dict[str, Any]]:
    results = []
    seen: dict[tuple[str, str, str], int] = {}
    for number, (file, report) in enumerate(judged):
        for problem in report.problems:
            same = (below_root(file), problem.code, problem.key)
            seen[same] = seen.get(same, -1) + 1
            result = _result(file, number, problem, index[problem.code])
            result["partialFingerprints"] = {"riuso/v1": fingerprint(*same, seen[same])}
            results.append(result)
    return results


def _result(file: str, number: int, problem: Problem, rule: int) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri(file), "index": number}}
    if problem.line:
        physical["region"] = {"startLine": problem.line, "startColumn": max(problem.column, 1)}
    location: dict[str, Any] = {"physicalLocation": physical}
    if problem.key:
        location["logicalLocations"] = [{"fullyQualifiedName": clean(problem.key), "kind": "member"}]
    return {
        "ruleId": problem.code,
        "ruleIndex": rule,
        "level": problem.level.value,
        "message": {"text": _message(problem)},
        "locations": [location],
    }


def _message(problem: Problem) -> str:
    key = f"{problem.key}: " if problem.key else ""
    return clean(f"{key}{problem.description}. {problem.hint}".strip())
