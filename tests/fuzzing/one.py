"""One target under the fuzzer: ``python -m tests.fuzzing.one TARGET [libFuzzer's options]``."""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["publiccode"]):
    # Imported where they are first used, which would be too late here.
    import publiccode.judge
    import publiccode.reference  # noqa: F401
    from tests.fuzzing.targets import TARGETS

if __name__ == "__main__":
    target = TARGETS[sys.argv[1]]
    atheris.Setup([sys.argv[0], *sys.argv[2:]], target)
    atheris.Fuzz()
