"""Files written to do harm: each ends as a clear problem, and nothing of it runs or escapes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.acceptance.conftest import make_place
from tests.acceptance.test_main_path import ids

if TYPE_CHECKING:
    from collections.abc import Callable

SCRIPT = "<script>alert(1)</script>"
ESCAPES = r"\e[2J\e]0;owned\a\x9b31m\u202Eevil"
RAW_ESCAPES = ("\x1b", "\x07", "\x9b", "\u202e")
HOSTILE = f"{SCRIPT}<img src=x onerror=alert(2)>{ESCAPES}"
URL = "javascript:alert(3)//"


def hostile_file(url: str) -> str:
    """Return a file with something hostile in every text and URL."""
    long = "x" * 150
    return f'''\
publiccodeYmlVersion: "0.7"
name: "Harmless? {HOSTILE}"
applicationSuite: "{HOSTILE}"
url: "{url}"
landingURL: "{URL}"
isBasedOn: ["{URL}"]
softwareVersion: "{HOSTILE}"
logo: ../../etc/passwd
roadmap: "{URL}"
platforms: ["{HOSTILE}"]
categories: ["{HOSTILE}"]
usedBy: ["{HOSTILE}"]
fundedBy: [{{name: "{HOSTILE}", uri: "{URL}"}}]
organisation: {{name: "{HOSTILE}", uri: "{URL}"}}
developmentStatus: "{HOSTILE}"
softwareType: "{HOSTILE}"
intendedAudience: {{countries: ["{HOSTILE}"], scope: ["{HOSTILE}"]}}
description:
  en:
    localisedName: "Harmless? {HOSTILE}"
    genericName: "{HOSTILE}"
    shortDescription: "hostile {HOSTILE}"
    longDescription: "{HOSTILE} {long}"
    documentation: "{URL}"
    apiDocumentation: "{URL}"
    features: ["{HOSTILE}"]
    screenshots: [../../../etc/passwd, "{URL}a.png"]
    videos: ["{URL}"]
    awards: ["{HOSTILE}"]
  "{HOSTILE}":
    shortDescription: "{HOSTILE}"
legal:
  license: "{HOSTILE}"
  mainCopyrightOwner: "{HOSTILE}"
  repoOwner: "{HOSTILE}"
  authorsFile: ../../etc/passwd
maintenance:
  type: community
  contacts: [{{name: "{HOSTILE}", email: "{HOSTILE}", affiliation: "{HOSTILE}", phone: "{HOSTILE}"}}]
localisation: {{localisationReady: true, availableLanguages: ["{HOSTILE}"]}}
dependsOn: {{open: [{{name: "{HOSTILE}", version: "{HOSTILE}"}}]}}
'''


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A catalogue of the hostile file and of a few that share its lists; its pages are in every language."""
    place = make_place(tmp_path_factory.mktemp("hostile"))
    place.publishers.write_text(
        "- {id: valdora, name: Comune di Valdora, host: directory, orgs: [software/comune-valdora]}\n"
    )
    folder = place.root / "software" / "comune-valdora" / "hostile"
    folder.mkdir()
    (folder / "publiccode.yml").write_text(hostile_file(folder.as_uri()), encoding="utf-8")
    place.crawl()
    return place


def harmless(text: str) -> None:
    for raw in RAW_ESCAPES:
        assert raw not in text


def test_the_verdict_names_every_problem(hostile):
    result = hostile.riuso("validate", hostile.file("comune-valdora/hostile"), "--format", "json", code=1)

    keys = {problem["key"] for problem in result.json[0]["problems"]}
    assert {"landingURL", "roadmap", "legal.license", "developmentStatus", "softwareType"} <= keys
    harmless(result.out)
    harmless(hostile.riuso("validate", hostile.file("comune-valdora/hostile"), code=1).out)


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "command",
    [("search", "hostile"), ("show", "comune-valdora-hostile"), ("report",), ("status",)],
    ids=lambda c: c[0],
)
def test_nothing_reaches_the_terminal_or_json(hostile, command, form):
    out = hostile.riuso(*command, "--format", form).out

    harmless(out)
    if command[0] in {"search", "show"}:
        assert "Harmless?" in out


def test_nothing_runs_on_a_page(hostile, tmp_path):
    hostile.riuso("site", "build", tmp_path / "site")

    pages = {path: path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.html")}
    assert any("Harmless?" in page for page in pages.values())
    for page in pages.values():
        assert SCRIPT not in page
        assert "<img src=x" not in page
        assert not re.search(r"""(?:href|src|action)\s*=\s*["']?\s*javascript:""", page, re.IGNORECASE)
        assert 'etc/passwd"' not in page
        assert "root:x:0" not in page


BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
TOO_MUCH: dict[str, Callable[[], str]] = {
    "ten megabytes": lambda: "name: Big\ndescription: " + "x" * 10_000_000,
    "200 KB of brackets": lambda: "name: Deep\nurl: " + "[" * 200_000,
    "alias bomb": lambda: "name: Bomb\n" + BOMB,
    "binary": lambda: "\0\1\2\3" * 1000,
    "tag that makes an object": lambda: 'name: !!python/object/apply:os.system ["touch /tmp/owned"]\n',
    "one endless line of keys": lambda: "{" + ",".join(f"k{n}: v" for n in range(50_000)) + "}",
}


@pytest.fixture(scope="module")
def too_much(tmp_path_factory):
    """A place with all of them, and the report of its crawl."""
    place = make_place(tmp_path_factory.mktemp("too-much"))
    for name, text in TOO_MUCH.items():
        folder = place.root / "software" / "too-much" / name
        folder.mkdir(parents=True)
        (folder / "publiccode.yml").write_text(text(), encoding="utf-8")
    with place.publishers.open("a") as publishers:
        publishers.write("- {id: too-much, name: Too Much, host: directory, orgs: [software/too-much]}\n")
    return place, place.crawl()


@pytest.mark.parametrize("name", TOO_MUCH)
def test_a_file_that_is_too_much_is_a_clear_verdict(too_much, name):
    place, _ = too_much

    verdict = place.riuso("validate", place.file(f"too-much/{name}"), "--format", "json", code=1).json[0]

    assert verdict["problems"]
    assert all(problem["description"] for problem in verdict["problems"])


def test_each_of_them_is_told_and_none_disturbs_the_rest(too_much):
    place, report = too_much

    assert {unquote(one["repository"]).rpartition("/")[2] for one in report["unusable"]} >= set(TOO_MUCH)
    assert "comune-valdora-protocollo-aperto" in ids(place.riuso.json("search", "protocollo"))
    assert not Path("/tmp/owned").exists()


def test_a_file_outside_the_folder_is_not_read(place):
    folder = place.root / "software" / "comune-valdora" / "link"
    folder.mkdir()
    (folder / "publiccode.yml").symlink_to("/etc/passwd")

    report = place.crawl()

    assert report["repositories"]["forbidden"] == 1
