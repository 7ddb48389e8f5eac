"""How a problem is told: one line with its place, and below it what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.output import Output
    from publiccode.problem import Problem


def print_problem(output: Output, file: str, problem: Problem, *, indent: int = 0) -> None:
    """Print ``file:line:col: level: key: description [code]``, and the hint where there is one."""
    key = f" {problem.key}:" if problem.key else ""
    output.line(
        f"{file}:{problem.line}:{problem.column}: ",
        (problem.level.value, "red" if problem.level == "error" else "yellow"),
        f":{key} {problem.description} ",
        (f"[{problem.code}]", "dim"),
        indent=indent,
    )
    if problem.hint:
        output.line(problem.hint, indent=indent + 4)
