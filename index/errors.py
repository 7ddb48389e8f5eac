"""The index's errors: it cannot do the job, and says why, where and what to do."""


class RiusoIndexError(Exception):
    """The base of all errors that the index raises on purpose."""


class NoIndexError(RiusoIndexError):
    """Raised when a search index is opened where none was built, or where it can't be read."""


class CatalogueError(RiusoIndexError):
    """Raised when the catalogue can't be opened: made by a newer riuso, locked, or no catalogue."""


class CurationError(RiusoIndexError):
    """Raised for a ``curation.yml`` that can't be followed; the message begins with file:line:column."""


class ClaimsError(RiusoIndexError):
    """Raised for a file of claims that can't be read; the message begins with the file."""


class WatchError(RiusoIndexError):
    """Raised for a watch that can't be kept or read."""


class SheetError(RiusoIndexError):
    """Raised for a spreadsheet that programs could not open."""


class ProfileError(RiusoIndexError):
    """Raised for a country profile that there is none of."""


class DossierError(RiusoIndexError):
    """Raised for what can't be compared; the message says what to do."""


class ForgetError(RiusoIndexError):
    """Raised for what can't be the name or address of a person who is to be forgotten."""
