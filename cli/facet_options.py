"""An option for each facet, for every command that searches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from index.facets import FACETS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_WANTED, _UNWANTED = "facet_", "without_"


def facet_options(function: Callable[..., None]) -> Callable[..., None]:
    """Add two options for each facet, to want a value and not to, so that a new facet has them by itself."""
    for facet in reversed(list(FACETS.values())):
        for prefix, kind, told in (("", _WANTED, ""), ("not-", _UNWANTED, "not ")):
            function = click.option(
                f"--{prefix}{facet.name}",
                kind + facet.name.replace("-", "_"),
                multiple=True,
                metavar="VALUE",
                help=f"{facet.label}: {told}this; may be repeated.",
                hidden=bool(prefix),
            )(function)
    return function


def wanted(options: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the values asked for, by facet."""
    return _values(options, _WANTED)


def unwanted(options: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return the values not wanted, by facet."""
    return _values(options, _UNWANTED)


def _values(options: Mapping[str, Any], kind: str) -> dict[str, tuple[str, ...]]:
    named = {name: options[kind + name.replace("-", "_")] for name in FACETS}
    return {name: tuple(values) for name, values in named.items() if values}
