"""File names as the services want them."""

from __future__ import annotations

import posixpath
from pathlib import PurePath
from urllib.parse import quote


def below_root(file: str) -> str:
    """Return a file's name with ``/``, without a leading ``./``: services look it up below the checkout.

    A URL stays.
    """
    if file.startswith(("http://", "https://")):
        return file
    return posixpath.normpath(PurePath(file).as_posix())


def uri(file: str) -> str:
    """Return a file's name as a relative URI, or a ``file:`` URI where it is absolute; a URL stays."""
    if file.startswith(("http://", "https://")):
        return quote(file, safe="/:?#[]@!$&'()*+,;=%~")
    path = below_root(file)
    scheme = "file://" if path.startswith("/") else ""
    # A colon in the first part of a relative reference would be read as a scheme.
    return scheme + quote(path, safe="/~!$&'()*+,;=@")
