"""The forms in which the verdict on files can be told: for people, programs and build services."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from publiccode.problem import Report

Judged = tuple[str, "Report"]
"""A file, named as it was given, and what there is to say of it."""

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown")
"""Each is a module here with ``render(judged, *, strict=False, language="en") -> str``."""


def render(form: str, judged: Sequence[Judged], *, strict: bool = False, language: str = "en") -> str:
    """Return the verdicts in one of :data:`FORMATS`, with a line end; "" where there is nothing to say.

    With ``strict`` a warning counts as a failure, where the form knows failures. ``language`` is that of the
    form's own words. Text from the files is
    escaped for whoever reads the form.
    """
    module = import_module(f"cli.formats.{form}")
    text = module.render(judged, strict=strict, language=language)
    assert isinstance(text, str)  # noqa: S101 - says to mypy what every such module returns
    return text
