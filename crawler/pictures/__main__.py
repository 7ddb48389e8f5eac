"""``python -m crawler.pictures``: reads an :class:`Order` from its standard input, one line of JSON.

Tells its steps and, at last, what was done on standard output, a line each. It stops when its input ends:
who ordered it is gone, or wants it to. The process that decodes imports this module: nothing heavy here.
"""

from __future__ import annotations

import sys
from threading import Lock, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crawler.pictures.book import Book
    from crawler.pictures.fetching import Stop
    from crawler.pictures.order import Line


def main() -> None:
    import msgspec  # noqa: PLC0415 - see above

    from crawler.pictures.fetching import fetch  # noqa: PLC0415 - see above
    from crawler.pictures.order import Order, Step  # noqa: PLC0415 - see above

    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    lock = Lock()

    def say(line: Line) -> None:
        with lock:
            sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
            sys.stdout.buffer.flush()

    def told(book: Book) -> None:
        say(Step(book.done, book.total))

    def ready(stop: Stop) -> None:
        Thread(target=_stop_at_end_of_input, args=(stop,), daemon=True).start()

    say(fetch(order, told, ready))


def _stop_at_end_of_input(stop: Stop) -> None:
    sys.stdin.buffer.read()
    stop()


if __name__ == "__main__":
    main()
