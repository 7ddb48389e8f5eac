from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from index.pages.errors import SiteError
from index.pages.folder import MARKER, is_site, staging

if TYPE_CHECKING:
    from pathlib import Path


def _write(out: Path, text: str) -> None:
    with staging(out) as folder:
        (folder / "index.html").write_text(text)


def _fail(out: Path) -> None:
    with staging(out) as folder:
        (folder / "index.html").write_text("half")
        raise ZeroDivisionError


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_site_is_replaced_as_a_whole(tmp_path: Path):
    out = tmp_path / "deep" / "site"
    _write(out, "one")
    (out / "left-over.html").write_text("of the old site")
    _write(out, "two")
    assert (out / "index.html").read_text() == "two"
    assert _names(out) == {"index.html", MARKER}
    assert _names(out.parent) == {"site"}
    assert is_site(out)


def test_an_empty_folder_is_taken(tmp_path: Path):
    out = tmp_path / "site"
    out.mkdir()
    _write(out, "one")
    assert (out / "index.html").read_text() == "one"


def test_an_error_leaves_the_old_site(tmp_path: Path):
    out = tmp_path / "site"
    _write(out, "one")
    with pytest.raises(ZeroDivisionError):
        _fail(out)
    assert (out / "index.html").read_text() == "one"
    assert _names(tmp_path) == {"site"}


@pytest.mark.parametrize("name", ["site", "site.new", "site.old"])
def test_a_folder_of_somebody_else_is_refused(tmp_path: Path, name: str):
    foreign = tmp_path / name
    foreign.mkdir()
    (foreign / "letter.txt").write_text("mine")
    with pytest.raises(SiteError, match=r"holds files that riuso did not write"):
        _write(tmp_path / "site", "one")
    assert (foreign / "letter.txt").read_text() == "mine"


def test_a_disk_that_is_full_is_told_with_the_folder(tmp_path: Path):
    def fill() -> None:
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space left") as error, staging(tmp_path / "site"):
        fill()

    assert error.value.filename == str(tmp_path / "site")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_refused(tmp_path: Path):
    (tmp_path / "site").write_text("mine")
    with pytest.raises(SiteError, match="is not a folder"):
        _write(tmp_path / "site", "one")


def test_a_symbolic_link_goes_on_pointing_at_the_site(tmp_path: Path):
    real = tmp_path / "real"
    _write(real, "one")
    link = tmp_path / "www"
    link.symlink_to(real)
    _write(link, "two")
    assert link.is_symlink()
    assert (real / "index.html").read_text() == "two"


def test_what_a_killed_build_left_is_healed(tmp_path: Path):
    out, new, old = (tmp_path / name for name in ("site", "site.new", "site.old"))
    _write(out, "one")
    out.rename(old)
    _write(new, "half")
    with pytest.raises(ZeroDivisionError):
        _fail(out)
    assert (out / "index.html").read_text() == "one"
    assert _names(tmp_path) == {"site"}


_SLOW_BUILD = """
import sys, time
from pathlib import Path
from index.pages.folder import staging
with staging(Path(sys.argv[1])) as folder:
    (folder / "index.html").write_text("half")
    print("ready", flush=True)
    time.sleep(60)
"""


def test_a_build_that_is_killed_leaves_no_lock_and_another_one_waits_its_turn(tmp_path: Path):
    out = tmp_path / "site"
    _write(out, "one")
    with subprocess.Popen(
        [sys.executable, "-c", _SLOW_BUILD, str(out)], stdout=subprocess.PIPE, text=True
    ) as slow:
        assert slow.stdout is not None
        assert slow.stdout.readline() == "ready\n"
        with pytest.raises(SiteError, match="another build of this site is at work"):
            _write(out, "two")
        slow.kill()
    assert (out / "index.html").read_text() == "one"
    _write(out, "three")
    assert (out / "index.html").read_text() == "three"
    assert _names(tmp_path) == {"site"}


def test_a_reader_never_finds_the_site_missing(tmp_path: Path):
    out = tmp_path / "site"
    _write(out, "0")
    reader = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys, pathlib\n"
            "page = pathlib.Path(sys.argv[1])\n"
            "print('ready', flush=True)\n"
            "misses = 0\n"
            "while not page.with_name('stop').exists():\n"
            "    try: page.read_text()\n"
            "    except FileNotFoundError: misses += 1\n"
            "print(misses, flush=True)\n",
            str(out / "index.html"),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    with reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "ready\n"
        for number in range(20):
            _write(out, str(number))
        (out / "stop").touch()
        assert reader.stdout.read() == "0\n"


def test_where_nothing_can_be_written_the_message_says_so(tmp_path: Path):
    (tmp_path / "file").write_text("")
    started = time.monotonic()
    with pytest.raises(SiteError, match="able to write"):
        _write(tmp_path / "file" / "site", "one")
    assert time.monotonic() - started < 5
