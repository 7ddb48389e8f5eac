from __future__ import annotations

import pytest

from index.pages.text import LONGEST, blocks, clean, folded, hue, initials, is_seen, letter, shorten


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("\x1b[31mred\x07", "[31mred"),
        ("a\u202egnp.exe\u2066b", "agnp.exeb"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("two\r\nlines\tand a tab", "two\nlines\tand a tab"),
        ("lone \ud800 surrogate", "lone \ufffd surrogate"),
        ("e" + "\u0301" * 40, "e" + "\u0301" * 4),
        ("می‌خواهم 👩‍💻", "می‌خواهم 👩‍💻"),
    ],
)
def test_clean_keeps_what_is_there_to_be_read(text: str, expected: str):
    assert clean(text) == expected


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("short", 10, "short"),
        ("  folded\n  over lines ", 40, "folded over lines"),
        ("cut at a word, not within", 18, "cut at a word…"),
        ("W" * 50, 10, "WWWWWWWWW…"),
        ("", 10, ""),
    ],
)
def test_shorten(text: str, limit: int, expected: str):
    shown = shorten(text, limit)
    assert shown == expected
    assert len(shown) <= limit


def test_blocks_tell_paragraphs_lists_and_headings_apart():
    text = (
        "# Title\nFolded over\ntwo lines.\n\nIt has:\n- one\n- two, which\n  goes on\n\n1. first\n2. second\n"
    )
    assert [(block.kind, block.lines) for block in blocks(text)] == [
        ("heading", ("Title",)),
        ("paragraph", ("Folded over two lines.",)),
        ("paragraph", ("It has:",)),
        ("list", ("one", "two, which goes on")),
        ("list", ("first", "second")),
    ]


def test_blocks_are_bounded():
    assert sum(len(line) for block in blocks("word " * LONGEST) for line in block.lines) <= LONGEST + 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Protocollo Aperto", "PA"),
        ("Comune di Valdora", "CV"),
        ("eCASO", "E"),
        ("2024 census", "2C"),
        ("Θάλασσα", "Θ"),
        ("مكتبة مفتوحة", "مم"),
        ("<script>", "S"),
        ("…", "?"),
    ],
)
def test_initials(name: str, expected: str):
    assert initials(name) == expected


def test_hue_is_always_the_same_and_differs():
    assert hue("comune-valdora-protocollo-aperto") == hue("comune-valdora-protocollo-aperto")
    assert len({hue(f"software-{number}") for number in range(50)}) > 6


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Élan", "E"),
        ("«Quote»", "Q"),
        ("3D", "0–9"),
        ("Ωμέγα", "Ω"),
        ("Київ", "К"),
        ("مكتبة", "Other"),
        ("!", "Other"),
    ],
)
def test_letter(name: str, expected: str):
    assert letter(name) == expected


def test_folded_sorts_without_case_and_accents():
    assert sorted(["Zebra", "élan", "Eagle", "apple"], key=folded) == ["apple", "Eagle", "élan", "Zebra"]


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Name", True),
        ("名", True),
        ("5", True),
        ("", False),
        ("\u200b\u200d \u2060", False),
        ("\u3164\u2800", False),
    ],
)
def test_a_name_that_can_not_be_seen_is_known(text: str, seen: bool):
    assert is_seen(text) is seen
