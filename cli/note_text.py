"""What the operator is told of notes: which were written, what became of the last ones, what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.counting import counted

if TYPE_CHECKING:
    from cli.note_files import Notes
    from cli.output import Output, Part

_STATES = {"new": ("new", "green"), "changed": ("changed", "yellow"), "as-before": ("as before", "dim")}
_LEFT_OUT = {
    "quiet": "want no notes (curation.yml)",
    "archived": "archived: nobody can answer there",
    "delisted": "not in the catalogue",
    "copy": "mirrors and forks: the original is told",
}


def print_notes(output: Output, notices: Output, notes: Notes) -> None:
    """Print one line a note, the sums, and what is to be done."""
    rows: list[list[Part]] = [
        [
            _STATES[one.state],
            one.text,
            one.language,
            counted(one.errors, "error"),
            counted(one.warnings, "warning"),
            "with a repair" if one.diff else "",
            one.repository,
        ]
        for one in notes.notes
    ]
    output.table(rows)
    for one in notes.closed:
        told = "mended: its issue can be closed" if one.reason == "mended" else "no longer looked at"
        output.line((one.repository, "cyan"), f"  {told} ({one.title})")
    for reason, number in notes.left_out.items():
        output.line(f"left out: {number} ({_LEFT_OUT.get(reason, reason)})")
    output.line(
        f"{counted(notes.looked_at, 'file')} looked at, {counted(len(notes.notes), 'note')} in {notes.folder}"
    )
    fresh = [one for one in notes.notes if one.state != "as-before"]
    if fresh:
        first = fresh[0].new_issue
        where = f"Open {first} (notes.json has one for each)" if first else "Open an issue at each repository"
        notices.line(f"Nothing was sent. Next: read them. {where}, and paste the text below its first line.")
        notices.line("Who asks for no notes goes under quiet: in curation.yml.")
    elif notes.notes:
        notices.line("Nothing new since the last time.")
    else:
        notices.line("Nothing to write: their files have no problems.")
