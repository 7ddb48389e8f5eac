"""Growth: instances of 1,000, 10,000 and 50,000 repositories, first night and second: time and memory."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

SIZES = tuple(int(size) for size in os.environ.get("GROWTH", "1000,10000,50000").split(","))


@dataclass(frozen=True, slots=True)
class Night:
    """One ``riuso crawl``, helpers included: ``cpu_s`` is processor time.

    ``rss_mib`` is the most memory the process held at any time, catalogue and search index included.
    """

    seconds: float
    cpu_s: float
    rss_mib: float
    requests: int
    outcomes: dict[str, int]


def run() -> list[str]:
    return [line for size in SIZES for line in _grown(size)]


def _grown(size: int) -> list[str]:
    command = [sys.executable, "-m", "benchmarks.growth_server", str(size)]
    with (
        tempfile.TemporaryDirectory() as name,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,
    ):
        assert server.stdout is not None
        folder = Path(name)
        (folder / "data").mkdir()
        # Activity is read from each repository's own git history, which these have none of.
        (folder / "data" / "riuso.toml").write_text("[run]\nhistories = 0\nactivity_retries = 0\n")
        source = {
            "id": "many",
            "name": "Many",
            "host": "gitea",
            "instances": [server.stdout.readline().strip()],
        }
        publishers = folder / "publishers.yml"
        publishers.write_text(yaml.safe_dump([source]))
        lines = [_told(size, which, _night(publishers, folder / "data")) for which in ("first", "second")]
        server.communicate("")
    return lines


def _night(publishers: Path, data: Path) -> Night:
    riuso = str(Path(sys.executable).with_name("riuso"))
    began = time.perf_counter()
    with (data / "out.json").open("w+") as out:
        process = subprocess.Popen(
            [riuso, "crawl", str(publishers), "--data", str(data), "--format", "json"], stdout=out
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        out.seek(0)
        report = json.load(out)
    assert process.returncode == 0, report
    asked = sum(host["total"] for host in report["requests"].values())
    cpu = usage.ru_utime + usage.ru_stime
    return Night(seconds, cpu, usage.ru_maxrss / 1024, asked, report["repositories"])


def _told(size: int, which: str, night: Night) -> str:
    return (
        f"{size:,} repositories, {which} night: {night.seconds:.1f} s "
        f"({night.cpu_s:.1f} s of processor, {night.cpu_s / size * 1000:.2f} ms each), "
        f"{night.rss_mib:.0f} MiB at most, "
        f"{night.requests:,} requests ({night.requests / size:.3f} each), {night.outcomes}"
    )
