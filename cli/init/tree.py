"""What the names of files and folders show: translations, platforms, a logo."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from cli.init.facts import Facts, Seen
from publiccode.checks.language import check

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_FILES = 50_000
_DEPTH = 8
_NOT_OURS = frozenset(
    {"node_modules", "vendor", "third_party", "venv", "dist", "build", "target", "test", "tests"}
)
_TRANSLATIONS = frozenset(
    {"locale", "locales", "i18n", "l10n", "lang", "langs", "languages", "translations", "lproj"}
)
_TAG = r"[a-z]{2}(?:[-_](?:[A-Z]{2}|[A-Z][a-z]{3}))?"
_FOLDER = re.compile(_TAG)
_FILE = re.compile(rf"(?:[\w-]+\.)?({_TAG})\.(?:json|ya?ml|po|xliff|xlf|properties|php|ts|js|arb|ftl|toml)")
_RESOURCES = re.compile(r"values-([a-z]{2})(?:-r([A-Z]{2}))?")
_LOGO = re.compile(r"(?i)(?:[\w-]*[-_])?logo\.(?:svg|png)")


def tree_facts(folder: Path) -> Facts:
    languages: set[str] = set()
    platforms: set[str] = set()
    logos: list[str] = []
    for path in _paths(folder):
        parts = path.split("/")
        languages.update(filter(None, [_language(parts)]))
        platforms.update(_platform(parts))
        if len(parts) <= 3 and _LOGO.fullmatch(parts[-1]):
            logos.append(path)
    facts = Facts(languages=sorted(languages), platforms=sorted(platforms))
    if logos:
        facts.logo = Seen(
            min(logos, key=lambda path: (not path.endswith(".svg"), path.count("/"), path)), "its name"
        )
    return facts


def _paths(folder: Path) -> Iterator[str]:
    """Yield the files below a folder by their paths with ``/``; hidden ones and those of others left out."""
    count = 0
    for place, folders, names in os.walk(folder):
        below = Path(place).relative_to(folder)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name not in _NOT_OURS and len(below.parts) < _DEPTH
        )
        for name in sorted(names):
            count += 1
            if count > _MOST_FILES:
                return
            yield (below / name).as_posix()


def _language(parts: list[str]) -> str | None:
    for index, part in enumerate(parts[:-1]):
        resource = _RESOURCES.fullmatch(part)
        if resource and parts[index - 1] == "res":
            return _known("-".join(filter(None, resource.groups())))
        if part.lower() not in _TRANSLATIONS:
            continue
        if index + 2 < len(parts) and _FOLDER.fullmatch(parts[index + 1]):
            return _known(parts[index + 1])
        if index + 2 == len(parts) and (file := _FILE.fullmatch(parts[-1])):
            return _known(file[1])
    return None


def _known(tag: str) -> str | None:
    tag = tag.replace("_", "-")
    return tag if check(tag) is None else None


def _platform(parts: list[str]) -> set[str]:
    if parts[-1] == "AndroidManifest.xml":
        return {"android"}
    if any(part.endswith((".xcodeproj", ".xcworkspace")) for part in parts):
        return {"ios"}
    return {"web"} if parts[-1] in {"index.html", "manage.py", "wsgi.py", "web.config"} else set()
