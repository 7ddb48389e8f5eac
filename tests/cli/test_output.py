from __future__ import annotations

import io
import json

import pytest
from rich.console import Console

from cli.output import PlainOutput, print_json
from cli.rich_output import RichOutput


def test_plain_columns_are_set_with_spaces_and_lines_have_no_tail(capsys):
    PlainOutput().table([["one", ("1", "bold")], ["three", ""]], indent=2, header=("what", "n"))

    assert capsys.readouterr().out == "  what   n\n  one    1\n  three\n"


def test_plain_output_can_go_to_stderr(capsys):
    PlainOutput(err=True).line("note")

    assert capsys.readouterr() == ("", "note\n")


def test_an_empty_table_prints_nothing(capsys):
    PlainOutput().table([])

    assert capsys.readouterr().out == ""


@pytest.fixture
def terminal():
    return io.StringIO()


@pytest.fixture
def rich(terminal):
    return RichOutput(Console(file=terminal, force_terminal=True, width=40, markup=False, color_system=None))


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\x9b31m", "\x1b]0;title\x07", "\u202e"])
def test_hostile_text_never_reaches_a_terminal(rich, terminal, capsys, hostile):
    for output in (rich, PlainOutput()):
        output.line("a", (hostile, "bold"))
        output.paragraph(hostile + "\nmore")
        output.table([[hostile, "b"]])

    shown = terminal.getvalue() + capsys.readouterr().out
    assert hostile not in shown
    assert "\x1b[2" not in shown
    assert "\\" in shown


def test_markup_in_a_text_is_text(rich, terminal):
    rich.line("[red]not a colour[/red] :smile: [link=https://evil.example]x[/link]")

    assert "[red]not a colour[/red]" in terminal.getvalue()
    assert "[link=https://evil.example]" in terminal.getvalue().replace("\n", " ")


def test_a_terminal_wraps_and_indents(rich, terminal):
    rich.paragraph("word " * 20, indent=4)

    lines = terminal.getvalue().splitlines()
    assert len(lines) > 2
    assert all(line.startswith("    word") and len(line) <= 40 for line in lines)


def test_json_is_readable_and_harmless(capsys):
    print_json({"name": "Città \x9b31m", "list": ["\u202e"]})

    printed = capsys.readouterr().out
    assert "Città" in printed
    assert "\x9b" not in printed
    assert "\u202e" not in printed
    assert json.loads(printed) == {"name": "Città \x9b31m", "list": ["\u202e"]}
