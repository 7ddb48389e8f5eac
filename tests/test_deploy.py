"""The recipes in deploy/: what can be checked without installing them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from cli.main import cli
from tests.conftest import ROOT

DEPLOY = ROOT / "deploy"
UNITS = DEPLOY / "systemd"
CALL = re.compile(r"(?:^|[\s;&])(?:\S*/)?riuso ((?:crawl|monitor|report|status)\b[^;&|>\n]*)", re.MULTILINE)


def calls() -> list[tuple[str, str]]:
    found = []
    for path in sorted(path for path in DEPLOY.rglob("*") if path.is_file()):
        lines = [line for line in path.read_text().splitlines() if not line.lstrip().startswith("#")]
        found += [(path.name, call.strip()) for call in CALL.findall("\n".join(lines))]
    return found


def test_there_is_a_recipe_for_each_way_to_run_it():
    names = {name for name, _ in calls()}

    assert names == {"riuso.service", "cron", "github-actions.yml", "gitlab-ci.yml"}


@pytest.mark.parametrize(("name", "call"), calls(), ids=lambda value: value)
def test_every_call_in_a_recipe_is_one_that_riuso_takes(name, call):
    command, *arguments = shlex.split(call)
    parent = click.Context(cli, help_option_names=["-h", "--help"])
    found = cli.get_command(parent, command)
    assert found is not None
    arguments = ["publishers" if "publishers" in one else one for one in arguments]

    with found.make_context(command, arguments, parent=parent) as context:
        assert context.command is found


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="needs systemd-analyze")
def test_systemd_takes_the_units(tmp_path):
    here = str(Path(sys.executable).with_name("riuso"))
    for unit in UNITS.iterdir():
        (tmp_path / unit.name).write_text(unit.read_text().replace("/opt/riuso/bin/riuso", here))

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / "riuso.service", tmp_path / "riuso.timer"],
        capture_output=True,
        text=True,
        check=False,
    )

    about_ours = [line for line in done.stderr.splitlines() if "riuso" in line]
    assert (done.returncode, about_ours) == (0, [])


def test_the_service_counts_failed_sources_as_success_and_the_monitor_judges():
    text = (UNITS / "riuso.service").read_text()

    assert "SuccessExitStatus=3" in text
    assert re.search(r"^ExecStopPost=.* monitor ", text, re.MULTILINE)


@pytest.mark.parametrize(
    ("name", "schema"),
    [("github-actions.yml", "vendor.github-workflows"), ("gitlab-ci.yml", "vendor.gitlab-ci")],
)
def test_build_services_take_the_pipelines(name, schema):
    tool = Path(sys.executable).with_name("check-jsonschema")
    done = subprocess.run(
        [tool, "--builtin-schema", schema, DEPLOY / name], capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_scripts_of_the_pipelines_are_shell(tmp_path):
    github = yaml.safe_load((DEPLOY / "github-actions.yml").read_text())
    steps = [step["run"] for step in github["jobs"]["night"]["steps"] if "run" in step]
    gitlab = yaml.safe_load((DEPLOY / "gitlab-ci.yml").read_text())["pages"]["script"]
    script = tmp_path / "night.sh"
    for line in [*steps, *gitlab]:
        script.write_text(re.sub(r"\$\{\{.*?\}\}", "value", line))
        subprocess.run(["bash", "-n", script], check=True)


def test_a_night_of_the_github_recipe_ends_as_the_crawl_does(tmp_path):
    """Run its step with a riuso that only ends: 3 goes on, 5 stops."""
    github = yaml.safe_load((DEPLOY / "github-actions.yml").read_text())
    step = next(one["run"] for one in github["jobs"]["night"]["steps"] if one.get("id") == "crawl")
    fake = tmp_path / "riuso"
    environment = {
        "PATH": f"{tmp_path}:/usr/bin:/bin",
        "GITHUB_OUTPUT": str(tmp_path / "output"),
        "GITHUB_STEP_SUMMARY": str(tmp_path / "summary"),
    }
    for code, ends in ((0, 0), (3, 0), (5, 5)):
        fake.write_text(f'#!/bin/sh\n[ "$1" = crawl ] && exit {code}\necho told\n')
        fake.chmod(0o755)
        done = subprocess.run(["bash", "-e", "-c", step], env=environment, check=False)
        assert done.returncode == ends
    assert (tmp_path / "summary").read_text() == "told\n" * 3


def test_cron_mails_only_what_is_not_well(tmp_path):
    """Run its command with a riuso that only ends: what is printed is what would be mailed."""
    line = next(one for one in (DEPLOY / "cron").read_text().splitlines() if one.startswith("45 "))
    command = (
        line.split(maxsplit=6)[6]
        .replace("/opt/riuso/bin/", f"{tmp_path}/")
        .replace("/var/lib/riuso", str(tmp_path))
    )
    assert "%" not in command, "cron would end the line there"
    fake = tmp_path / "riuso"
    mailed = {}
    for code in (0, 3, 4, 2):
        fake.write_text(f'#!/bin/sh\n[ "$1" = monitor ] && exit 0\necho said; echo noted >&2; exit {code}\n')
        fake.chmod(0o755)
        mailed[code] = subprocess.run(
            ["sh", "-c", command], capture_output=True, text=True, check=True
        ).stdout

    assert mailed == {0: "", 3: "", 4: "said\nnoted\n", 2: "said\nnoted\n"}


def test_the_image_holds_what_an_installation_needs():
    text = (DEPLOY / "Containerfile").read_text()
    copied = {
        name for line in re.findall(r"^COPY (?!--)(.*) \S+$", text, re.MULTILINE) for name in line.split()
    }

    assert {"cli", "crawler", "index", "publiccode", "pyproject.toml", "constraints.txt"} <= copied
    assert all((ROOT / name).exists() for name in copied)
    assert "git" in text
    assert re.search(r"^USER \d+$", text, re.MULTILINE)
