"""Which licence a repository is under: its licence file beside what its package description says.

The text is matched by ``identify`` (of pre-commit; the licences of choosealicense.com, by edit distance).
What it doesn't know, translations of the EUPL above all, is known by its heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cli.init.facts import Seen, first_file, read_text
from publiccode.spdx import is_expression, license_ids

if TYPE_CHECKING:
    from pathlib import Path

_FILES = (
    "license",
    "license.*",
    "licence",
    "licence.*",
    "licenza*",
    "copying",
    "copying.*",
    "unlicense*",
    "license-*",
)
_TAG = re.compile(r"SPDX-License-Identifier:[ \t]*([^\n*#<>]+)")
_OWNER = re.compile(
    r"^\W*(?:copyright(?: \(c\)| ©)?|\(c\)|©)[ \t]+"
    r"(?:\d{4}(?:[ \t]*[-–,][ \t]*(?:\d{4}|present))*,?[ \t]+)?([^\d\n<(][^\n]{1,100})$",
    re.IGNORECASE | re.MULTILINE,
)
_PLACEHOLDER = re.compile(r"[\[<{]|name of|yyyy|all rights reserved|free software foundation", re.IGNORECASE)
_LATER = re.compile(
    r"or \(?at your option\)? any later version|or any later version|or later\b", re.IGNORECASE
)
# Heading in the first lines -> licence. The EUPL's title in its languages, as in the official texts.
_EUPL = (
    r"european union public licen[cs]e|licenza pubblica dell.unione europea"
    r"|licence publique de l.union europ[ée]enne"
    r"|öffentliche lizenz der europäischen union|openbare licentie van de europese unie"
    r"|licencia p[úu]blica de la uni[óo]n europea|licença p[úu]blica da uni[ãa]o europeia"
)
_HEADINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE | re.DOTALL), name)
    for pattern, name in (
        (rf"(?:{_EUPL}).{{0,40}}1\.2", "EUPL-1.2"),
        (rf"(?:{_EUPL}).{{0,40}}1\.1", "EUPL-1.1"),
        (r"gnu affero general public license\s+version 3", "AGPL-3.0"),
        (r"gnu lesser general public license\s+version 3", "LGPL-3.0"),
        (r"gnu lesser general public license\s+version 2\.1", "LGPL-2.1"),
        (r"gnu general public license\s+version 3", "GPL-3.0"),
        (r"gnu general public license\s+version 2", "GPL-2.0"),
        (r"mozilla public license,? version 2\.0", "MPL-2.0"),
        (r"apache license\s+version 2\.0", "Apache-2.0"),
        (r"cecill.{0,80}version 2\.1", "CECILL-2.1"),
        (r"eclipse public license - v 2\.0", "EPL-2.0"),
        (r"permission is hereby granted, free of charge, to any person obtaining a copy", "MIT"),
    )
)
_LONGEST = 100_000


def find_licenses(folder: Path, packaged: list[Seen]) -> list[Seen]:
    """Return the licence, or several candidates where the repository leaves it open; empty for none seen.

    ``packaged`` is what the package description says. The texts of the GNU licences don't say whether
    later versions may be chosen: a package description or the README does, else both are candidates.
    """
    reuse = _reuse(folder)
    if len(reuse) == 1:
        return reuse
    file = first_file(folder, *_FILES)
    in_file = _of_file(file) if file is not None else None
    if in_file is None:
        return reuse or packaged
    fitting = [one for one in packaged if _family(in_file.value) in map(_family, license_ids(one.value))]
    if fitting:
        return fitting[:1]
    candidates = _versions(in_file, read_text(first_file(folder, "readme*") or folder))
    return [*candidates, *packaged]


def copyright_owner(folder: Path) -> Seen | None:
    """Return the name behind the first copyright sign of the licence file."""
    file = first_file(folder, *_FILES)
    for match in _OWNER.finditer(read_text(file)[:_LONGEST] if file else ""):
        name = match[1].strip(" .,")
        if file is not None and name and not _PLACEHOLDER.search(name):
            return Seen(name, file.name)
    return None


def _reuse(folder: Path) -> list[Seen]:
    """Return the licences of a repository that follows REUSE (reuse.software): files named by their ids."""
    try:
        names = sorted(path.stem for path in (folder / "LICENSES").iterdir() if path.is_file())
    except OSError:
        return []
    return [Seen(name, "LICENSES/") for name in names if is_expression(name)]


def _of_file(file: Path) -> Seen | None:
    text = read_text(file)[:_LONGEST]
    tag = _TAG.search(text)
    if tag and is_expression(tag[1].strip()):
        return Seen(tag[1].strip(), file.name)
    known = _by_text(file) or _by_heading(text)
    return Seen(known, file.name) if known else None


def _by_text(file: Path) -> str | None:
    from identify.identify import license_id  # noqa: PLC0415 - of use only here

    # A licence in more bytes is several: comparing them would take long and find nothing.
    if file.stat().st_size > _LONGEST or not read_text(file):
        return None
    try:
        return license_id(str(file))
    except (OSError, UnicodeDecodeError):
        return None


def _by_heading(text: str) -> str | None:
    start = " ".join(text[:2000].split())
    return next((name for pattern, name in _HEADINGS if pattern.search(start)), None)


def _family(name: str) -> str:
    return name.removesuffix("-only").removesuffix("-or-later").removesuffix("+").lower()


def _versions(found: Seen, readme: str) -> list[Seen]:
    """Tell the two forms of a GNU licence apart, which share their text."""
    if not re.match(r"(?:A|L)?GPL-\d\.\d$", found.value):
        return [found]
    later = Seen(f"{found.value}-or-later", found.where)
    if _LATER.search(readme):
        return [Seen(later.value, f"{found.where}, README")]
    return [later, Seen(f"{found.value}-only", found.where)]
