from __future__ import annotations

import json
import os
import subprocess

import pytest
from click.testing import CliRunner, Result

from cli.main import cli

OLD = 'publiccodeYmlVersion: "0.2"  # old\r\nname: Trees\r\ninputTypes: []\r\n'
NEW = OLD.replace("0.2", "0")


def upgrade(*arguments: object, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(cli, ["upgrade", *map(str, arguments)], input=stdin)


@pytest.fixture
def old(tmp_path):
    file = tmp_path / "publiccode.yml"
    file.write_bytes(OLD.encode())
    return file


def test_a_file_is_upgraded_in_place_and_the_rest_is_asked(old):
    result = upgrade(old)

    assert result.exit_code == 0
    assert old.read_bytes() == NEW.encode()
    assert result.output.splitlines() == [
        f'{old}:1:23: done: publiccodeYmlVersion: 0.2 is now "0"',
        f"{old}:3:1: decide: inputTypes has been deprecated since 0.3, and nothing replaces it",
        "    - delete it",
        "    - keep it until version 1.0",
        f"{old}: 1 done, 1 for you to decide",
    ]
    assert list(old.parent.iterdir()) == [old]


def test_a_second_run_does_not_touch_the_file(old):
    upgrade(old)
    before = old.stat()
    result = upgrade(old)

    assert result.exit_code == 0
    assert (old.stat().st_ino, old.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_permissions_and_links_stay(old, tmp_path):
    old.chmod(0o640)
    link = tmp_path / "link.yml"
    link.symlink_to(old)

    upgrade(link)

    assert link.is_symlink()
    assert old.stat().st_mode & 0o777 == 0o640
    assert old.read_bytes() == NEW.encode()


def test_check_writes_nothing_and_tells_by_its_exit_code(old):
    assert upgrade(old, "--check").exit_code == 1
    assert old.read_bytes() == OLD.encode()
    upgrade(old)
    assert upgrade(old, "--check").exit_code == 0


@pytest.mark.parametrize("end", ["", "\n"])
def test_the_diff_is_one_that_git_can_apply(tmp_path, end):
    file = tmp_path / "publiccode.yml"
    file.write_bytes(OLD.encode() + b"softwareVersion: 1.10" + end.encode())

    result = upgrade(file, "--diff")
    assert result.exit_code == 0
    assert file.read_bytes().startswith(OLD.encode())
    (tmp_path / "patch").write_bytes(result.stdout_bytes)
    subprocess.run(["git", "apply", "-p", str(len(file.parts) - 1), "patch"], cwd=tmp_path, check=True)

    assert file.read_bytes() == NEW.encode() + b'softwareVersion: "1.10"' + end.encode()
    assert "decide: inputTypes" in result.stderr


def test_output_goes_elsewhere(old, tmp_path):
    upgrade(old, "--output", tmp_path / "new.yml")

    assert old.read_bytes() == OLD.encode()
    assert (tmp_path / "new.yml").read_bytes() == NEW.encode()


def test_standard_input_goes_to_standard_output():
    result = upgrade("-", stdin=OLD.encode())

    assert result.stdout_bytes == NEW.encode()
    assert "stdin: 1 done, 1 for you to decide" in result.stderr


def test_json_has_changes_and_questions(old):
    [shape] = json.loads(upgrade(old, "--format", "json").stdout)

    assert shape["file"] == str(old)
    assert shape["changed"] is True
    assert shape["done"][0]["code"] == "upgrade/value"
    assert shape["asks"][0]["choices"] == ["delete it", "keep it until version 1.0"]
    assert shape["problems"] == []


@pytest.mark.parametrize("content", [b"", b"a: [", b"\xff\xfe", b"- a"])
def test_what_cannot_be_read_is_left_alone(tmp_path, content):
    file = tmp_path / "publiccode.yml"
    file.write_bytes(content)

    result = upgrade(file)

    assert result.exit_code == 1
    assert file.read_bytes() == content
    assert result.output.splitlines()[-1] == f"{file}: can't be read"
    assert result.output.splitlines()[0].startswith(f"{file}:")


@pytest.mark.parametrize(
    "arguments", [("a", "b", "--output", "c"), ("a", "--output", "c", "--diff"), ("-", "--format", "json")]
)
def test_wrong_calls(tmp_path, monkeypatch, arguments):
    monkeypatch.chdir(tmp_path)
    for name in ("a", "b"):
        (tmp_path / name).write_text(OLD)

    assert upgrade(*arguments, stdin=b"").exit_code == 2
    assert (tmp_path / "a").read_text() == OLD.replace("\r\n", "\n")
    assert not (tmp_path / "c").exists()


def test_a_folder_that_cannot_be_written_is_an_error_not_a_loss(old):
    if os.geteuid() == 0:
        (old.parent / "publiccode.yml.part").mkdir()
    else:
        old.parent.chmod(0o500)

    result = upgrade(old)
    old.parent.chmod(0o700)

    assert result.exit_code == 2
    assert old.read_bytes() == OLD.encode()
