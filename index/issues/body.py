"""What a note says, paragraph by paragraph, in Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entry import State
from index.issues.markdown import code, escaped, fenced
from index.messages import msg
from index.pages.text import clean
from index.pages.wording import Wording, wording_of
from publiccode.problem import Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.issues.note import Finding, Sender

MOST_PROBLEMS = 60
MOST_ASKS = 30
MOST_DIFF = 20_000
"""Characters: hosts bound the text of an issue (65,536 on GitHub)."""
_LONGEST = 400
_WHAT_FOLLOWS = {
    State.NEVER_VALID: msg("Until the errors are mended, it is listed with a mark and further down."),
    State.INVALID: msg("Until the errors are mended, the catalogue shows the last version without errors."),
}
_UNSHOWN = msg("As long as no name can be read in it, the software is not listed.")
_LISTED = msg("The software is listed all the same.")


def body_of(finding: Finding, sender: Sender) -> str:
    """Return the text of a note, without its title."""
    wording = wording_of(finding.language)
    parts = (
        _opening(finding, sender, wording),
        *_problems(finding, wording),
        *_repair(finding, wording),
        *_asks(finding, wording),
        *_end(finding, sender, wording),
    )
    return "\n\n".join(parts) + "\n"


def _opening(finding: Finding, sender: Sender, wording: Wording) -> str:
    errors, all_ = finding.errors, len(finding.problems)
    counts = []
    if errors:
        counts.append(wording.count(errors, "{number} error", "{number} errors"))
    if all_ > errors:
        counts.append(wording.count(all_ - errors, "{number} warning", "{number} warnings"))
    told = wording.say(
        "{catalogue} reads {file} in this repository. On {date} it found: {found}.",
        catalogue=escaped(sender.title or wording.say("Public software catalogue")),
        file=code(finding.file.path),
        date=wording.date(finding.file.seen),
        found=", ".join(counts),
    )
    if finding.state is None:
        follows = _UNSHOWN
    else:
        follows = _WHAT_FOLLOWS.get(finding.state, _LISTED) if errors else _LISTED
    return f"{told} {wording.say(follows)}"


def _heading(text: str) -> str:
    return f"## {text}"


def _problems(finding: Finding, wording: Wording) -> Iterator[str]:
    yield _heading(wording.say("What is wrong"))
    ordered = sorted(finding.problems, key=lambda one: one.level is not Level.ERROR)
    lines = []
    for problem in ordered[:MOST_PROBLEMS]:
        level = wording.say("error") if problem.level is Level.ERROR else wording.say("warning")
        place = code(f"{finding.file.path}:{problem.line}:{problem.column}")
        link = finding.link(problem.line)
        where = f"[{place}](<{link}>)" if link else place
        key = f" {code(problem.key)}" if problem.key else ""
        told = ". ".join(escaped(text[:_LONGEST]) for text in (problem.description, problem.hint) if text)
        lines.append(f"- **{level}** {where}{key}: {told}")
    if len(ordered) > MOST_PROBLEMS:
        lines.append("- " + wording.say("and {number} more", number=len(ordered) - MOST_PROBLEMS))
    yield "\n".join(lines)


def _repair(finding: Finding, wording: Wording) -> Iterator[str]:
    if not finding.diff:
        return
    yield _heading(wording.say("What can be mended at once"))
    command = code(f"riuso upgrade {finding.file.path}")
    # What can't be seen, or would be another text once pasted, is no change that somebody should take; and
    # how to reach people stays in the file.
    if len(finding.diff) > MOST_DIFF or clean(finding.diff) != finding.diff or finding.names_addresses:
        yield wording.say(
            "This needs no decision from you: {command} mends it, comments and order kept.", command=command
        )
        return
    yield wording.say(
        "This change needs no decision from you. {apply} takes it; {command} makes the same.",
        apply=code("git apply"),
        command=command,
    )
    yield fenced(finding.diff, "diff")


def _asks(finding: Finding, wording: Wording) -> Iterator[str]:
    asks = finding.upgrade.asks
    if not asks:
        return
    yield _heading(wording.say("What only you can decide"))
    lines = []
    for ask in asks[:MOST_ASKS]:
        lines.append(f"- {code(ask.key)}: {escaped(ask.description[:_LONGEST])}")
        lines += [f"  - {escaped(choice[:_LONGEST])}" for choice in ask.choices[:5]]
    if len(asks) > MOST_ASKS:
        lines.append("- " + wording.say("and {number} more", number=len(asks) - MOST_ASKS))
    yield "\n".join(lines)


def _end(finding: Finding, sender: Sender, wording: Wording) -> Iterator[str]:
    yield _heading(wording.say("And then"))
    yield wording.say(
        "{command} tells the same before you push. Once the file is mended, the next run of the catalogue "
        "sees it, and this can be closed.",
        command=code(f"riuso validate {finding.file.path}"),
    )
    if sender.contact:
        yield wording.say(
            "No such notes, please? Say so here or to {contact}, for this repository or for all of yours: "
            "none will be written again.",
            contact=code(sender.contact),
        )
    else:
        yield wording.say(
            "No such notes, please? Say so here, for this repository or for all of yours: none will be "
            "written again."
        )
