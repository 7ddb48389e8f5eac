"""docs/tutorial.md is what really happens: every command is run, every line below it is printed."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def steps() -> Iterator[tuple[list[str], list[str]]]:
    """Yield each command and the lines shown below it."""
    text = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
    for block in BLOCK.findall(text):
        for step in block.split("$ riuso ")[1:]:
            command, *lines = step.splitlines()
            yield shlex.split(command), lines


def missing(lines: list[str], out: str) -> list[str]:
    """Return the lines that are not printed, in their order; a line may be shown without its end."""
    printed = iter(" ".join(line.split()) for line in out.splitlines())
    return [line for line in lines if not any(" ".join(line.split()) in one for one in printed)]


def test_an_afternoon_goes_as_it_is_told(place, monkeypatch):
    monkeypatch.chdir(place.root)
    # Her pages are in German; what the page says of building them holds in any language.
    place.riuso.data.mkdir()
    (place.riuso.data / "site.yml").write_text("languages: [de]\n")
    told = list(steps())

    assert len(told) >= 11
    for command, lines in told:
        assert lines, command
        out = place.riuso(*command).out
        assert missing(lines, out) == [], f"riuso {shlex.join(command)}\n{out}"
    assert (place.root / "watch" / "termine.atom").is_file()
    assert (place.root / "pages" / "index.html").is_file()
    dossier = (place.root / "dossier.html").read_text(encoding="utf-8")
    assert "Vergleich von Terminbuch, Prenota Sportello, Agenda Cultural" in dossier
    assert "Protocollo Aperto (comune-valdora-protocollo-aperto)" in dossier
    assert "Domande su Prenota Sportello" in dossier
