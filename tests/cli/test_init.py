"""A first file from what real repositories show."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from identify.vendor.licenses import LICENSES

from cli.init.document import Todo, scalar, written
from cli.init.facts import Seen
from cli.init.license import copyright_owner, find_licenses
from cli.init.readme import language_of, readme_facts
from cli.init.tree import tree_facts
from cli.main import cli
from publiccode import nodes, validate
from publiccode.loader import load

TEXTS = dict(LICENSES)
README = """\
[![Build](https://ci.example.org/x.svg)](https://ci.example.org)

# Register of *trees*

<p align="center">

Keeps the register of a town's trees, with a [map](https://example.org) for everybody.

The register gives a number and a history to every tree of the town, and it helps those who look after them to
plan their inspections. Citizens see the trees on a map and can tell what they have seen.

| a | b |
|---|---|

## Features

- **Map** of all trees
- Plan of `inspections`

## Installing

- docker compose up
"""


def init(*arguments: object) -> Result:
    return CliRunner().invoke(cli, ["init", *map(str, arguments)])


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def trees(tmp_path):
    folder = tmp_path / "trees"
    (folder / "src" / "i18n").mkdir(parents=True)
    for name, text in {
        "README.md": README,
        "LICENSE": TEXTS["EUPL-1.2"],
        "src/i18n/messages.en.json": "{}",
        "src/i18n/messages.pt_BR.json": "{}",
        "src/logo.svg": "<svg/>",
    }.items():
        (folder / name).write_text(text, encoding="utf-8")
    git(folder, "init", "-q")
    git(folder, "remote", "add", "other", "https://elsewhere.example/x/y")
    git(folder, "remote", "add", "origin", "ssh://git@code.example.org:2222/town/trees.git")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "Plant")
    for tag in ("v1.9.0", "release-1.10", "nightly"):
        git(folder, "tag", tag)
    return folder


def test_what_a_repository_shows_is_written_and_the_rest_is_listed(trees):
    result = init(trees)

    assert result.exit_code == 1
    text = (trees / "publiccode.yml").read_text(encoding="utf-8")
    software = validate(text).software
    assert software is not None
    assert software.name == "Register of trees"
    assert software.url == "https://code.example.org/town/trees"
    assert software.software_version in {"1.10", "1.9.0"}
    assert software.release_date
    assert software.logo == "src/logo.svg"
    assert software.license == "EUPL-1.2"
    assert software.localisation_ready is True
    assert software.available_languages == ("en", "pt-BR")
    [english] = software.descriptions
    assert english.language == "en"
    assert english.short_description == "Keeps the register of a town's trees, with a map for everybody."
    assert english.features == ("Map of all trees", "Plan of inspections")
    assert (english.long_description or "").endswith("can tell what they have seen.\n")
    missing = {problem.key for problem in validate(text).errors}
    assert missing == {"platforms", "developmentStatus", "softwareType", "maintenance.type"}
    assert all(f"\n  {key} " in result.output for key in missing)


def test_the_comments_in_the_file_make_it_valid_when_they_are_taken(trees):
    init(trees)
    file = trees / "publiccode.yml"
    first, *lines = file.read_text(encoding="utf-8").splitlines()
    file.write_text("\n".join([first, *(line.replace("# ", "", 1) for line in lines)]), encoding="utf-8")

    assert validate(file.read_bytes()).problems == ()


def test_json_names_what_was_found_and_where(trees):
    shape = json.loads(init(trees, "--format", "json").output)

    assert shape["valid"] is False
    assert {"key": "legal.license", "value": "EUPL-1.2", "where": "LICENSE"} in shape["found"]
    assert "maintenance.type" in {one["key"] for one in shape["missing"]}


@pytest.mark.parametrize("name", ["publiccode.yml", "publiccode.yaml"])
def test_a_file_that_is_there_is_never_overwritten(trees, name):
    (trees / name).write_text("name: Mine")

    result = init(trees)

    assert result.exit_code == 2
    assert "is there already" in result.stderr
    assert (trees / name).read_text() == "name: Mine"


def test_an_empty_folder_gives_a_file_of_comments(tmp_path):
    result = init(tmp_path)

    assert result.exit_code == 1
    text = (tmp_path / "publiccode.yml").read_text(encoding="utf-8")
    values = load(text).root
    assert isinstance(values, nodes.Mapping)
    assert list(values.entries) == ["publiccodeYmlVersion"]
    assert "# name: " in text


def test_nothing_outside_the_folder_is_read(tmp_path):
    (tmp_path / "secret").write_text(f"# Secret\n\n{TEXTS['MIT']}")
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("README.md", "LICENSE", "package.json"):
        (folder / name).symlink_to(tmp_path / "secret")
    os.mkfifo(folder / "pyproject.toml")

    init(folder)

    text = (folder / "publiccode.yml").read_text(encoding="utf-8")
    assert "Secret" not in text
    assert "MIT" not in text


def test_hostile_texts_stay_texts(tmp_path):
    evil = 'x": {a: b}\n# \x1b[31m\u202e'
    (tmp_path / "package.json").write_text(json.dumps({"name": evil, "description": evil, "license": [evil]}))
    (tmp_path / "README.md").write_text("# \x1b[31m: {[,\n\n" + "- a\n" * 5)
    (tmp_path / "Cargo.toml").write_text("[" * 100_000)

    result = init(tmp_path)

    assert "\x1b" not in result.output
    software = validate((tmp_path / "publiccode.yml").read_bytes()).software
    assert software is not None
    assert software.name == "\x1b[31m: {[,"


class TestTerminal:
    """Asked in a real terminal, since that is what decides whether there are questions."""

    @staticmethod
    def run(folder: Path, answers: list[str]) -> tuple[int, str]:
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            [Path(sys.executable).with_name("riuso"), "init"],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        out = b""
        while select.select([ours], [], [], 30)[0]:
            try:
                read = os.read(ours, 4096)
            except OSError:  # Linux says so that the other side is closed
                break
            out += read
            if not read:
                break
            if read.endswith(b": ") and answers:
                os.write(ours, f"{answers.pop(0)}\n".encode())
        os.close(ours)
        return process.wait(30), out.decode()

    def test_only_what_cannot_be_seen_is_asked(self, trees):
        code, out = self.run(
            trees, ["web, linux", "", "library", "internal", "Ada Example", "nowhere", "ada@example.org"]
        )

        assert code == 0, out
        assert "is not an e-mail address" in out
        assert "Name of the software" not in out
        software = validate((trees / "publiccode.yml").read_bytes()).software
        assert software is not None
        assert software.platforms == ("web", "linux")
        assert software.development_status == "stable"
        assert software.software_type == "library"
        assert software.contacts[0].email == "ada@example.org"

    def test_contract_asks_for_its_end(self, trees):
        code, out = self.run(trees, ["web", "", "", "contract", "Builders Ltd", "soon", "2030-12-31"])

        assert code == 0, out
        software = validate((trees / "publiccode.yml").read_bytes()).software
        assert software is not None
        assert [(one.name, one.until) for one in software.contractors] == [("Builders Ltd", "2030-12-31")]

    def test_a_question_may_stay_open(self, tmp_path):
        code, _ = self.run(tmp_path, ["de", *[""] * 20])

        assert code == 1
        text = (tmp_path / "publiccode.yml").read_text(encoding="utf-8")
        assert "# description:\n#   de:\n" in text
        assert "# maintenance:" in text


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"LICENSE": TEXTS["MIT"].replace("[year] [fullname]", "2024 Town of Example")}, ["MIT"]),
        ({"LICENSE.txt": TEXTS["EUPL-1.2"]}, ["EUPL-1.2"]),
        ({"COPYING": TEXTS["Apache-2.0"]}, ["Apache-2.0"]),
        (
            {"LICENSE.md": "# LICENZA PUBBLICA DELL’UNIONE EUROPEA v. 1.2\n\nEUPL © Unione europea"},
            ["EUPL-1.2"],
        ),
        ({"LICENSE": "# SPDX-License-Identifier: MIT OR Apache-2.0\n"}, ["MIT OR Apache-2.0"]),
        ({"LICENSE": "All rights reserved."}, []),
        ({"LICENSE": TEXTS["AGPL-3.0"]}, ["AGPL-3.0-or-later", "AGPL-3.0-only"]),
        (
            {"LICENSE": TEXTS["AGPL-3.0"], "README.md": "version 3, or (at your option) any later version."},
            ["AGPL-3.0-or-later"],
        ),
        ({"LICENSE": TEXTS["GPL-3.0"], "package.json": '{"license": "GPL-3.0-only"}'}, ["GPL-3.0-only"]),
        ({"LICENSE": TEXTS["MIT"], "package.json": '{"license": "ISC"}'}, ["MIT", "ISC"]),
        ({"pyproject.toml": '[project]\nlicense = "EUPL-1.2"'}, ["EUPL-1.2"]),
        ({"pyproject.toml": '[project]\nlicense = {text = "MIT"}'}, ["MIT"]),
        (
            {"pyproject.toml": '[project]\nclassifiers = ["License :: OSI Approved :: MIT License"]'},
            ["MIT"],
        ),
        ({"composer.json": '{"license": ["MIT", "EUPL-1.2"]}'}, ["MIT OR EUPL-1.2"]),
        ({"Cargo.toml": '[package]\nlicense = "MPL-2.0"'}, ["MPL-2.0"]),
        ({"package.json": '{"license": "SEE LICENSE IN x"}'}, []),
        ({"LICENSES/EUPL-1.2.txt": ""}, ["EUPL-1.2"]),
        ({"LICENSES/EUPL-1.2.txt": "", "LICENSES/CC0-1.0.txt": ""}, ["CC0-1.0", "EUPL-1.2"]),
    ],
)
def test_licences(tmp_path, files, expected):
    from cli.init.manifests import manifest_facts  # noqa: PLC0415

    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert [one.value for one in find_licenses(tmp_path, manifest_facts(tmp_path).licenses)] == expected


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in {"GPL-2.0", "GPL-3.0", "AGPL-3.0"}])
def test_every_text_that_the_library_knows(tmp_path, name):
    (tmp_path / "LICENSE").write_text(TEXTS[name], encoding="utf-8")

    found = [one.value for one in find_licenses(tmp_path, [])]
    assert found == ([f"{name}-or-later", f"{name}-only"] if name.startswith("LGPL") else [name])


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Copyright (c) 2019-2024 Comune di Esempio", "Comune di Esempio"),
        ("Copyright 2024 Town of Example.", "Town of Example"),
        ("© 2020, 2021 Ville d'Exemple", "Ville d'Exemple"),
        ("Copyright [yyyy] [name of copyright owner]", None),
        ("Copyright (C) 2007 Free Software Foundation, Inc.", None),
    ],
)
def test_the_owner_of_the_copyright(tmp_path, line, owner):
    (tmp_path / "LICENSE").write_text(f"MIT License\n\n{line}\n")

    assert copyright_owner(tmp_path) == (Seen(owner, "LICENSE") if owner else None)


def test_a_readme_without_enough_text_gives_no_long_description(tmp_path):
    (tmp_path / "README").write_text("Trees\n=====\n\nKeeps the register of trees.\n")

    facts = readme_facts(tmp_path)
    assert facts.name == Seen("Trees", "README")
    assert facts.short_description == Seen("Keeps the register of trees.", "README")
    assert facts.long_description is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The register of the trees is for everybody, and it can be used with a map of the town.", "en"),
        ("Il registro degli alberi è per tutti, con una mappa della città e il piano dei lavori.", "it"),
        ("Das Verzeichnis der Bäume ist für alle, und es wird mit einer Karte auf dem Amt geführt.", "de"),
        ("Le registre des arbres est pour tous, avec une carte dans la ville et les travaux.", "fr"),
        ("Het register van de bomen is voor iedereen, met een kaart en het plan van de stad.", "nl"),
        ("El registro de los árboles es para todos, con una mapa de la ciudad y las obras.", "es"),
        ("npm install trees", ""),
    ],
)
def test_the_language_of_a_text(text, language):
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("path", "languages", "platforms"),
    [
        ("locale/it/LC_MESSAGES/django.po", ["it"], []),
        ("app/src/main/res/values-pt-rBR/strings.xml", ["pt-BR"], []),
        ("assets/i18n/de.json", ["de"], []),
        ("lang/zz/messages.php", [], []),
        ("node_modules/x/locale/it/a.po", [], []),
        ("app/src/main/AndroidManifest.xml", [], ["android"]),
        ("App.xcodeproj/project.pbxproj", [], ["ios"]),
        ("manage.py", [], ["web"]),
    ],
)
def test_what_names_of_files_show(tmp_path, path, languages, platforms):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("")

    facts = tree_facts(tmp_path)
    assert (facts.languages, facts.platforms) == (languages, platforms)


@pytest.mark.parametrize(
    "text",
    [
        "x",
        "no",
        "Yes",
        "1.10",
        "a: b",
        "a #b",
        "- a",
        "é è",
        "x ",
        "",
        "null",
        "a\tb",
        '"',
        "https://a.b/c#d",
        "a, b",
    ],
)
def test_a_scalar_is_read_as_what_was_written(text):
    root: Any = load(f"k: {scalar(text)}\nl: [{json.dumps(text)}]").root
    assert root.entries["k"][1].value == text
    assert root.entries["k"][1].boolean is None


def test_a_group_of_which_everything_is_missing_is_a_comment():
    values = {"a": {"b": Todo("1"), "c": {"d": Todo("\n  - 2")}}, "e": {"f": "x", "g": Todo("3")}}
    assert written(values).splitlines()[1:] == [
        "# a:",
        "#   b: 1",
        "#   c:",
        "#     d:",
        "#       - 2",
        "e:",
        "  f: x",
        "  # g: 3",
    ]
