"""Coverage-guided fuzzing: ``python -m tests.fuzzing [--seconds N] [--again FILE]``, or ``make fuzz``.

Each target runs in a process of its own for its share of the seconds, from the texts of the tests and, where
there are any, real files. What it has learnt stays in ``var/fuzz`` for the next time. Ends with 1 where a
target failed; ``--again`` runs the targets on the file that was kept of it.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path

from tests.conftest import ROOT

FOLDER = ROOT / "var" / "fuzz"
_LONGEST = 8192
_ONE_S, _MEGABYTES = 5, 300
"""More than an input may take: of a whole megabyte, 2 seconds and 300 MB on an idle machine."""

_NOISE = ("INFO:", "WARNING: Failed to find function", "######", '"')


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description="Look for a text that breaks a promise.")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--again", type=Path)
    parser.add_argument("--target", help=argparse.SUPPRESS)
    told = parser.parse_args(arguments)
    from tests.fuzzing.targets import TARGETS  # noqa: PLC0415 - the fuzzer's own process imports it observed

    if told.again:
        for target in TARGETS.values():
            target(told.again.read_bytes())
        return 0
    failed = [name for name in TARGETS if not _run(name, told.seconds // len(TARGETS))]
    for name in failed:
        _say(f"{name} failed: the text is in {FOLDER / name}; `python -m tests.fuzzing --again FILE`")
    return 1 if failed else 0


def _run(name: str, seconds: int) -> bool:
    folder = FOLDER / name
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "known").mkdir(exist_ok=True)
    _write_seeds(folder)
    _say(f"{name}: {seconds} seconds from {len(list((folder / 'seeds').iterdir()))} texts")
    command = [
        *(sys.executable, "-m", "tests.fuzzing.one", name),
        *(f"-max_total_time={seconds}", f"-timeout={_ONE_S}", f"-rss_limit_mb={_MEGABYTES}"),
        *(f"-max_len={_LONGEST}", f"-dict={folder / 'words'}", f"-artifact_prefix={folder}/"),
        *("-print_final_stats=1", "-verbosity=0", str(folder / "known"), str(folder / "seeds")),
    ]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, errors="replace") as fuzzer:
        for line in fuzzer.stderr or ():
            if not line.startswith(_NOISE):
                _say(f"  {line.rstrip()}")
    return fuzzer.returncode == 0


def _write_seeds(folder: Path) -> None:
    from tests.fuzzing.seeds import seeds, words  # noqa: PLC0415 - imports what is fuzzed

    for number, text in enumerate(seeds()):
        (folder / "seeds" / str(number)).write_bytes(text[:_LONGEST])
    (folder / "words").write_text("".join(f'"{word}"\n' for word in words()), encoding="ascii")


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
