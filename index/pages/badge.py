"""A small picture for a README: how a software's file stands in the catalogue. Told in docs/pages.md."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from index.entry import State
from index.pages.links import segment
from index.pages.wording import msg, wording_of
from publiccode.problem import Level

if TYPE_CHECKING:
    from index.entry import Entry
    from index.pages.output import Output
    from index.pages.site import Site
    from index.pages.wording import Wording

LABEL = "publiccode.yml"
_LABEL_COLOUR = "#24292f"
# White on each of them has a contrast of 4.5 or more (WCAG 2.2, 1.4.3).
_COLOURS = {"valid": "#1a7f37", "warnings": "#8a5a00", "invalid": "#cf222e", "stale": "#57606a"}
_AWAY = {
    State.STALE: msg("not reachable"),
    State.ARCHIVED: msg("archived"),
    State.VANISHED: msg("gone"),
    State.DELISTED: msg("not listed"),
}
_VALID = msg("valid")
_FONTS = "Verdana,DejaVu Sans,sans-serif"
_HEIGHT, _SIZE, _PAD = 20, 11, 6
_NARROW, _WIDE = frozenset("ijl.,:;|'!ft()[]1 "), frozenset("mwMW")


@dataclass(frozen=True, slots=True)
class Badge:
    """``kind`` is ``valid``, ``warnings``, ``invalid`` or ``stale``; ``message`` says it in a language."""

    kind: str
    message: str
    language: str


def badge_of(entry: Entry, language: str) -> Badge:
    """Return the badge of a software: where it is away that comes first, else its newest file decides."""
    wording = wording_of(language)
    away = _AWAY.get(entry.state)
    if away is not None:
        return Badge("stale", wording.say(away), language)
    errors = sum(problem.level is Level.ERROR for problem in entry.problems)
    warnings = len(entry.problems) - errors
    if errors:
        return Badge("invalid", _errors(errors, wording), language)
    if warnings:
        return Badge("warnings", wording.count(warnings, "{number} warning", "{number} warnings"), language)
    return Badge("valid", wording.say(_VALID), language)


def _errors(number: int, wording: Wording) -> str:
    return wording.count(number, "{number} error", "{number} errors")


def svg(badge: Badge) -> str:
    """Return the picture: text and shapes alone, nothing fetched, its words told to who can't see it."""
    left, right = _width(LABEL), _width(badge.message)
    told = escape(f"{LABEL}: {badge.message}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="{_HEIGHT}" role="img" '
        f'aria-label="{told}" lang="{escape(badge.language)}">\n'
        f"<title>{told}</title>\n"
        f'<clipPath id="round"><rect width="{left + right}" height="{_HEIGHT}" rx="3"/></clipPath>\n'
        f'<g clip-path="url(#round)"><path fill="{_LABEL_COLOUR}" d="M0 0h{left}v{_HEIGHT}H0z"/>'
        f'<path fill="{_COLOURS[badge.kind]}" d="M{left} 0h{right}v{_HEIGHT}H{left}z"/></g>\n'
        f'<g fill="#fff" font-family="{_FONTS}" font-size="{_SIZE}" aria-hidden="true">\n'
        f"{_text(LABEL, 0, left)}\n{_text(badge.message, left, right)}\n</g>\n</svg>\n"
    )


def _text(text: str, begin: int, width: int) -> str:
    length = width - 2 * _PAD
    return f'<text x="{begin + _PAD}" y="14" textLength="{length}">{escape(text)}</text>'


def _width(text: str) -> int:
    """Return the pixels a text needs, more or less: ``textLength`` makes it fit whatever the font."""
    size = sum(4.2 if one in _NARROW else 10.4 if one in _WIDE else 7 for one in text)
    return round(size) + 2 * _PAD


def badge_path(identifier: str) -> str:
    """Return where the badge of a software lies, from the root of the site."""
    return f"badge/{segment(identifier)}.svg"


def write_badges(output: Output, site: Site) -> None:
    """Write the badge of each software that has a page, those that are gone too, in the first language."""
    for entry in (*site.pages.values(), *site.tombstones.values()):
        output.write(badge_path(entry.id), svg(badge_of(entry, site.options.language)).encode())


def snippet(identifier: str, base_url: str) -> str:
    """Return what a README takes, in Markdown: the badge, with a link to the page of the software."""
    base = base_url.rstrip("/")
    picture = f"![{LABEL}]({base}/{badge_path(identifier)})"
    return f"[{picture}]({base}/software/{segment(identifier)}/)"
