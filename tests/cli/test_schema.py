"""The schema says what the validator says, wherever a schema can."""

from __future__ import annotations

import json
import re
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from cli.main import cli
from publiccode import nodes, validate
from publiccode.json_schema import DRAFT, json_schema
from publiccode.keys import TOP
from publiccode.loader import load
from publiccode.schema import Languages, Many, Table
from tests.cli.records import SOFTWARE

SCHEMA = json_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
NUMBER = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)")
BEYOND_A_SCHEMA = {
    "not-spdx",
    "not-a-language",
    "not-an-email",
    "not-a-uri",
    "not-a-url",
    "not-parsable",
    "not-a-date",
    "unknown-ipa-code",
    "outside-repository",
    # A schema counts code points.
    "too-short",
    "too-long",
}


def data(node: nodes.Node) -> Any:
    """The values that a reader of YAML 1.2, such as an editor's, sees in nodes."""
    if isinstance(node, nodes.Mapping):
        return {key.value: data(value) for key, value in node}
    if isinstance(node, nodes.Sequence):
        return [data(item) for item in node]
    assert isinstance(node, nodes.Scalar)
    if node.is_null:
        return None
    if node.boolean is not None:
        return node.boolean
    return float(node.value) if node.is_plain and NUMBER.fullmatch(node.value) else node.value


def accepts(text: str | bytes) -> bool:
    root = load(text).root
    return root is not None and VALIDATOR.is_valid(data(root))


def names_a_fault_of_the_yaml_itself(text: str | bytes) -> bool:
    return any(finding.kind.startswith("file/") for finding in load(text).findings)


GOOD = f"""\
publiccodeYmlVersion: "0"
name: Trees
url: https://example.org/town/trees
platforms: [web]
developmentStatus: stable
softwareType: standalone/web
description:
  en:
    shortDescription: Keeps the register of a town's trees
    longDescription: {"Every tree has a number and a history. " * 5}
    features: [Map of all trees]
legal:
  license: EUPL-1.2
localisation:
  localisationReady: true
  availableLanguages: [en]
maintenance: {{type: none}}
"""


def test_it_is_a_schema_of_its_draft():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == DRAFT


def test_the_command_prints_it_as_json_and_as_yaml():
    assert json.loads(CliRunner().invoke(cli, ["schema"]).output) == SCHEMA
    assert yaml.safe_load(CliRunner().invoke(cli, ["schema", "--format", "yaml"]).output) == SCHEMA


def every_key(table: Table, path: str = "") -> list[str]:
    found = []
    for key in table.keys:
        value = key.value
        found.append(f"{path}{key.name}")
        while isinstance(value, Many | Languages):
            value = value.of
        if isinstance(value, Table):
            found += every_key(value, f"{path}{key.name}.")
    return found


def every_property(schema: dict[str, Any], path: str = "") -> list[str]:
    found = []
    for name, inner in schema.get("properties", {}).items():
        found.append(f"{path}{name}")
        for place in (inner, inner.get("items", {}), inner.get("additionalProperties", {})):
            found += every_property(place, f"{path}{name}.") if isinstance(place, dict) else []
    return found


def test_it_has_every_key_of_the_table():
    assert every_property(SCHEMA) == every_key(TOP)


@pytest.mark.parametrize(
    "file", sorted(SOFTWARE.glob("*/*/publiccode.yml")), ids=lambda file: file.parent.name
)
def test_the_examples_get_the_validators_verdict(file):
    text = file.read_text(encoding="utf-8")
    assert accepts(text) == validate(text).is_valid or kinds(text) <= BEYOND_A_SCHEMA


def kinds(text: str | bytes) -> set[str]:
    return {problem.code.rpartition("/")[2] for problem in validate(text).errors}


@pytest.mark.parametrize(
    "line",
    [
        "softwareVersion: 1.2",
        "softwareVersion: true",
        "applicationSuite: ~",
        "isBasedOn: https://example.org/a",
        "isBasedOn: [https://example.org/a]",
        "monochromeLogo: a.SVG",
        "roadmap: https://example.org",
        "fundedBy: [{name: X}]",
        "fundedBy: [{uri: https://example.org}]",
        "supports: [{id: alias:gdpr}, {id: https://example.org/x}]",
        "IT: {countryExtensionVersion: 1.0}",
        "it: {piattaforme: {spid: true}}",
        "it: ~\nIT: {}",
        "usedBy: [a, ~]",
        "intendedAudience: {countries: [IT, ch]}",
    ],
)
def test_what_the_validator_passes_the_schema_passes(line):
    text = f"{GOOD}\n{line}\n"
    assert validate(text).is_valid
    assert accepts(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "nome: X"),
        ("", "it: {}\nIT: {}"),
        ("", "fundedBy: [{}]"),
        ("", "supports: [alias:gdpr]"),
        ("", "supports: [{id: alias:nothing}]"),
        ("", "monochromeLogo: a.gif"),
        ("", "monochromeLogo: /a.svg"),
        ("", "roadmap: ftp://example.org"),
        ("", "intendedAudience: {countries: [It]}"),
        ("", "inputTypes: [csv]"),
        ("", "dependsOn: {open: [{version: '1'}]}"),
        ('publiccodeYmlVersion: "0"', 'publiccodeYmlVersion: "1.0"'),
        ('publiccodeYmlVersion: "0"', "publiccodeYmlVersion: 0"),
        ("name:", "naam:"),
        ("  license:", "  licence:"),
        ("    features:", "    x_features:"),
        ("localisationReady: true", "localisationReady: yes"),
        ("developmentStatus: stable", "developmentStatus: ready"),
    ],
)
def test_what_the_validator_refuses_the_schema_refuses(old, new):
    assert old in GOOD
    text = GOOD.replace(old, new, 1) if old else f"{GOOD}\n{new}\n"
    assert not validate(text).is_valid
    assert not accepts(text)


@pytest.mark.parametrize("kind", ["contract", "internal", "community", "none"])
@pytest.mark.parametrize(
    "members", ["", "contacts: [{name: X}]", 'contractors: [{name: X, until: "2030-01-01"}]']
)
def test_maintenance_needs_its_people(kind, members):
    text = GOOD.replace("{type: none}", f"{{type: {kind}{members and ', '}{members}}}")
    assert accepts(text) == validate(text).is_valid


@pytest.mark.corpus
def test_verdicts_differ_only_where_a_schema_cannot_look(shared):
    files = [
        *(shared / "corpus" / "files").glob("*.yml"),
        *(shared / "conformance" / "testdata").rglob("*.yml"),
    ]
    texts = {file.name: file.read_bytes() for file in files}
    for case in json.loads((shared / "conformance" / "edge_cases.json").read_text()):
        texts[case["id"]] = case["yaml"].encode()
    compared = 0
    for name, text in texts.items():
        if names_a_fault_of_the_yaml_itself(text) or load(text).root is None:
            continue
        compared += 1
        valid = validate(text).is_valid
        if valid != accepts(text):
            # A version in a block text has a line end, which the validator forgives.
            is_forgiven = re.match(rb"publiccodeYmlVersion: *[|>]", text) is not None
            assert is_forgiven if valid else kinds(text) <= BEYOND_A_SCHEMA, name
    assert compared > 800
