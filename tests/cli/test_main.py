from __future__ import annotations

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from cli import main, start
from cli.main import COMMANDS, cli

RIUSO = Path(sys.executable).with_name("riuso")
HEAVY = ("scrapy", "twisted", "rich", "whoosh", "jinja2", "yaml", "babel")


def all_commands(group: click.Group = cli, path: str = "riuso"):
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from all_commands(command, f"{path} {name}")


EVERY = dict(all_commands())
LEAVES = [path for path, command in EVERY.items() if not isinstance(command, click.Group)]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_in_the_table_is_the_commands_own(name):
    command = import_module(f"cli.commands.{name.replace('-', '_')}").command

    assert command.get_short_help_str(limit=200).rstrip(".") == COMMANDS[name]


def test_every_module_is_a_command_and_the_reverse():
    folder = Path(main.__file__).parent / "commands"

    assert {path.stem.replace("_", "-") for path in folder.glob("[!_]*.py")} == set(COMMANDS)


@pytest.mark.parametrize("path", EVERY)
def test_every_command_has_summary_example_and_help_for_each_option(path):
    command = EVERY[path]

    assert command.help
    assert command.epilog
    assert command.epilog.startswith("\b\nExample:\n  riuso ")
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.name} has no help"


@pytest.mark.parametrize(
    "path", [path for path, command in EVERY.items() if not isinstance(command, click.Group)]
)
def test_every_command_answers_h_and_knows_json(path):
    arguments = path.split()[1:]

    result = CliRunner().invoke(cli, [*arguments, "-h"])

    assert result.exit_code == 0
    assert "Example:" in result.output
    assert "--format" in result.output or arguments == ["site", "serve"]


def test_a_mistyped_command_is_offered_right():
    result = CliRunner().invoke(cli, ["serch", "x"])

    assert result.exit_code == 2
    assert "Did you mean 'search'?" in result.output


def modules_after(*arguments: str) -> set[str]:
    script = (
        "import sys\n"
        "from cli.main import main\n"
        "sys.argv = ['riuso', *sys.argv[1:]]\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print(' '.join(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments], capture_output=True, text=True, check=True
    )
    return {name.split(".")[0] for name in done.stderr.splitlines()[-1].split()}


def test_help_imports_nothing_heavy():
    assert not modules_after("--help").intersection(HEAVY)


def test_search_does_not_import_the_crawler(tmp_path):
    assert not modules_after("search", "x", "--data", str(tmp_path)).intersection(
        {"scrapy", "twisted", "rich"}
    )


def run_script(body: str, **environment: str) -> subprocess.CompletedProcess[str]:
    script = (
        "import cli.main, cli.commands.status as status, sys\n"
        f"{body}\n"
        "sys.argv = ['riuso', 'status']\n"
        "cli.main.main()"
    )
    return subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


def test_streams_that_are_closed_are_no_fault():
    """As cron and daemons may start a command; no file that it opens may get their numbers."""
    done = subprocess.run(f"{sys.executable} -m cli.start schema <&- >&- 2>&-", shell=True, check=False)
    assert done.returncode == 0


def test_ctrl_c_while_it_starts_is_no_traceback(monkeypatch, capfd):
    def interrupted(*_arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("builtins.__import__", interrupted)
    with pytest.raises(SystemExit) as ended:
        start.main()

    assert ended.value.code == 130
    assert capfd.readouterr().err == "Interrupted.\n"


FAULT = "def fail(*_): raise ZeroDivisionError('nobody foresaw this')\nstatus.standing = fail"


def test_an_unforeseen_error_is_a_message_and_a_log(tmp_path):
    done = run_script(FAULT, XDG_STATE_HOME=str(tmp_path), RIUSO_DEBUG="")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    log = tmp_path / "riuso" / "log" / "errors.log"
    assert f"ZeroDivisionError). The details are in {log}" in done.stderr
    assert "nobody foresaw this" in log.read_text()


def test_debug_shows_the_traceback(tmp_path):
    done = run_script(FAULT, XDG_STATE_HOME=str(tmp_path), RIUSO_DEBUG="1")

    assert done.returncode == 1
    assert "nobody foresaw this" in done.stderr


def test_a_log_that_cannot_be_written_is_no_second_error(tmp_path):
    (tmp_path / "riuso").write_text("a file where the folder should be")

    done = run_script(FAULT, XDG_STATE_HOME=str(tmp_path), RIUSO_DEBUG="")

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert "RIUSO_DEBUG=1" in done.stderr


def test_interrupted(tmp_path):
    done = run_script(
        "def stop(*_): raise KeyboardInterrupt\nstatus.standing = stop", XDG_STATE_HOME=str(tmp_path)
    )

    assert done.returncode == 130
    assert "Traceback" not in done.stderr


def test_a_reader_that_leaves_is_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as closed:
        done = subprocess.run([RIUSO, "--help"], stdout=closed, stderr=subprocess.PIPE, check=False)

    assert done.returncode == 141
    assert done.stderr == b""


def test_version():
    result = CliRunner().invoke(cli, ["-V"])

    assert result.output.split()[1].count(".") == 2
    assert result.exit_code == 0
