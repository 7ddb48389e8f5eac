"""Code quality reports of GitLab: the part of the Code Climate format that it reads.

Source: docs.gitlab.com, "Code Quality", section on custom tools: description, check_name, fingerprint,
severity, location.path, location.lines.begin.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import TYPE_CHECKING

from cli.formats.paths import below_root
from cli.terminal import clean, clean_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cli.formats import Judged
    from publiccode.problem import Problem

_SEVERITIES = {"error": "major", "warning": "minor"}


def render(judged: Sequence[Judged], *, strict: bool = False, language: str = "en") -> str:
    return f"{clean_json(json.dumps(list(_findings(judged)), ensure_ascii=False, indent=2))}\n"


def _findings(judged: Sequence[Judged]) -> Iterator[dict[str, object]]:
    seen = Counter[tuple[str, str, str]]()
    for file, report in judged:
        path = below_root(file)
        for problem in report.problems:
            same = (path, problem.code, problem.key)
            yield {
                "description": _description(problem),
                "check_name": problem.code,
                "fingerprint": fingerprint(*same, seen[same]),
                "severity": _SEVERITIES[problem.level],
                "location": {"path": path, "lines": {"begin": max(problem.line, 1)}},
            }
            seen[same] += 1


def fingerprint(path: str, code: str, key: str, number: int) -> str:
    """Return the identity of a finding, which moving it to another line does not change.

    ``number`` tells findings apart that are alike in all else.
    """
    identity = "\0".join([path, code, key, str(number)])
    return hashlib.sha256(identity.encode(errors="surrogatepass")).hexdigest()


def _description(problem: Problem) -> str:
    key = f"{problem.key}: " if problem.key else ""
    return clean(f"{key}{problem.description}. {problem.hint}".strip())
