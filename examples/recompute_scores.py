"""Recompute the scores on a catalogue's pages from its JSON alone: recompute_scores.py < software.jsonl."""

import json  # noqa: I001 - not formatted: all of it can be read at once
import sys
from datetime import date
from itertools import accumulate
from math import inf
from typing import Any

def days(moment: Any, on: str) -> float:
    return (date.fromisoformat(on) - date.fromisoformat(moment[:10])).days if isinstance(moment, str) else inf

def vitality(told: Any) -> list[int]:
    """Return the score and the points of its parts (docs/vitality.md)."""
    a, on = told["activity"], told["vitality"]["on"]
    silent, released = max(0, days(a["last_commit"], on)), max(0, days(a["last_release"], on))
    now, last, first = (int(d[:4]) * 12 + int(d[5:7]) for d in (on, a["last_commit"], a["first_commit"]))
    busy = sum(n > 0 and last - back > now - 12 for back, n in enumerate(reversed(a["months"] or [1])))
    half = next((n for n, made in enumerate(accumulate(a["shares"]), 1) if made * 2 > a["commits_12m"]), 1)
    slow, gone = max(0, silent - 90) / 275, min(1, (silent - 365) / 730)
    points = [round(40 - 25 * slow if silent <= 365 else 15 - 15 * gone),
              round(25 * min(1, busy / max(3, min(6, now - first + 1)))),
              round(15 - 15 * min(1, max(0, released - 365) / 365)) if silent <= 365 else 0,
              (20 if half > 1 else 12) if silent <= 365 and a["authors_12m"] else 0]
    return [min(sum(points), 15 if told["archived"] else 100), *points]

def readiness(told: Any) -> dict[str, list[int]]:
    """Return the levels of each part (docs/readiness.md). Not known is 0.5: min is and, max is or."""
    facts = {one["fact"]: one["value"] for part in told["parts"] for one in part["evidence"]}
    f = {fact: 0.5 if value is None else value for fact, value in facts.items()}
    end, silent, newest = (days(f[x], told["on"]) for x in ("contract-until", "last-commit", "newest-claim"))
    kept = f["maintenance-type"] in {"internal", "community", "contract"} and not 0 < end < inf
    unread, two = 0.5 * (silent == inf), 0.5 if f["bus-factor"] == 0.5 else f["bus-factor"] > 1
    tag, plan = max(unread, f["tags"] >= 1), max(f["roadmap-linked"], f["governance-file"])
    api, join, users = f["api-documentation-linked"], f["contributing-file"], f["organisations"]
    steps = {"rights": (f["license-current"], f["license-confirmed"], f["owner-named"]),
             "upkeep": (kept, f["contact-reachable"] or end <= 0, f["security-file"]),
             "pulse": (max(unread, silent <= 1095), max(unread, silent <= 365), two),
             "releases": (max(f["version-stated"], tag), tag, min(f["changelog"], f["release-current"])),
             "guidance": (max(api, f["documentation-linked"], f["documentation-folder"]),
                          max(api, f["install-file"]), f["description-languages"] > 1),
             "portability": (f["dependencies-declared"], f["mandatory-not-open"] == 0,
                             max(f["localisation-ready"] is True, f["container-file"])),
             "proof": (users > 0, users > 1, (users >= 10 or f["countries"] > 1) and newest <= 730),
             "joining": (max(join, plan), min(join, plan), 0.5)}
    return {part: [sum(v >= x for v in accumulate(s, min)) for x in (1, 0.5)] for part, s in steps.items()}

for one in map(json.loads, sys.stdin) if __name__ == "__main__" else ():
    print(json.dumps([one["id"], one["vitality"] and vitality(one), readiness(one["readiness"])]))
