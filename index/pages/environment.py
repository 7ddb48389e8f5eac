"""Jinja, set so that a template can't forget what must hold for every text from a file."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined

from index.pages.browse import anchor
from index.pages.text import clean

POLICY = "; ".join(
    (
        "default-src 'none'",
        # Pagefind compiles its WebAssembly in the page; nothing may be evaluated as script.
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "connect-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
    )
)
"""The Content-Security-Policy of every page; docs/pages.md gives it as a header for servers."""


def environment() -> Environment:
    """Return an environment that escapes, cleans every text and fails on what is undefined or None."""
    made = Environment(
        loader=PackageLoader("index.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_fit_to_show,
        auto_reload=False,
        keep_trailing_newline=True,
    )
    made.globals["anchor"] = anchor
    return made


def _fit_to_show(value: object) -> object:
    if hasattr(value, "__html__"):  # markup of a macro: its texts have been here
        return value
    if isinstance(value, str):
        return clean(value)
    if value is None:
        raise TypeError("a template prints None")
    return value
