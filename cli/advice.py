"""Commands that riuso tells a reader to type next, whole: she copies them."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cli.data_folder import DataFolder

_ADVISED = re.compile(r"`(riuso (?:crawl|publishers|rebuild|report|search)\b(?:(?! --data )[^`])*)`")


def completed(text: str, option: str) -> str:
    """Return ``text`` with ``option`` (``DataFolder.option``) in every command between backticks.

    The packages below know no data folder.
    """
    return _ADVISED.sub(lambda found: f"`{found[1]}{option}`", text) if option else text


def crawl(
    publishers: Iterable[Path], data: DataFolder, *, site: Path | None = None, config: Path | None = None
) -> str:
    """Return the crawl of these publishers files, with the configuration that was named."""
    files = "".join(f" {shlex.quote(str(path))}" for path in publishers)
    return f"riuso crawl{files}{_option('site', site)}{_option('config', config)}{data.option}"


def rebuild(data: DataFolder, *, site: Path | None = None, accept_drop: bool = False) -> str:
    """Return what brings index and pages up to the catalogue; with ``accept_drop`` past the drop guard."""
    return f"riuso rebuild{' --accept-drop' if accept_drop else ''}{_option('site', site)}{data.option}"


def site_serve(site: Path) -> str:
    return f"riuso site serve {shlex.quote(str(site))}"


def _option(name: str, value: Path | None) -> str:
    return "" if value is None else f" --{name} {shlex.quote(str(value))}"
