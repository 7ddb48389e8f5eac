"""LibreOffice without its windows: does it open a file, and what does it count?"""

from __future__ import annotations

import csv
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

libreoffice = pytest.mark.skipif(
    shutil.which("soffice") is None,
    reason="LibreOffice is missing (on Debian: apt install --no-install-recommends libreoffice-calc)",
)

# Count anew when a file is opened: otherwise the values in the file are believed.
_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
"""Comma, quote, UTF-8, from line 1, every sheet to a file of its own."""


def count_in_libreoffice(files: Mapping[str, bytes], folder: Path) -> dict[str, list[list[str]]]:
    """Return what each sheet shows once counted, by the name of its CSV file (``book-sheet.csv``)."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, encoding="utf-8")
    for name, content in files.items():
        (folder / name).write_bytes(content)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", _CSV, *files],
        cwd=folder,
        check=True,
        capture_output=True,
        timeout=120,
    )
    counted = {}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            counted[path.name] = list(csv.reader(stream))
    assert counted, "LibreOffice opened nothing"
    return counted
