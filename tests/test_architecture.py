"""The house's shape: who imports whom, how large a file is, what an installation needs."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDERS_BESIDE = ("tests", "examples", "benchmarks")
PACKAGES = ("cli", "crawler", "index", "publiccode")
SHIPPED = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
BESIDE = sorted(path for folder in FOLDERS_BESIDE for path in (ROOT / folder).rglob("*.py"))
MOST_LINES = 400
MOST_LINES_BESIDE = 700
"""A test module mirrors one module, however many cases that has."""
MOST_FUNCTION_LINES = 60
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = [line for lines in PROJECT["project"]["optional-dependencies"].values() for line in lines]
NO_SUBJECT = {"utils", "util", "common", "helpers", "helper", "core", "misc"}


def normal(name: str) -> str:
    """Return a distribution's name in the one spelling of PEP 503."""
    return re.sub(r"[-_.]+", "-", name).lower()


def names_in(requirements: list[str]) -> set[str]:
    return {normal(re.split(r"[\[<>=!~; ]", line, maxsplit=1)[0]) for line in requirements}


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imports_of(path: Path) -> frozenset[str]:
    """Return the modules that a file imports, wherever it does, types alone included."""
    names: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return frozenset(names)


def test_imports_go_one_way():
    contracts = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([contracts, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", [*SHIPPED, *BESIDE], ids=name_of)
def test_a_module_has_a_subject_and_is_small(path):
    most = MOST_LINES if path in SHIPPED else MOST_LINES_BESIDE

    assert path.stem not in NO_SUBJECT
    assert path.parent.name not in NO_SUBJECT
    assert len(path.read_text(encoding="utf-8").splitlines()) <= most


@pytest.mark.parametrize("path", SHIPPED, ids=name_of)
def test_functions_are_small(path):
    long = [
        f"{node.name} ({node.end_lineno - node.lineno + 1} lines)"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.end_lineno is not None
        and node.end_lineno - node.lineno + 1 > MOST_FUNCTION_LINES
    ]

    assert not long


def test_only_the_crawler_speaks_to_the_network():
    """What import-linter can't say: it takes an external package as a whole."""
    network = {"urllib.request", "http.client", "http.server", "ftplib", "smtplib", "requests", "urllib3"}
    speakers = {name_of(path) for path in SHIPPED if imports_of(path) & network}

    assert {name for name in speakers if not name.startswith("crawler/")} <= {"cli/serving.py"}


def test_one_module_knows_the_search_engine():
    whoosh = {name_of(path) for path in SHIPPED if any(n.split(".")[0] == "whoosh" for n in imports_of(path))}

    assert len(whoosh) <= 1, whoosh
    assert all(name.startswith("index/") for name in whoosh)


def test_what_is_shipped_imports_only_what_is_declared():
    extras = names_in(EXTRAS)
    declared = names_in(PROJECT["project"]["dependencies"]) | extras
    distributions = packages_distributions()
    foreign: dict[str, set[str]] = {}
    for path in SHIPPED:
        for module in imports_of(path):
            top = module.split(".")[0]
            # An extra need not be installed to be declared.
            if top in sys.stdlib_module_names or top in PACKAGES or normal(top) in extras:
                continue
            owners = {normal(name) for name in distributions.get(top, [])}
            if not owners & declared:
                foreign.setdefault(top, set()).add(name_of(path))

    # Scrapy brings its engine along; a Scrapy project can't be without it.
    foreign.pop("twisted", None)
    assert not foreign


def test_every_declared_dependency_is_used():
    declared = names_in(PROJECT["project"]["dependencies"])
    distributions = packages_distributions()
    used = {
        normal(owner)
        for path in SHIPPED
        for module in imports_of(path)
        for owner in distributions.get(module.split(".")[0], [])
    }

    assert not declared - used


def test_every_dependency_is_pinned():
    wanted = names_in([*PROJECT["project"]["dependencies"], *EXTRAS, *PROJECT["dependency-groups"]["dev"]])
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = {normal(line.partition("==")[0]) for line in pins if not line.startswith("#")}

    assert wanted <= pinned


def test_every_tests_folder_is_a_package():
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}

    assert not [folder for folder in folders if not (folder / "__init__.py").is_file()]
