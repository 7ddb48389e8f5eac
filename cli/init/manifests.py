"""What package descriptions say: pyproject.toml, package.json, composer.json, Cargo.toml."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING, Any

from cli.init.facts import Facts, Seen, read_text
from publiccode.checks.urls import http_url
from publiccode.spdx import is_expression

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_CLASSIFIER = "License :: OSI Approved :: "
# Classifiers that name one SPDX licence; the others leave the version open.
_CLASSIFIED = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "European Union Public Licence 1.2 (EUPL 1.2)": "EUPL-1.2",
    "European Union Public Licence 1.1 (EUPL 1.1)": "EUPL-1.1",
    "GNU Affero General Public License v3 or later (AGPLv3+)": "AGPL-3.0-or-later",
    "GNU General Public License v3 or later (GPLv3+)": "GPL-3.0-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
}
_WEB_LIBRARIES = """
react vue @angular/core svelte next nuxt express preact ember-source @nestjs/core fastify astro vite
"""
_WEB = frozenset(_WEB_LIBRARIES.split())


def manifest_facts(folder: Path) -> Facts:
    """Return what the first package description that there is says."""
    facts = Facts()
    for name, load, reader in _MANIFESTS:
        text = read_text(folder / name)
        if not text:
            continue
        try:
            content = load(text)
        except (ValueError, RecursionError):
            continue
        if isinstance(content, dict):
            facts.fill(reader(content, name))
    return facts


def _pyproject(content: dict[str, Any], where: str) -> Facts:
    project = _member(content, "project") or _member(_member(content, "tool"), "poetry")
    given = project.get("license")
    found = [given, *[given.get("text")]] if isinstance(given, dict) else [given]
    found += [_CLASSIFIED.get(one.removeprefix(_CLASSIFIER)) for one in _texts(project.get("classifiers"))]
    urls = {name.lower(): url for name, url in _member(project, "urls").items()}
    facts = _facts(project, where, [one for one in found if isinstance(one, str)])
    facts.landing_url = _page(urls.get("homepage"), where)
    return facts


def _package(content: dict[str, Any], where: str) -> Facts:
    facts = _facts(content, where, [*_texts(content.get("license"))])
    facts.landing_url = _page(content.get("homepage"), where)
    if _WEB & {*_member(content, "dependencies"), *_member(content, "devDependencies")}:
        facts.platforms = ["web"]
    return facts


def _composer(content: dict[str, Any], where: str) -> Facts:
    licenses = _texts(content.get("license"))
    # Several licences in a list are a choice: https://getcomposer.org/doc/04-schema.md#license
    facts = _facts(content, where, [" OR ".join(licenses)] if licenses else [])
    facts.landing_url = _page(content.get("homepage"), where)
    return facts


def _cargo(content: dict[str, Any], where: str) -> Facts:
    package = _member(content, "package")
    facts = _facts(package, where, _texts(package.get("license")))
    facts.landing_url = _page(package.get("homepage"), where)
    return facts


def _facts(content: dict[str, Any], where: str, licenses: list[str]) -> Facts:
    facts = Facts()
    name, description = content.get("name"), content.get("description")
    if isinstance(name, str) and name.strip():
        facts.name = Seen(name.strip().rpartition("/")[2], where)
    if isinstance(description, str) and description.strip():
        facts.short_description = Seen(" ".join(description.split()), where)
    expressions = dict.fromkeys(one.strip() for one in licenses if is_expression(one.strip()))
    facts.licenses = [Seen(one, where) for one in expressions]
    return facts


def _page(url: object, where: str) -> Seen | None:
    return Seen(url, where) if isinstance(url, str) and http_url(url) is None else None


def _member(content: dict[str, Any], name: str) -> dict[str, Any]:
    value = content.get(name)
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if isinstance(one, str)]


_MANIFESTS: tuple[tuple[str, Callable[[str], Any], Callable[[dict[str, Any], str], Facts]], ...] = (
    ("pyproject.toml", tomllib.loads, _pyproject),
    ("package.json", json.loads, _package),
    ("composer.json", json.loads, _composer),
    ("Cargo.toml", tomllib.loads, _cargo),
)
