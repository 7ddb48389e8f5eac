"""Validation: files per second, beside ``yaml.compose`` with the C loader alone on the same files."""

from __future__ import annotations

import yaml

from benchmarks.texts import corpus_texts, generated_texts
from benchmarks.timing import beside
from publiccode import validate

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def run() -> list[str]:
    return [_line("corpus", corpus_texts()), _line("generated", generated_texts(500))]


def _line(label: str, texts: dict[str, str]) -> str:
    measured = beside(
        lambda: [validate(text) for text in texts.values()],
        lambda: [_compose(text) for text in texts.values()],
    )
    return (
        f"{label}: {len(texts)} files, {len(texts) / measured.seconds:,.0f} files/s; "
        f"{measured.ratio_text} times the time of yaml.compose ({_Loader.__name__}) alone"
    )


def _compose(text: str) -> object:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return error
