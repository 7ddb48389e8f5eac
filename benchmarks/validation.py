"""Validation: files per second, beside ``yaml.compose`` with the C loader alone on the same files."""

from __future__ import annotations

from collections import deque
from time import process_time
from typing import TYPE_CHECKING

import yaml

from benchmarks.texts import corpus_texts, generated_texts
from benchmarks.timing import beside
from publiccode import validate
from publiccode.upgrade import upgrade
from tests.publiccode.megabytes import MEGABYTES

if TYPE_CHECKING:
    from collections.abc import Callable

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def run() -> list[str]:
    lines = [_line("corpus", corpus_texts()), _line("generated", generated_texts(500))]
    slowest, name = max((_seconds(text), name) for name, text in MEGABYTES.items())
    return [
        *lines,
        f"hostile: of {len(MEGABYTES)} texts of a megabyte the slowest took {slowest:.2f} s of processor "
        f"time to validate or to upgrade ({name})",
    ]


def _line(label: str, texts: dict[str, str]) -> str:
    measured = beside(lambda: _each(validate, texts), lambda: _each(_compose, texts))
    return (
        f"{label}: {len(texts)} files, {len(texts) / measured.seconds:,.0f} files/s; "
        f"{measured.ratio_text} times the time of yaml.compose ({_Loader.__name__}) alone"
    )


def _each(call: Callable[[str], object], texts: dict[str, str]) -> None:
    """Call with each text and keep no result, whose memory would cost time too."""
    deque(map(call, texts.values()), maxlen=0)


def _compose(text: str) -> object:
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        return error


def _seconds(text: str) -> float:
    """Return the processor time that validation or upgrade takes, whichever takes more."""
    times = []
    for call in (validate, upgrade):
        start = process_time()
        call(text)
        times.append(process_time() - start)
    return max(times)
