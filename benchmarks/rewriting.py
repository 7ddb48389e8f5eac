"""Why upgrades edit the text: what writing a file anew changes beside one edited value."""

from __future__ import annotations

from collections import Counter
from difflib import unified_diff
from io import StringIO
from itertools import chain
from typing import TYPE_CHECKING

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from benchmarks.texts import corpus_texts
from publiccode.upgrade import values
from publiccode.upgrade.editing import CannotEditError, apply
from publiccode.upgrade.source import UnreadableError, read

if TYPE_CHECKING:
    from collections.abc import Callable

_KEY = "publiccodeYmlVersion"
_INDENTATIONS = ((2, 2, 0), (2, 4, 2), (4, 4, 0), (4, 4, 2), (4, 6, 4))
"""Of maps, of lists, of the dash in them. ruamel.yaml writes one a file; each file gets its best."""


def run() -> list[str]:
    texts = corpus_texts()
    return [_line("ruamel.yaml", _with_ruamel, texts), _line("riuso", _with_riuso, texts)]


def _line(name: str, edit: Callable[[str], int | None], texts: dict[str, str]) -> str:
    others = [edit(text) for text in texts.values()]
    counted = Counter("refused" if one is None else "kept" if one == 0 else "changed" for one in others)
    return (
        f"{name} sets the version in {len(texts)} files: {counted['kept']} keep every other line, "
        f"{counted['changed']} lose or change {sum(filter(None, others)):,} of them, "
        f"{counted['refused']} are refused"
    )


def _with_ruamel(text: str) -> int | None:
    """Return how many other lines change; None where the file is refused."""
    found = [extra for sizes in _INDENTATIONS if (extra := _round_trip(text, sizes)) is not None]
    return min(found, default=None)


def _round_trip(text: str, sizes: tuple[int, int, int]) -> int | None:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 1_000_000
    yaml.indent(*sizes)
    out = StringIO()
    try:
        data = yaml.load(text)
        data[_KEY] = "0"
        yaml.dump(data, out)
    except (YAMLError, TypeError, ValueError, AttributeError):
        return None
    return _other_lines(text, out.getvalue())


def _with_riuso(text: str) -> int | None:
    try:
        source = read(text.removeprefix("\ufeff"))
        new = apply(source.text, chain.from_iterable(step.edits() for step in values.version(source)))
    except (UnreadableError, CannotEditError):
        return None
    return _other_lines(source.text, new)


def _other_lines(old: str, new: str) -> int:
    before, after = ([line for line in one.splitlines() if _KEY not in line] for one in (old, new))
    changed = [
        line for line in unified_diff(before, after, n=0, lineterm="") if line[:3] not in {"---", "+++"}
    ]
    return max(sum(line[0] == sign for line in changed) for sign in "-+")
