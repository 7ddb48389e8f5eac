"""Has pictures fetched, by a process of its own: this one has used its reactor, and knows tokens."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from crawler.errors import CrawlerError
from crawler.pictures.order import Done, Line, Order, Step
from crawler.tokens import is_token

if TYPE_CHECKING:
    from collections.abc import Callable

_END_S = 10.0


def mirror(order: Order, progress: Callable[[int, int], None] | None = None) -> Done:
    """Fetch the pictures that ``order`` wants into its folder, and remove those that it does not name.

    ``progress`` takes how many addresses are done, of how many. Raises :class:`CrawlerError` where the
    process failed; pictures and album then are as they were, or as far as it came. Where
    :class:`KeyboardInterrupt` comes, the process ends and keeps what it has.
    """
    errors = Path(order.log).with_suffix(".errors")
    environment = {name: value for name, value in os.environ.items() if not is_token(name)}
    command = [sys.executable, "-P", "-m", __package__]
    with errors.open("wb") as stream:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stream,
            env=environment,
            start_new_session=True,  # an interrupt from the keyboard is passed on by closing its input
        )
    try:
        done = _follow(process, order, progress)
    finally:
        _end(process)
    if done is None:
        said = errors.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise CrawlerError(f"fetching pictures failed: {said[-1] if said else f'code {process.returncode}'}")
    if not errors.stat().st_size:
        errors.unlink()
    return done


def _follow(
    process: subprocess.Popen[bytes], order: Order, progress: Callable[[int, int], None] | None
) -> Done | None:
    """Give the order and read what is said until it is done; None where the process ended before."""
    if process.stdin is None or process.stdout is None:
        return None
    decoder = msgspec.json.Decoder(Line)
    try:
        process.stdin.write(msgspec.json.encode(order) + b"\n")
        process.stdin.flush()
        for line in process.stdout:
            said = decoder.decode(line)
            if isinstance(said, Done):
                return said
            if isinstance(said, Step) and progress is not None:
                progress(said.done, said.total)
    except (BrokenPipeError, msgspec.MsgspecError):
        return None
    return None


def _end(process: subprocess.Popen[bytes]) -> None:
    """Close its input, which tells it to stop, and take what it still says."""
    if process.stdin is not None:
        with suppress(BrokenPipeError):
            process.stdin.close()
        process.stdin = None
    try:
        process.communicate(timeout=_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
