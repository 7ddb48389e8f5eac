"""Where ``riuso`` begins: what must hold before anything is imported that takes time."""

from __future__ import annotations

import os
import sys
from typing import NoReturn


def main() -> NoReturn:
    """Run the command line, as :func:`cli.main.main`."""
    try:
        _open_closed_streams()
        from cli.main import main as run  # noqa: PLC0415 - Ctrl-C meanwhile must be no traceback
    except KeyboardInterrupt:
        os.write(2, b"Interrupted.\n")
        sys.exit(130)
    run()


def _open_closed_streams() -> None:
    # A stream closed by who called is None here, and the next file to be opened would take its number.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: PTH123, SIM115 - as Python does


if __name__ == "__main__":
    main()
