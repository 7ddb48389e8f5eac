"""SPDX licence expressions: identifiers from license-expression, strictness from the reference."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

_TERMS = re.compile(r"\(|\)|[^\s()]+")
_REFERENCE = re.compile(r"(?:DocumentRef-[A-Za-z0-9.-]+:)?LicenseRef-[A-Za-z0-9.-]+")
_LATER = re.compile(r"(?i)(?:-only|-or-later|\+)+$")
# Aliases of the library that SPDX does not know.
_NOT_SPDX = frozenset({"gpl", "bsd-2", "assembly-exception", "verbatim-man-pages"})
# On the SPDX list (3.27, deprecated there), missing in the library.
_FORGOTTEN = ("GPL-2.0-with-bison-exception",)
_LONGEST = 1000


class _Known(NamedTuple):
    """Lower-case spelling -> the id as SPDX writes it; a deprecated id gives the one that replaced it."""

    licenses: dict[str, str]
    exceptions: dict[str, str]


@cache
def _licensing() -> Any:  # license-expression ships no types
    # Each call makes its tables and its tokenizer anew, which takes longer than a thousand expressions.
    from license_expression import get_spdx_licensing  # noqa: PLC0415 - 50 ms, of use only where a licence is read

    return get_spdx_licensing()


@cache
def _known() -> _Known:
    licenses: dict[str, str] = {name.lower(): name for name in _FORGOTTEN}
    exceptions: dict[str, str] = {}
    for name, symbol in _licensing().known_symbols.items():
        # The deprecated ids that name a licence with its exception stand for both together.
        is_exception = symbol.is_exception and "-with-" not in name
        table = exceptions if is_exception else licenses
        if not name.startswith("LicenseRef-"):
            table[name.lower()] = name
        for alias in symbol.aliases:
            lower = alias.lower()
            if " " not in alias and not lower.startswith("licenseref-") and lower not in _NOT_SPDX:
                table.setdefault(lower, alias if name.startswith("LicenseRef-") else name)
    return _Known(licenses, exceptions)


def known_licenses() -> tuple[str, ...]:
    """Return every licence id that SPDX has not deprecated, as SPDX writes it."""
    return tuple(sorted(set(_known().licenses.values())))


def license_id(text: str) -> str | None:
    """Return the SPDX id that a single id stands for, None where it stands for none.

    Letter case is free; ``+``, ``-only`` and ``-or-later`` are tolerated on any licence, as the
    reference validator does. A deprecated id gives the one that replaced it.
    """
    licenses = _known().licenses
    lower = text.lower()
    return licenses.get(lower) or licenses.get(lower.removesuffix("+")) or licenses.get(_LATER.sub("", lower))


def is_expression(text: str) -> bool:
    """Whether a text is an SPDX licence expression, judged as strictly as the reference validator.

    Operators in upper case (a lone ``X with Y`` passes), only blanks between the terms, exceptions only
    after WITH, ``LicenseRef-`` and ``DocumentRef-`` as SPDX writes them; no NONE, no NOASSERTION.
    """
    return len(text) <= _LONGEST and _is_expression(text)


@lru_cache(maxsize=4096)
def _is_expression(text: str) -> bool:
    text = text.strip()
    if re.search(r"[^\S ]| \+", text):
        return False
    terms = _TERMS.findall(text)
    if len(terms) == 3 and terms[1].upper() == "WITH":
        terms[1] = "WITH"
    return _is_well_formed(terms)


def _is_well_formed(terms: list[str]) -> bool:
    depth = 0
    before = "("
    for term in terms:
        if before in {"(", "AND", "OR"}:
            fits = term == "(" or _is_license(term)
        elif before == "WITH":
            fits = term.lower() in _known().exceptions
        elif term == "WITH":
            fits = before != ")" and license_id(before) is not None
        else:
            fits = term in {")", "AND", "OR"}
        depth += (term == "(") - (term == ")")
        if not fits or depth < 0:
            return False
        before = term
    return depth == 0 and before not in {"(", "AND", "OR", "WITH"}


def _is_license(term: str) -> bool:
    return license_id(term) is not None or _REFERENCE.fullmatch(term) is not None


def fold(
    expression: str,
    of_license: Callable[[str, bool], T],
    *,
    any_of: Callable[[list[T]], T],
    all_of: Callable[[list[T]], T],
) -> T:
    """Judge an SPDX expression by its licences: ``any_of`` what OR joins, ``all_of`` what AND joins.

    ``of_license`` is given an id as :func:`license_ids` gives it, and whether an exception (WITH) goes with
    it. Only for what :func:`is_expression` holds for.
    """

    def judged(tree: Any) -> T:  # license-expression ships no types
        if type(tree).__name__ in {"AND", "OR"}:
            values = [judged(one) for one in tree.args]
            return any_of(values) if type(tree).__name__ == "OR" else all_of(values)
        has_exception = getattr(tree, "exception_symbol", None) is not None
        (identifier,) = license_ids((tree.license_symbol if has_exception else tree).key)
        return of_license(identifier, has_exception)

    return judged(_licensing().parse(expression))


def license_ids(expression: str | None) -> tuple[str, ...]:
    """Return the licence ids in an SPDX expression, each once, in order; empty where it can't be read.

    Ids come as SPDX writes them today (``gpl-2.0+`` gives ``GPL-2.0-or-later``), without exceptions;
    operators may have any case.
    """
    return _ids(expression) if expression and len(expression) <= _LONGEST else ()


@lru_cache(maxsize=4096)
def _ids(expression: str) -> tuple[str, ...]:
    terms = _TERMS.findall(expression)
    strict = " ".join(term.upper() if term.lower() in {"and", "or", "with"} else term for term in terms)
    if not is_expression(strict):
        return ()
    found: dict[str, None] = {}
    for before, term in zip(["", *terms], terms, strict=False):
        if before.upper() == "WITH" or term in {"(", ")"} or term.lower() in {"and", "or", "with"}:
            continue
        found[license_id(term) or term] = None
    return tuple(found)
