"""How software like another one is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.language import reader_languages
from index.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cli.output import Output
    from index.query import Similar


def print_similar(output: Output, similar: Sequence[Similar], more: Sequence[Similar]) -> None:
    """Print both lists with their reasons."""
    output.line(("Like it", "bold"))
    if not similar:
        output.line("Nothing in the catalogue is like it.", indent=2)
    for one in similar:
        output.line((one.name, "bold cyan"), f"  {one.publisher}  ", (f"{one.score:.0%}", "dim"), indent=2)
        output.line(_reason(one), indent=4)
        output.line((one.id, "dim"), indent=4)
    if more:
        output.line()
        output.line(("From the same publisher", "bold"))
        for one in more:
            output.line((one.name, "bold cyan"), "  ", (one.id, "dim"), indent=2)


def _reason(one: Similar) -> str:
    language = reader_languages()[0]
    labels = [label("category", value, language) for value in one.categories]
    told = [f"both are {', '.join(labels)}"] if labels else []
    told += [f"both say {', '.join(one.words)}"] if one.words else []
    return "; ".join(told) or "both speak of the same things"
