"""Run the measurements: ``python -m benchmarks [validation|rewriting|crawl|search …]``."""

from __future__ import annotations

import sys

from benchmarks import crawl, growth, readiness, relevance, rewriting, search, site, site_search, validation
from benchmarks.machine import machine_line

_PARTS = {
    "validation": validation.run,
    "rewriting": rewriting.run,
    "crawl": crawl.run,
    "growth": growth.run,
    "search": search.run,
    "relevance": relevance.run,
    "site": site.run,
    "site-search": site_search.run,
    "readiness": readiness.run,
}


def main(names: list[str]) -> int:
    unknown = [name for name in names if name not in _PARTS]
    if unknown:
        print(
            f"no measurement is called {', '.join(unknown)}; there are {', '.join(_PARTS)}", file=sys.stderr
        )
        return 2
    print(machine_line())
    for name in names or _PARTS:
        print(f"\n{name}")
        for line in _PARTS[name]():
            print(f"  {line}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
