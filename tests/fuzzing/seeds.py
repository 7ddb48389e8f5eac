"""Where the fuzzer begins: the texts of the tests and real files, and the words of the standard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from publiccode import vocabularies
from publiccode.keys import OLD_KEYS
from publiccode.rules.codes import codes
from tests.conftest import ROOT, SHARED
from tests.publiccode.broken import BROKEN
from tests.publiccode.texts import VALID

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIGNS = (
    "<<: ",
    "&a ",
    "*a",
    "!!str ",
    "!!null ",
    "? ",
    "- ",
    "|-",
    ">+",
    "---",
    "%YAML 1.2",
    "\\xef\\xbb\\xbf",
    "\\x0d\\x0a",
)
_WORD = re.compile("[A-Za-z0-9._/-]+")


def seeds(*, real: bool = True) -> Iterator[bytes]:
    """Yield texts that go different ways, those of the optional corpus among them where ``real``."""
    yield VALID.encode()
    for case in BROKEN:
        text = case[1] if isinstance(case[1], bytes) else case[1].encode()
        if len(text) < 20_000:
            yield text
    folders = [ROOT / "examples" / "software", *([SHARED / "corpus" / "files"] if real else [])]
    for folder in folders:
        for file in sorted(folder.rglob("*.yml")):
            yield file.read_bytes()


def words() -> list[str]:
    """Return keys, values and signs, as libFuzzer writes them."""
    keys = {part for code in codes() for part in code.rpartition("/")[0].split(".")}
    keys |= {part for old in OLD_KEYS for part in old.split(".")}
    values = {"true", "false", "yes", "null", "1.10", "0.2", "en", "eng", "IT", "it", "alias:spid", "c_h501"}
    values |= {*vocabularies.SOFTWARE_TYPES, *vocabularies.MAINTENANCE_TYPES, *vocabularies.SCOPES[:5]}
    named = {f"{key}: " for key in keys if _WORD.fullmatch(key)} | set(filter(_WORD.fullmatch, values))
    return [*sorted(named), *_SIGNS]
