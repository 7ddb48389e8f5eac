"""Jinja, set so that a template can't forget what must hold for every text from a file."""

from __future__ import annotations

import re
from functools import cache, lru_cache, partial
from html import unescape
from typing import TYPE_CHECKING, Any, cast

from jinja2 import BytecodeCache, Environment, PackageLoader, StrictUndefined
from jinja2.compiler import CodeGenerator
from markupsafe import Markup, escape

from index.pages.browse import anchor
from index.pages.hyphens import soft
from index.pages.text import clean

if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import CodeType

    from jinja2 import nodes
    from jinja2.bccache import Bucket
    from jinja2.compiler import Frame

    from index.pages.wording import Wording

_HEADING = re.compile(r'<h2 id="([\w-]+)"[^>]*>(.*?)</h2>', re.DOTALL)
_BASE = ("default-src 'none'", "style-src 'self'", "img-src 'self'", "form-action 'self'", "base-uri 'none'")
POLICY = "; ".join(_BASE)
"""The Content-Security-Policy of a page: it runs no script at all."""
SEARCH_POLICY = "; ".join(
    (
        *_BASE,
        # Pagefind compiles its WebAssembly in the page; nothing may be evaluated as script.
        "script-src 'self' 'wasm-unsafe-eval'",
        "worker-src 'self'",
        "connect-src 'self'",
    )
)
"""That of the search page; docs/pages.md gives it as a header for servers, where it holds for all pages."""

COMPARE_POLICY = "; ".join((*_BASE, "script-src 'self'", "connect-src 'self'"))
"""That of the page which compares what a reader chose."""


_SHORT = 120
"""Characters of a text that may well be printed again."""


class _Compiled(BytecodeCache):
    """Templates that were compiled once in this process: words and numbers come in when they are rendered."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


_COMPILED = _Compiled()


class _Generator(CodeGenerator):
    """Has what a template prints made fit and escaped in one call, and what is printed often only once.

    A page prints some 500 values, most of them words that all pages say. Where a later Jinja does not ask
    these methods its own way holds, which gives the same.
    """

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_plain(frame):
            self.write("environment.shown(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if _is_plain(frame):
            self.write(")")
        else:
            super()._output_child_post(node, frame, finalize)


def _is_plain(frame: Frame) -> bool:
    return bool(frame.eval_ctx.autoescape) and not frame.eval_ctx.volatile


class _Environment(Environment):
    code_generator_class = _Generator

    @staticmethod
    def shown(value: object) -> str:
        """Return a value as it stands in a page."""
        kind = type(value)
        if kind is Markup:
            return cast("Markup", value)
        if kind is str and len(cast("str", value)) <= _SHORT:
            return _shown(cast("str", value))
        return escape(fit_to_show(value))


@lru_cache(maxsize=20_000)
def _shown(text: str) -> Markup:
    return escape(clean(text))


def escaping(package: str) -> Environment:
    """Return an environment that escapes, cleans every text and fails on what is undefined or None."""
    return _Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=fit_to_show,
        auto_reload=False,
        bytecode_cache=_COMPILED,
        keep_trailing_newline=True,
    )


def environment(wording: Wording) -> Environment:
    """Return the environment of the pages in a language."""
    made = escaping("index.pages")

    @cache
    def plain(message: str) -> Markup:
        return _filled(wording.raw(message), {})

    def say(message: str, **values: object) -> Markup:
        return _filled(wording.raw(message), values) if values else plain(message)

    def count(number: int, one: str, other: str, **values: object) -> Markup:
        return _filled(wording.raw_count(number, one, other), {"number": wording.number(number), **values})

    made.filters["headings"] = headings
    made.filters["soft"] = partial(soft, language=wording.language)
    made.globals.update(
        {"_": say, "count": count, "number": wording.number, "anchor": anchor, "lang": wording.language}
    )
    return made


def headings(markup: Markup) -> list[tuple[str, str]]:
    """Return id and words of each heading of the second level in what a template made."""
    return [(name, unescape(words)) for name, words in _HEADING.findall(markup)]


def _filled(message: str, values: Mapping[str, object]) -> Markup:
    """Put values into a message: both are escaped, but for markup that a template made."""
    return escape(message).format(**{name: fit_to_show(value) for name, value in values.items()})


def fit_to_show(value: object) -> object:
    if hasattr(value, "__html__"):  # markup of a macro: its texts have been here
        return value
    if isinstance(value, str):
        return clean(value)
    if value is None:
        raise TypeError("a template prints None")
    return value
