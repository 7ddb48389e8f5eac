"""The errors of the static pages."""

from __future__ import annotations

from index.errors import RiusoIndexError


class SiteError(RiusoIndexError):
    """Raised when the site can't be built: says what, where and what to do. The old site stays."""
