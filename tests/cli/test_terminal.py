from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli.terminal import clean, clean_block, clean_json

OVERRIDES = {"LRO", "RLO", "LRE", "RLE", "PDF"}
HOSTILE = {
    "clear the screen": ("\x1b[2J", r"\x1b[2J"),
    "C1 control sequence introducer": ("\x9b31m", r"\x9b31m"),
    "window title": ("\x1b]0;owned\x07", r"\x1b]0;owned\x07"),
    "right-to-left override": ("safe\u202egpj.exe", r"safe\u202egpj.exe"),
    "isolate": ("\u2066", r"\u2066"),
    "backspace": ("rm\b\b", r"rm\x08\x08"),
    "nul": ("\0", r"\x00"),
    "invisible tag": ("\U000e0041", r"\U000e0041"),
    "lone surrogate": ("\ud800", r"\ud800"),
}


@pytest.mark.parametrize(("text", "shown"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_could_move_a_terminal_is_shown_as_an_escape(text, shown):
    assert clean(text) == shown
    assert clean_block(text) == shown


def test_a_line_stays_one_line():
    assert clean("one\ntwo\r\nthree\tfour\u2028five\x85six") == "one two three four five six"


def test_a_block_keeps_its_line_feeds():
    assert clean_block("one\r\ntwo\n\nthree\tfour\rfive") == "one\ntwo\n\nthree four\\x0dfive"


@pytest.mark.parametrize("text", ["Città dell'Ålandö 市民", "👩‍👩‍👧", "می‌خواهم", "co\xadop", "שלום\u200f!"])
def test_what_scripts_need_stays(text):
    assert clean(text) == text


@given(st.text(alphabet=st.characters()))
def test_nothing_that_is_shown_can_control_a_terminal(text):
    for shown in (clean(text), clean_block(text).replace("\n", "")):
        assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in shown)
        assert not any(unicodedata.bidirectional(letter) in OVERRIDES for letter in shown)


@given(st.dictionaries(st.text(alphabet=st.characters()), st.text(alphabet=st.characters())))
def test_json_keeps_its_value_and_holds_no_control(value):
    document = clean_json(json.dumps(value, ensure_ascii=False, indent=2))

    assert json.loads(document) == value
    assert all(letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"} for letter in document)
    document.encode()
