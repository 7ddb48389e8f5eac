"""How a problem is told: one line with its place, and below it what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.output import Output, Part
    from publiccode.problem import Problem


def problem_parts(file: str, problem: Problem) -> tuple[Part, ...]:
    """Return ``file:line:col: level: key: description [code]`` in pieces, some with a style."""
    key = f" {problem.key}:" if problem.key else ""
    return (
        f"{file}:{problem.line}:{problem.column}: ",
        (problem.level.value, "red" if problem.level == "error" else "yellow"),
        f":{key} {problem.description} ",
        (f"[{problem.code}]", "dim"),
    )


def print_problem(output: Output, file: str, problem: Problem, *, indent: int = 0) -> None:
    """Print the line of a problem, and the hint where there is one."""
    output.line(*problem_parts(file, problem), indent=indent)
    if problem.hint:
        output.line(problem.hint, indent=indent + 4)
