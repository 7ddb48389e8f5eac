"""docs/json.md shows what the commands really print."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = re.compile(r"^```json (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
DOCUMENTED = {
    name: json.loads(text)
    for name, text in BLOCK.findall((ROOT / "docs" / "json.md").read_text(encoding="utf-8"))
}
ANY_KEYS = {
    "repositories",
    "requests",
    "budgets",
    "filters",
    "facets",
    "matched",
    "hosts",
    "countries",
    "software",
}
ANY_KEYS |= {"near", "archetypes", "kinds", "names", "provenance", "checked"}
ANY_KEYS |= {"excluded", "left_off"}
ANY_KEYS |= {"must", "cannot", "law"}
ANY_KEYS |= {"weights", "texts"}
ANY_KEYS |= {"outcomes", "reasons", "failures"}
"""Members whose keys are data, or whose shape is documented elsewhere."""


def differences(documented: Any, real: Any, path: str = "") -> Iterator[str]:
    """Yield the places at which two documents differ in their keys."""
    if isinstance(documented, list) and isinstance(real, list):
        if documented and not real:
            if isinstance(documented[0], dict):
                yield f"{path}: nothing there to compare with"
            return
        for one, other in zip(documented[:1], real[:1], strict=False):
            yield from differences(one, other, f"{path}[]")
    elif isinstance(documented, dict) and isinstance(real, dict):
        name = path.rpartition(".")[2]
        if name in ANY_KEYS:
            first, second = list(documented.values())[:1], list(real.values())[:1]
            yield from differences(first, second, path)
            return
        if set(documented) ^ set(real):
            yield f"{path}: {sorted(set(documented) ^ set(real))}"
        for key in set(documented) & set(real):
            yield from differences(documented[key], real[key], f"{path}.{key}")


def only(document: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key in like}


def leaving_out(document: dict[str, Any], like: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in document.items() if key not in like}


def declared_first(document: dict[str, Any]) -> dict[str, Any]:
    """Put a row with a value first, as in the documented example."""
    rows = [
        row for one in document["sections"] for row in one["rows"] if row["id"] == "knockout.data-protection"
    ]
    assert rows[0]["cells"][0]["state"] == "value"
    return {**document, "sections": [{**document["sections"][0], "rows": rows}]}


@pytest.fixture
def real(crawled_once, tmp_path):
    riuso, root = crawled_once.riuso, crawled_once.root
    useless = tmp_path / "useless.yml"
    useless.write_text(
        "- {id: x, name: X}\n- {id: y, name: Y, country: IT, repos: [https://codeberg.org/y/y]}\n"
    )
    old = tmp_path / "old.yml"
    old.write_text('publiccodeYmlVersion: "0.4"\nlegal: {repoOwner: X}\n')
    invalid = "ayuntamiento-rioclaro-padron-movil"
    return {
        "validate": lambda: riuso.json(
            "validate", root / "software" / "ville-saint-aubry/demarches/publiccode.yml", code=1
        ),
        "upgrade": lambda: riuso.json("upgrade", "--check", old, code=1),
        "init": lambda: riuso.json("init", tmp_path, code=1),
        "lists": lambda: riuso.json("lists", "show"),
        "search": lambda: riuso.json("search", "protocollo", "--country", "IT"),
        "compare": lambda: declared_first(
            riuso.json(
                "compare",
                "Terminbuch",
                "Prenota Sportello",
                "--catalogue-url",
                "https://x.example/",
                "--weight",
                "upkeep=2",
            )
        ),
        "similar": lambda: riuso.json("similar", "comune-valdora-protocollo-aperto"),
        "show": lambda: {**riuso.json("show", invalid), "problems": [], "shown_problems": []},
        "usedby": lambda: riuso.json("used-by", "open-transit-collective-timetable-tools"),
        "changes": lambda: {**riuso.json("changes"), "contracts_ending": []},
        "watchlist": lambda: (riuso.json("watch", "add", "x", "protocollo"), riuso.json("watch", "list"))[1],
        "watchrun": lambda: (riuso.json("watch", "add", "x"), riuso.json("watch", "run"))[1],
        "near": lambda: riuso.json("near", "Nordvik", "--country", "SE"),
        "uses": lambda: riuso.json("uses", "se-nordviks-kommun"),
        "crawl": lambda: {
            **only(riuso.json("report"), DOCUMENTED["crawl"]),
            "requests": DOCUMENTED["crawl"]["requests"],
            "budgets": DOCUMENTED["crawl"]["budgets"],
        },
        "report": lambda: {
            **leaving_out(riuso.json("report"), DOCUMENTED["crawl"]),
            "difference": DOCUMENTED["report"]["difference"],
        },
        "notes": lambda: riuso.json(
            "report", "--publisher", "es-ayuntamiento-rioclaro", "--to", tmp_path / "notes"
        ),
        "badge": lambda: riuso.json("badge", invalid),
        "monitor": lambda: riuso.json("monitor"),
        "forget": lambda: riuso.json("forget", "Joost Terpstra", "--dry-run"),
        "status": lambda: riuso.json("status"),
        "check": lambda: {
            **riuso.json(
                "check", root / "software" / "comune-valdora", "--publishers", root / "publishers.yml"
            ),
            "requests": DOCUMENTED["check"]["requests"],
        },
        "register": lambda: riuso.json(
            "register",
            root / "software" / "comune-valdora",
            "--to",
            tmp_path / "new.yml",
            "--id",
            "x",
            "--name",
            "X",
            "--no-check",
        ),
        "publishers": lambda: riuso.json("publishers", "check", "--offline", useless, code=1),
        "publisherslist": lambda: riuso.json("publishers", "list", ROOT / "publishers"),
        "publishersstats": lambda: riuso.json("publishers", "stats", ROOT / "publishers"),
        "license": lambda: riuso.json("license", "EUPL-1.2", "--into", "MPL-2.0"),
        "rebuild": lambda: riuso.json("rebuild"),
        "site": lambda: riuso.json("site", "build", tmp_path / "site"),
    }


@pytest.mark.parametrize("name", DOCUMENTED)
def test_the_example_has_the_keys_of_the_real_thing(name, real):
    assert list(differences(DOCUMENTED[name], real[name]())) == []
