r"""What may reach a terminal: text from strangers, made harmless.

A publiccode.yml can hold escape sequences that recolour, retitle or script a terminal, and bidirectional
overrides that make a line read otherwise than it is. Both are shown as an escape (``\x1b``, ``\u202e``),
so that a reader sees that something was there. Joiners, soft hyphens and directional marks stay: scripts
need them and they can't reorder what stands around them.
"""

from __future__ import annotations

import re

_LINE_BREAKS = "\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029"
_HARMFUL = (
    "\x00-\x1f\x7f-\x9f"  # C0 and C1 controls, CSI among them
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\u206a-\u206f\ufff9-\ufffb"  # deprecated format characters, interlinear annotation
    "\U000e0000-\U000e007f"  # tag characters: invisible text
    "\ud800-\udfff"  # lone surrogates: cannot be encoded
    "\ufeff"
)
_BREAK = re.compile(f"[{_LINE_BREAKS}]+")
_BAD = re.compile(f"[{_HARMFUL}]")
_BAD_IN_BLOCK = re.compile(f"(?!\n)[{_HARMFUL}]")


def clean(text: str) -> str:
    """Return ``text`` as one harmless line: line breaks and tabs become a space."""
    return _BAD.sub(_escaped, _BREAK.sub(" ", text))


def clean_block(text: str) -> str:
    """Return ``text`` harmless, its line feeds kept."""
    lines = text.replace("\r\n", "\n").replace("\t", " ")
    return _BAD_IN_BLOCK.sub(_escaped, lines)


def clean_json(document: str) -> str:
    r"""Return a JSON document with harmful characters inside its strings escaped, as in ``\u202e``.

    JSON itself allows C1 controls and overrides in a string. Outside strings none of them can stand, so
    that the document's value stays the same.
    """
    return _BAD_IN_BLOCK.sub(_json_escaped, document)


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code <= 0xFF:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _json_escaped(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))
