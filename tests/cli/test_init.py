"""A first file from what real repositories show."""

from __future__ import annotations

import json
import os
import pty
import select
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from identify.vendor.licenses import LICENSES

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
