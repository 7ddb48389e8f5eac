"""How a check is told: to a program, to somebody with one repository, to somebody with an account."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import msgspec

from cli.counting import counted
from cli.problem_text import print_problem
from crawler.source import SourceKind
from publiccode.harvest import Outcome
from publiccode.problem import Level

if TYPE_CHECKING:
    from cli.checking import Checked
    from cli.data_folder import DataFolder
    from cli.output import Output, Part
    from cli.target import Target
    from index.checklist import Item
    from index.verdict import Verdict

_WIDTH = 90
"""Letters of a reason in a table; the check of one repository tells it whole."""


def as_json(target: Target, checked: Checked) -> dict[str, object]:
    """Return the documented JSON shape of a check."""
    source = target.source
    shape: dict[str, object] = msgspec.to_builtins(
        {
            "url": source.url,
            "kind": source.kind,
            "host": source.host,
            "publisher": {"id": source.publisher.id, "name": source.publisher.name}
            if target.registered
            else None,
            "registered": target.registered.place if target.registered else None,
            "active": target.active,
            "fine": checked.fine,
            "failure": checked.failure,
            "repositories": [
                {**msgspec.to_builtins(one), "checklist": items}
                for one, items in zip(checked.verdicts, checked.checklists, strict=True)
            ],
            "changes": checked.changes,
            "requests": checked.requests,
        }
    )
    return shape


def print_check(output: Output, target: Target, checked: Checked, data: DataFolder) -> None:
    if checked.failure:
        output.line((f"{target.source.url} could not be looked at to its end: ", "red"), checked.failure)
    if target.source.kind is SourceKind.REPO:
        for verdict, items in zip(checked.verdicts, checked.checklists, strict=True):
            _print_verdict(output, verdict, target)
            _print_checklist(output, items)
    else:
        _print_table(output, target, checked, data)


def _print_verdict(output: Output, verdict: Verdict, target: Target) -> None:
    output.line((verdict.repository, "bold cyan"), f"  {verdict.path}" if verdict.id else "")
    word, style = _word(verdict)
    would = "Listed" if target.registered and target.active else "Would be listed"
    output.line(f"{would}: ", (word, style), f", as {verdict.id}" if verdict.listed else "")
    output.line(f"Why: {verdict.reason}")
    if verdict.state_before and verdict.state_before is not verdict.state:
        output.line(f"In the catalogue now: {verdict.state_before}")
    if verdict.fix:
        output.line(f"What to do: {verdict.fix}")
    if verdict.problems:
        output.line()
        for problem in sorted(verdict.problems, key=lambda one: one.level is not Level.ERROR):
            print_problem(output, verdict.path, problem)


def _print_checklist(output: Output, items: tuple[Item, ...]) -> None:
    """Print what is missing, count the rest, and name what only people know."""
    if not items:
        return
    output.line()
    output.line(("Owed to those who reuse it, beside a valid file", "bold"))
    seen = [item for item in items if item.by == "riuso"]
    rows: list[list[Part]] = [
        [(item.level, "yellow"), item.told, item.todo or ""] for item in seen if item.done is False
    ]
    output.table([[("missing", "yellow"), *row] for row in rows], indent=2)
    unknown = sum(item.done is None for item in seen)
    not_checked = f", {unknown} not checked" if unknown else ""
    output.line(f"{sum(item.done is True for item in seen)} of {len(seen)} there{not_checked}", indent=2)
    output.line(("Only you can tell", "bold"))
    output.table([[(item.level, "dim"), item.told] for item in items if item.by == "people"], indent=2)


def _print_table(output: Output, target: Target, checked: Checked, data: DataFolder) -> None:
    rows: list[list[Part]] = []
    for one in checked.verdicts:
        errors = sum(problem.level is Level.ERROR for problem in one.problems)
        found = _counted(errors, len(one.problems) - errors)
        reason = one.reason if len(one.reason) <= _WIDTH else f"{one.reason[: _WIDTH - 1]}…"
        rows.append([_short(one, target), _word(one), found, reason])
    if rows:
        output.table(rows, header=("repository", "listed", "file", "why"))
        output.line()
    listed = sum(one.listed for one in checked.verdicts)
    with_file = sum(bool(one.id or one.problems) for one in checked.verdicts)
    output.line(
        f"{counted(len(checked.verdicts), 'repository', 'repositories')}, {with_file} with a publiccode.yml, "
        f"{listed} listed, {sum(not one.fine for one in checked.verdicts if one.id or one.problems)} to mend"
    )
    for kind, verb in (("stale", "would become stale"), ("vanished", "would vanish")):
        ids = getattr(checked.changes, kind)
        if ids:
            output.line(f"In the catalogue and not seen now, {verb}: {', '.join(ids)}")
    broken = next((one for one in checked.verdicts if one.problems and not one.fine), None)
    if broken:
        output.line(f"Line by line: riuso check {shlex.quote(broken.repository)}{data.option}")


def print_next(output: Output, target: Target, checked: Checked, data: DataFolder) -> None:
    """Say whether a run would come by at all, and how it would."""
    if target.registered is None and not any(one.listed for one in checked.verdicts):
        output.line(
            "No publishers file names it, so no run looks at it; and a run would list nothing of it yet."
        )
    elif target.registered is None:
        output.line(
            "No publishers file names it, so no run looks at it yet. Next: riuso register "
            f"{shlex.quote(target.source.url)} --to FILE --id ID --name NAME{data.option}"
        )
    elif not target.active:
        output.line(
            f"Its publisher is inactive ({target.registered.place}): no run looks at it until that changes."
        )
    missing = {Outcome.GONE, Outcome.PRIVATE}
    if target.source.kind is SourceKind.REPO and all(one.outcome in missing for one in checked.verdicts):
        output.line("If it is a group and no repository, add --as org.")


def _counted(errors: int, warnings: int) -> str:
    counts = ((errors, "error"), (warnings, "warning"))
    return ", ".join(counted(count, name) for count, name in counts if count)


def _short(verdict: Verdict, target: Target) -> str:
    base = target.source.url.rstrip("/") + "/"
    where = verdict.repository.removeprefix(base)
    return where if verdict.path == "publiccode.yml" else f"{where} ({verdict.path})"


def _word(verdict: Verdict) -> tuple[str, str]:
    if not verdict.listed:
        return "no", "red"
    if verdict.fine:
        return "yes", "green"
    return "yes, marked", "yellow"
