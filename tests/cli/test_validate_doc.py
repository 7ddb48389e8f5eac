"""docs/validate.md and the pre-commit hooks name what there is."""

from __future__ import annotations

import re
import shlex

import click
import pytest
import yaml

from cli.main import cli
from tests.cli.records import SOFTWARE
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "validate.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
CALLS = sorted({call.split("  #")[0].split(" > ")[0] for call in re.findall(r"riuso [a-z]+[^\n`]*", PAGE)})
GOOD = SOFTWARE / "istituto-dati-marini/mareografo/publiccode.yml"


@pytest.mark.parametrize("call", [call for call in CALLS if not call.startswith("riuso compares")])
def test_every_call_is_understood(call):
    name, *arguments = shlex.split(call.partition(" (")[0])[1:]
    if name not in cli.list_commands(click.Context(cli)):
        pytest.skip(f"{call} is a sentence")
    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    known = {option for parameter in command.params for option in parameter.opts}
    assert {argument for argument in arguments if argument.startswith("--")} <= known


@pytest.mark.parametrize("text", [text for kind, text in BLOCKS if kind == "yaml"])
def test_every_snippet_is_yaml(text):
    yaml.safe_load(text)


def test_the_python_snippets_run(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "publiccode.yml").write_bytes(GOOD.read_bytes())
    names = {"text": GOOD.read_text(encoding="utf-8")}
    snippets = [text for kind, text in BLOCKS if kind == "python"]
    assert len(snippets) == 3
    for snippet in snippets:
        exec(snippet.replace('open("publiccode.yml", "rb").read()', "text"), names)

    assert capsys.readouterr().out.startswith("Mareografo ")


def test_hooks_call_what_there_is_and_take_the_file_by_its_name():
    for hook in HOOKS:
        program, name = hook["entry"].split()
        assert program == "riuso"
        assert name in cli.list_commands(click.Context(cli))
        pattern = re.compile(hook["files"])
        assert pattern.search("publiccode.yml")
        assert pattern.search("a/b/publiccode.yaml")
        assert not pattern.search("xpubliccode.yml")
    assert {f"id: {hook['id']}" for hook in HOOKS} == set(re.findall(r"id: publiccode-\w+", PAGE))
