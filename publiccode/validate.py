"""The judgement of a publiccode.yml: every problem at once, and what can be used of the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from publiccode.checks.path import Files
    from publiccode.problem import Report


def validate(
    text: str | bytes,
    *,
    files: Files | None = None,
    repository: str | None = None,
    path: str | None = None,
    today: date | str | None = None,
    reference: bool = False,
    language: str = "en",
) -> Report:
    """Judge a publiccode.yml and read it. Never raises for bad input; bounded in time and memory.

    ``files`` gives access to the files beside it, so that logo and screenshots can be looked for;
    ``repository`` is the address the file was found at, to compare ``url`` with; ``path`` is what the file
    is called there; ``today`` (a date, or ``YYYY-MM-DD``) is compared with the end of contracts. Each check
    is left out where its fact is None.

    ``reference`` judges as the reference validator does: what it accepts has no error, and what it
    reports is there with its level, key and line (docs/differences.md).

    ``language`` is a BCP 47 tag; there are messages in English, Italian, French and German, and English is
    told to all others.
    """
    # Imported here, so that who only needs the types pays for no rule.
    from publiccode.judge import judge  # noqa: PLC0415

    return judge(
        text,
        files=files,
        repository=repository,
        path=path,
        today=None if today is None else str(today),
        reference=reference,
        language=language,
    )
