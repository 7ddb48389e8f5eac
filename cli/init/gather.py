"""Every place of a repository that shows something, the surest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cli.init.facts import Facts, Seen
from cli.init.git import git_facts
from cli.init.license import copyright_owner, find_licenses
from cli.init.manifests import manifest_facts
from cli.init.readme import language_of, readme_facts
from cli.init.tree import tree_facts

if TYPE_CHECKING:
    from pathlib import Path


def gather(folder: Path) -> Facts:
    """Return what a folder shows. Reads nothing outside of it but git's own data, and talks to no host."""
    git, readme, manifest, tree = (
        git_facts(folder),
        readme_facts(folder),
        manifest_facts(folder),
        tree_facts(folder),
    )
    facts = Facts(
        # A README's title is written for people, a package's name for machines.
        name=readme.name or manifest.name or git.name,
        short_description=_useful(manifest.short_description, readme),
        licenses=find_licenses(folder, manifest.licenses),
        copyright_owner=copyright_owner(folder),
        platforms=sorted({*manifest.platforms, *tree.platforms}),
    )
    for other in (git, readme, manifest, tree):
        facts.fill(other)
    return facts


def _useful(short: Seen | None, readme: Facts) -> Seen | None:
    """Return a package's description unless it is but the name, or in another language than the README."""
    if short is None or (readme.name and readme.name.value.lower() == short.value.lower()):
        return None
    if not readme.description_language:
        return short
    language = language_of(short.value)
    return short if language in {"", readme.description_language} else None
