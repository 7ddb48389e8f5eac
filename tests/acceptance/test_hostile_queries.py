"""Whatever is typed where something is asked for is answered or refused, soon, and never with a traceback."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from cli.main import cli

if TYPE_CHECKING:
    from collections.abc import Callable

RIUSO = Path(sys.executable).with_name("riuso")
MOST_SECONDS = 3.0
"""Of processor time, of which a busy machine counts up to three times as much; promised is a second."""
TEXTS = {
    "long": "appuntamento " * 800,
    "one word": "x" * 10_000,
    "control characters": "\x07\x1b[31m\x7f\x9b31m protocollo\r\n\t\v \u202eoloccotorp\u2066 مكتبة \u200f",
    "like a pattern": '(a+)+$ [^a]* .*?{1,9999} \\b\\d+|^(?:x)* *:* name:* -* "" AND NOT OR',
    "like SQL": "'; DROP TABLE repository; -- %_",
    "lone surrogate": "\udcff protocollo",
}
ASKS: dict[str, tuple[str, ...]] = {
    "search": ("search", "--explain", "--", "{}"),
    "search as JSON": ("search", "--format", "json", "--", "{}"),
    "search by user": ("search", "--used-by={}", "--not-publisher={}"),
    "search by time": ("search", "--released-since={}"),
    "search in a language": ("search", "protocollo", "--lang={}"),
    "search near": ("search", "--near={}"),
    "near": ("near", "--", "{}"),
    "export": ("export", "--format", "jsonl", "--query={}"),
    "watch": ("watch", "add", "hostile", "--", "{}"),
    "show": ("show", "--", "{}"),
    "similar": ("similar", "--", "{}"),
    "used-by": ("used-by", "--", "{}"),
    "uses": ("uses", "--", "{}"),
    "compare": ("compare", "comune-valdora-protocollo-aperto", "--", "{}"),
}


@pytest.fixture(scope="module")
def ask(crawled_once):
    riuso = crawled_once.riuso
    runner = CliRunner(env=riuso.environment())
    runner.invoke(cli, ["near", "nowhere at all"])  # what is read once a process must not count
    yield lambda arguments: runner.invoke(cli, arguments)
    runner.invoke(cli, ["watch", "remove", "hostile"])


@pytest.mark.parametrize("way", ASKS)
def test_hostile_text_is_answered_or_refused_soon(ask: Callable[[list[str]], Result], way):
    for kind, text in TEXTS.items():
        started = time.process_time()
        done = ask([argument.replace("{}", text) for argument in ASKS[way]])
        taken = time.process_time() - started

        assert done.exception is None or isinstance(done.exception, SystemExit), (kind, done.exception)
        assert done.exit_code in {0, 1, 2}, (kind, done.output)
        assert not {"\x1b", "\x07", "\x9b", "\u202e", "\u2066"} & {*done.output}, kind
        assert taken < MOST_SECONDS, (kind, taken)


def test_bytes_that_are_no_text_end_without_a_traceback(crawled_once):
    riuso = crawled_once.riuso
    for form in ("text", "json"):
        done = subprocess.run(
            [RIUSO, "search", b"protocollo \xff\xfe", "--format", form],
            capture_output=True,
            env=riuso.environment(),
            check=False,
        )
        assert (done.returncode, b"Traceback" in done.stderr) == (0, False), done.stderr
        assert b"Protocollo Aperto" in done.stdout
