"""Why a hit is one, in a line a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cli.output import Output
    from index.query import Hit, Reason

_WAYS = {
    "word": "the word itself",
    "stem": "another form of it",
    "beginning": "a word that begins so",
    "piece": "a piece of it",
    "meaning": "what it means",
    "spelling": "a word spelled like it",
    "vector": "the sense of the query",
}
_QUALITY = {
    "state": "its state in the catalogue",
    "status": "its file calls it obsolete",
    "activity": "no commit for long",
    "completeness": "what its file leaves untold",
}


def print_explanation(output: Output, hit: Hit) -> None:
    """Print what of the query the hit answers, by what and where, and the record's own factors."""
    explanation = hit.explanation
    if explanation is None:
        return
    output.line((f"score {hit.score:.3f}: covers {explanation.covered:.0%} of the query", "dim"), indent=3)
    for reason in explanation.reasons:
        output.line((_reason(reason), "dim"), indent=5)
    if explanation.missing:
        output.line((f"not found: {', '.join(explanation.missing)}", "dim"), indent=5)
    for name, factor in explanation.quality.items():
        output.line((f"times {factor:.3f}: {_QUALITY.get(name, name)}", "dim"), indent=5)


def _reason(reason: Reason) -> str:
    if reason.way == "vector":
        return f"{_WAYS[reason.way]}: {reason.share:.3f} more"
    where = f" in {', '.join(reason.fields)}" if reason.fields else ""
    said = _WAYS.get(reason.way, reason.way)
    term = "" if reason.way == "word" else f" ({reason.term.replace('/', ': ').replace('-', ' ')})"
    return f"{reason.word}: {said}{term}{where}; {reason.share:.2f} of {reason.weight:.2f}"
