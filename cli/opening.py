"""The catalogue as a command opens it: with as much of people in it as the operator tells."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from cli.errors import ConfigurationError, NoSuchSoftwareError
from cli.options import CONFIG_FILE, CONFIG_VARIABLE
from index.catalogue import Catalogue
from index.personal_data import PersonalData

if TYPE_CHECKING:
    from cli.data_folder import DataFolder
    from index.entry import Entry


class _File(msgspec.Struct, frozen=True):
    """What ``riuso.toml`` says of people; the rest is for those that crawl."""

    personal_data: PersonalData = PersonalData.NAMES


def writable_catalogue(data: DataFolder, personal: PersonalData | None = None) -> Catalogue:
    """Open the catalogue for writing, and make it where there is none; the caller holds the lock."""
    return Catalogue.open(data.catalogue, personal=personal or personal_data(data))


def read_catalogue(data: DataFolder, personal: PersonalData | None = None) -> Catalogue:
    """Open the catalogue for reading; raise :class:`NoCatalogueError` where there is none."""
    path = data.require_catalogue()
    return Catalogue.open(path, read_only=True, personal=personal or personal_data(data))


def known_entry(catalogue: Catalogue, name: str) -> Entry:
    """Return the software with this id or repository URL; raise :class:`NoSuchSoftwareError` without one."""
    entry = catalogue.entry(name)
    if entry is None:
        raise unknown(name)
    return entry


def unknown(name: str) -> NoSuchSoftwareError:
    """Return what to raise for a name that the catalogue doesn't know."""
    return NoSuchSoftwareError(
        f"the catalogue knows no {name!r}; `riuso search` finds software and prints its id"
    )


def personal_data(data: DataFolder) -> PersonalData:
    """Return what the operator tells of people: by ``riuso.toml`` in the folder, or the file of RIUSO_CONFIG.

    Nothing where this user may not read that file, as its tokens can be a reason: it may forbid to.
    Raises :class:`ConfigurationError` where the file can't be understood.
    """
    path = Path(os.environ.get(CONFIG_VARIABLE) or data.path / CONFIG_FILE)
    try:
        return msgspec.toml.decode(path.read_bytes(), type=_File).personal_data
    except FileNotFoundError:
        return PersonalData.NAMES
    except OSError:
        return PersonalData.NONE
    except (msgspec.MsgspecError, ValueError) as error:
        raise ConfigurationError(f"{path}: {error}; docs/operating.md describes what it may hold") from error
