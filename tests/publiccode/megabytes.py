"""Nearly a megabyte each of what could make a reader slow."""

from __future__ import annotations

import random

SIZE = 1024 * 1024 - 64


def filled(unit: str, head: str = "", tail: str = "") -> str:
    """Return a text of nearly a megabyte."""
    return head + unit * ((SIZE - len(head) - len(tail)) // len(unit.encode())) + tail


def listed(count: int, item: str, head: str, tail: str) -> str:
    return head + ", ".join(item.replace("#", str(number)) for number in range(count)) + tail


MEGABYTES = {
    "a word": filled("a"),
    "brackets": filled("["),
    "dashes": filled("- "),
    "question marks": filled("? "),
    "items": filled("- x\n"),
    "one key": filled("a: b\n"),
    "unknown keys": "".join(f"name{number}: v\n" for number in range(24_000)),
    "colons": filled(":"),
    "quotes": filled('"'),
    "line ends": filled("\r\n"),
    "documents": filled("---\n"),
    "nulls": filled("\0"),
    "open maps": filled("{a: "),
    "flow keys": filled("[a],"),
    "tags": filled("!", "name: "),
    "anchors": filled("&a "),
    "folded text": filled("x\n    ", "description:\n  en:\n   longDescription: >\n    "),
    "combining letters": filled("e\u0301", "description:\n  en:\n    longDescription: '", "'"),
    "families": filled("\U0001f468‍\U0001f469", "description:\n  en:\n    shortDescription: '", "'"),
    "a licence": filled("MIT OR ", 'legal: {license: "', 'MIT"}'),
    "a language": filled("-en", "localisation: {availableLanguages: [en", "]}"),
    "languages": "description:\n" + "".join(f"  l{number}: {{}}\n" for number in range(24_000)),
    "an address": filled("a.", 'maintenance: {contacts: [{email: "', '@x"}]}'),
    "a video": filled("/*", 'description: {en: {videos: ["https://youtube.com', '"]}}'),
    "a version": filled("0", 'publiccodeYmlVersion: "0.', '"'),
    "videos": listed(20_000, '"https://a#.youtube.com/x"', "description: {en: {videos: [", "]}}"),
    "good videos": listed(40_000, "https://youtu.be/#", "description: {en: {videos: [", "]}}"),
    "countries": listed(45_000, "Ital#", "intendedAudience: {countries: [", "]}"),
    "tags of languages": listed(45_000, "eng-#", "localisation: {availableLanguages: [", "]}"),
    "categories": listed(45_000, "accountin#", "categories: [", "]"),
    "screenshots": listed(45_000, "x#.gif", "description: {en: {screenshots: [", "]}}"),
    "organisations": "fundedBy:\n"
    + "".join(f"- uri: urn:x-italian-pa:c{number}\n" for number in range(16_000)),
    "random": "".join(random.Random(1).choices(" \n-:[]{}#&*!|>'\"%@`abc0", k=SIZE)),
    "bytes": random.Random(2).randbytes(SIZE).decode("latin-1")[: SIZE // 2],
    "indentation": "\n".join(" " * depth + "a:" for depth in range(1400)),
}
