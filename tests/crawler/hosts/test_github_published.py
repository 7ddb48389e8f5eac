"""Our queries and the test server against what GitHub publishes, fetched through npm where it is there.

The packages are @octokit/graphql-schema and @octokit/openapi (MIT). They are kept in the user's cache folder
and never in the project.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    build_client_schema,
    build_schema,
    parse,
    validate,
)
from jsonschema import Draft4Validator

from crawler.hosts.github_queries import BATCH, LISTING, LISTING_OF_IDS, singles
from tests.hosts.github import Project
from tests.hosts.github_graphql import SCHEMA
from tests.hosts.github_shapes import full_repository, minimal_repository

CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "riuso-tests"
GRAPHQL = ("@octokit/graphql-schema@15.26.1", "package/schema.json")
OPENAPI = ("@octokit/openapi@23.0.2", "package/generated/api.github.com.json")
QUERIES = {
    "listing": LISTING,
    "listing of ids": LISTING_OF_IDS,
    "batch": BATCH,
    "singles": singles(2),
}


def published(package: str, member: str) -> Any:
    """Return a JSON file of an npm package; skip where it can't be had."""
    kept = CACHE / (package.replace("/", "+") + ".json")
    if not kept.is_file():
        fetch(package, member, kept)
    return json.loads(kept.read_bytes())


def fetch(package: str, member: str, kept: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is absent: GitHub's published schemas can't be fetched")
    with tempfile.TemporaryDirectory() as name:
        try:
            command = [npm, "pack", "--silent", package]
            subprocess.run(command, cwd=name, check=True, capture_output=True, timeout=60)
        except (subprocess.SubprocessError, OSError) as error:
            pytest.skip(f"npm can't fetch {package}: {error}")
        (archive,) = Path(name).glob("*.tgz")
        with tarfile.open(archive) as tar:
            stream = tar.extractfile(member)
            assert stream is not None
            data = stream.read()
    kept.parent.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(f".{os.getpid()}")
    part.write_bytes(data)
    part.replace(kept)


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    document = published(*GRAPHQL)
    # Assumed to be valid: its deprecations are not as strict as graphql-core wants them.
    return build_client_schema(document.get("data", document), assume_valid=True)


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_every_query_is_valid_in_the_published_schema(schema, name):
    assert validate(schema, parse(QUERIES[name])) == []


def test_a_query_for_what_the_schema_lacks_would_be_noticed(schema):
    assert validate(schema, parse(LISTING.replace("isArchived", "isArchive")))
    assert validate(schema, parse(LISTING.replace("[OWNER]", "[OWNERS]")))
    assert validate(schema, parse(BATCH.replace("$roots: [ID!]!", "$roots: [String!]!")))


def test_the_servers_schema_is_a_part_of_the_published_one(schema):
    for name, own in build_schema(SCHEMA).type_map.items():
        real = schema.type_map.get(name)
        assert real is not None, name
        assert type(own) is type(real), name
        if isinstance(own, GraphQLEnumType) and isinstance(real, GraphQLEnumType):
            assert set(own.values) <= set(real.values), name
        elif isinstance(own, GraphQLInputObjectType) and isinstance(real, GraphQLInputObjectType):
            assert {key: str(one.type) for key, one in own.fields.items()} == {
                key: str(one.type) for key, one in real.fields.items()
            }, name
        elif isinstance(own, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__"):
            assert isinstance(real, GraphQLObjectType | GraphQLInterfaceType)
            for key, field in own.fields.items():
                assert str(field.type) == str(real.fields[key].type), f"{name}.{key}"
                for argument, given in field.args.items():
                    other = real.fields[key].args[argument]
                    assert str(given.type) == str(other.type), f"{name}.{key}({argument})"


@pytest.fixture(scope="module")
def openapi() -> Any:
    return nullable(published(*OPENAPI))


def nullable(document: Any) -> Any:
    """Return an OpenAPI 3.0 document as JSON Schema: what is ``nullable`` may be null."""
    if isinstance(document, list):
        return [nullable(one) for one in document]
    if not isinstance(document, dict):
        return document
    shape = {key: nullable(value) for key, value in document.items() if key != "nullable"}
    return {"anyOf": [shape, {"type": "null"}]} if document.get("nullable") is True else shape


def project() -> Project:
    files = {"publiccode.yml": b"name: x"}
    upstream = Project(1, "upstream", "x", files, head="0" * 40)
    return Project(2, "comune", "x", files, head="1" * 40, parent=upstream, license="EUPL-1.2")


@pytest.mark.parametrize(
    ("name", "make"), [("minimal-repository", minimal_repository), ("full-repository", full_repository)]
)
def test_the_servers_repositories_have_the_published_shape(openapi, name, make):
    validator = Draft4Validator({**openapi, "$ref": f"#/components/schemas/{name}"})
    shape = json.loads(json.dumps(make("http://127.0.0.1:1", project())))
    assert list(validator.iter_errors(shape)) == []
    assert list(validator.iter_errors({**shape, "archived": "yes"}))
    assert list(validator.iter_errors({key: value for key, value in shape.items() if key != "full_name"}))


@pytest.mark.parametrize(
    ("path", "parameters"),
    [
        ("/orgs/{org}/repos", {"type": "public", "sort": "created", "direction": "asc"}),
        ("/users/{username}/repos", {"type": "owner", "sort": "created", "direction": "asc"}),
        ("/repos/{owner}/{repo}", {}),
        ("/repos/{owner}/{repo}/contents/{path}", {}),
        ("/repos/{owner}/{repo}/git/blobs/{file_sha}", {}),
    ],
)
def test_what_is_asked_of_rest_is_published(openapi, path, parameters):
    known = {}
    for one in openapi["paths"][path]["get"]["parameters"]:
        resolved = openapi["components"]["parameters"][one["$ref"].split("/")[-1]] if "$ref" in one else one
        known[resolved["name"]] = resolved["schema"]
    for name, value in parameters.items():
        assert value in known[name]["enum"]
