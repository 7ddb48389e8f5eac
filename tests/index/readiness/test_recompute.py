"""Every score on a page comes out of the JSON export again, by a script that knows nothing of riuso."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from examples.recompute_scores import readiness, vitality
from index.entry import State
from index.pages.activity_view import vitality_view
from index.pages.api import document_of
from index.pages.options import SiteOptions
from index.pages.readiness_view import readiness_view
from index.pages.site import Site
from publiccode.activity import Activity
from publiccode.software import Contact, Contractor, Dependency, Description
from tests.conftest import ROOT
from tests.index.corpus import corpus_entries
from tests.index.entries import ENTRIES, PROTOCOLLO

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.entry import Entry

SCRIPT = ROOT / "examples" / "recompute_scores.py"
NAMES = (
    "LICENSE",
    "SECURITY.md",
    "CHANGELOG",
    "CONTRIBUTING.md",
    "Dockerfile",
    "docs",
    "INSTALL",
    "GOVERNANCE.md",
)


def site_of(entries: Sequence[Entry]) -> Site:
    return Site(
        options=SiteOptions(), language="en", listed={}, pages={entry.id: entry for entry in entries},
        tombstones={}, publishers={}, values={}, slugs={}, listings={}, reports=(), as_of="2026-06-20",
    )  # fmt: skip


def some_day(chance: random.Random) -> str:
    year, month, day = chance.randint(2022, 2026), chance.randint(1, 12), chance.randint(1, 28)
    return f"{year}-{month:02}-{day:02}"


def some_activity(chance: random.Random) -> Activity:
    first, last = sorted((some_day(chance), some_day(chance)))
    months = tuple(chance.choice((0, 0, 1, 5)) for _ in range(chance.randint(0, 11)))
    shares = sorted((chance.randint(1, 9) for _ in range(chance.randint(0, 4))), reverse=True)
    return Activity(
        head="h", first_commit=f"{first}T10:00:00Z", last_commit=f"{last}T10:00:00Z", commits=60, authors=5,
        merges=0, releases=chance.randint(0, 2), months=(*months, 1) if months else (), shares=tuple(shares),
        last_release=chance.choice((None, f"{some_day(chance)}T00:00:00Z", f"{last}T10:00:00Z")),
        commits_12m=sum(shares) + chance.choice((0, 9)), authors_12m=len(shares),
    )  # fmt: skip


def some_entry(seed: int) -> Entry:
    """Return an entry in which everything that a score looks at is drawn anew."""
    chance = random.Random(seed)
    software = replace(
        PROTOCOLLO.software,
        license=chance.choice(("EUPL-1.2", "GPL-2.0", None, "as it is")),
        main_copyright_owner=chance.choice((None, "Comune di Valdora")),
        organisation=None,
        maintenance_type=chance.choice(("internal", "community", "contract", "contract", "none", None)),
        contractors=tuple(
            Contractor("X", until=chance.choice((None, some_day(chance), "2027-03-01", "for ever")))
            for _ in range(chance.randint(0, 2))
        ),
        contacts=chance.choice(((), (Contact("Ada"),), (Contact("Ada", email="a@valdora.example"),))),
        software_version=chance.choice((None, "1.0")),
        release_date=None,
        descriptions=tuple(
            Description(
                tag,
                documentation=chance.choice((None, "https://valdora.example/docs")),
                api_documentation=chance.choice((None, "https://valdora.example/api")),
            )
            for tag in ("it", "de")[: chance.randint(1, 2)]
        ),
        declares_dependencies=chance.choice((True, False)),
        dependencies=chance.choice(((), (Dependency("proprietary", "O"),), (Dependency("open", "P"),))),
        localisation_ready=chance.choice((True, False, None)),
        roadmap=chance.choice((None, "https://valdora.example/next")),
        used_by=tuple(f"Ente {n}" for n in range(chance.choice((0, 1, 2, 10)))),
    )
    return replace(
        PROTOCOLLO,
        id=f"some-{seed}",
        software=software,
        archived=chance.random() < 0.2,
        state=State.LISTED,
        root=chance.choice((None, (), tuple(chance.sample(NAMES, 4)))),
        host_license=chance.choice((None, "EUPL-1.2", "MIT")),
        activity=chance.choice((None, some_activity(chance), some_activity(chance))),
    )


def told(entry: Entry, site: Site) -> Any:
    """Return what the export says of an entry, as whoever downloads it reads it."""
    return json.loads(msgspec.json.encode(document_of(entry, site)))


def agree(entry: Entry, site: Site) -> None:
    document = told(entry, site)
    page = readiness_view(entry, site)
    assert page is not None
    assert readiness(document["readiness"]) == {part.name: [part.least, part.most] for part in page.parts}
    alive = vitality_view(entry, site.as_of, site.wording)
    assert (alive is None) == (document["vitality"] is None)
    if alive is not None:
        again = vitality(document)
        assert again[0] == alive.score
        assert again[1:] == [part["points"] for part in document["vitality"]["parts"]]


def test_no_score_depends_on_riuso():
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 50
    for package in ("riuso", "index", "publiccode", "cli", "crawler"):
        assert f"import {package}" not in text
        assert f"from {package}" not in text


def test_scores_drawn_at_random_come_out_again():
    entries = [some_entry(seed) for seed in range(200)]
    site = site_of(entries)
    levels = set()
    for entry in entries:
        agree(entry, site)
        view = readiness_view(entry, site)
        levels |= {(part.name, part.least, part.most) for part in (view.parts if view else ())}
    reached = {(name, level) for name, least, most in levels for level in (least, most)}
    missing = {(part, level) for part, _, _ in levels for level in range(4)} - reached
    # More than that takes several countries or claims that only adoption knows.
    assert missing <= {("proof", 3)}


@pytest.mark.corpus
def test_the_scores_of_real_files_come_out_again(shared):
    entries = corpus_entries(shared)
    site = site_of(entries)
    for entry in entries:
        agree(entry, site)


def test_the_script_reads_the_export_as_it_is_downloaded(tmp_path):
    entries = [entry for entry in ENTRIES if entry.state is State.LISTED]
    site = site_of(entries)
    lines = b"".join(msgspec.json.encode(document_of(entry, site)) + b"\n" for entry in entries)
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT)], input=lines, cwd=tmp_path, capture_output=True, check=True
    )
    printed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [one[0] for one in printed] == [entry.id for entry in entries]
    for (_, alive, parts), entry in zip(printed, entries, strict=True):
        document = told(entry, site)
        assert parts == {
            part["name"]: [part["least"], part["most"]] for part in document["readiness"]["parts"]
        }
        assert (alive or [None])[0] == (document["vitality"] or {"score": None})["score"]
