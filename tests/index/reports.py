"""The reports of two crawls that brought the small catalogue of :mod:`tests.index.entries`."""

from __future__ import annotations

from publiccode.pictures import PictureReport
from publiccode.run import Changes, HostRequests, RunReport, SourceResult, UnusableFile
from tests.index.hostile_entry import EVIL

REPORTS: tuple[RunReport, ...] = (
    RunReport(
        run="20260319T020000Z",
        started="2026-03-19T02:00:00Z",
        finished="2026-03-19T02:01:10Z",
        sources=(),
        repositories={"found": 12},
        requests={},
        changes=Changes(new=("bare", "hostile")),
    ),
    RunReport(
        run="20260320T020000Z",
        started="2026-03-20T02:00:00Z",
        finished="2026-03-20T02:00:41Z",
        sources=(
            SourceResult("it-comune-valdora", "https://code.example/valdora", "gitea", 4),
            SourceResult(
                "nl-gemeente-polderstad",
                "https://git.polder.example/",
                "gitlab",
                0,
                "the host did not answer <b>",
            ),
        ),
        repositories={"found": 3, "unchanged": 6, "absent": 2, "timed-out": 1},
        requests={"code.example": HostRequests(40, 30, 1, 2.5)},
        changes=Changes(
            new=("comune-valdora-protocollo-aperto",),
            invalid=("stadt-lindenau-terminbuch",),
            stale=("polderstad-raadsstukken",),
            vanished=("agence-armoria-ancien",),
            changed=("panepistimio-thalassa",),
        ),
        pictures=PictureReport(
            named=1204,
            fetched=7,
            fresh=1100,
            failed=90,
            no_room=7,
            kept=1000,
            kept_bytes=104_857_600,
            most_bytes=4 * 1024**3,
            reasons={"gone": 80, "svg": 9, "<b>": 1},
        ),
        reasons={
            "stadt-lindenau-terminbuch": "publiccode.yml:19: 'GPL' is no SPDX licence",
            "polderstad-raadsstukken": EVIL,
        },
        unusable=(
            UnusableFile(
                "https://code.example/de/kaputt",
                "publiccode.yml",
                14,
                "a value opens a quote that is never closed",
            ),
            UnusableFile("javascript:alert(1)", "publiccode.yml", 0, EVIL),
        ),
    ),
)
