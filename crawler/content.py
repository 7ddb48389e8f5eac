"""The bytes of a publiccode.yml: their git blob id, and whether they are a text at all."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha1

from publiccode.harvest import Outcome

MAX_FILE_BYTES = 1024 * 1024
"""A file above this is not read; the largest real one seen has 0.1 MB."""


@dataclass(frozen=True, slots=True)
class Content:
    """What the bytes of a file are: ``text`` where ``outcome`` is found, else ``detail`` says why not."""

    outcome: Outcome
    text: str | None = None
    detail: str | None = None
    blob: str | None = None


def read_content(data: bytes) -> Content:
    """Decode the bytes of a publiccode.yml; anything but UTF-8 without NUL is not a text."""
    if len(data) > MAX_FILE_BYTES:
        return Content(Outcome.TOO_LARGE, detail=too_large())
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Content(
            Outcome.NOT_TEXT, detail=f"not UTF-8 at byte {error.start}, line {line}: save it as UTF-8"
        )
    if "\0" in text:
        return Content(Outcome.NOT_TEXT, detail="holds a NUL character: not a text file")
    return Content(Outcome.FOUND, text=text, blob=blob_id(data))


def too_large() -> str:
    """Return the detail of a file over the bound."""
    return f"the file is larger than {MAX_FILE_BYTES // 1024} KiB"


def blob_id(data: bytes) -> str:
    """Return the id that git (SHA-1) gives these bytes."""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()
