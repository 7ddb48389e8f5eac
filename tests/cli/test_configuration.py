from __future__ import annotations

import os

import pytest

from cli.configuration import read_configuration
from cli.errors import ConfigurationError
from crawler.options import Budget, CrawlOptions, HostLimits, PictureOptions
from index.monitor import Thresholds

FULL = """
contact = "https://catalogue.example/crawl"

[run]
minutes = 240
requests = 20000
resume_hours = 6
keep_runs = 5
longest_wait = 600
roots = 7

[host]
delay = 0.5
requests = 3000

[hosts."Git.Example:8443"]
concurrency = 1

[hosts."slow.example"]
delay = 2
minutes = 30

[tokens]
"git.example:8443" = "glpat-secret-of-git"
"other.example" = {file = "other.token"}
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "riuso.toml"
    path.write_text(FULL)
    path.chmod(0o600)
    token = tmp_path / "other.token"
    token.write_text("from-a-file\n")
    token.chmod(0o600)
    return path


def test_without_a_file_everything_is_as_usual(tmp_path):
    found = read_configuration(None, tmp_path, {"RIUSO_CONTACT": "me@x.example"})
    assert found.crawl == CrawlOptions(contact="me@x.example")
    assert (found.keep_runs, found.resume_hours, found.notes) == (30, 12, ())


def test_the_file_in_the_data_folder_is_read(file):
    found = read_configuration(None, file.parent, {})
    assert found.crawl.contact == "https://catalogue.example/crawl"
    assert found.crawl.budget == Budget(seconds=14_400, requests=20_000)
    assert found.crawl.roots == 7
    assert (found.crawl.longest_wait_s, found.keep_runs, found.resume_hours) == (600, 5, 6)
    assert found.notes == ()


def test_pictures_are_mirrored_only_where_the_file_says_so(file):
    assert not read_configuration(file, file.parent, {}).pictures.mirror
    file.write_text(
        '[pictures]\nmirror = true\nmegabytes = 0.5\ntotal_megabytes = 1\nminutes = 2\nnever = ["https://x.example/a/"]\n'
    )
    found = read_configuration(file, file.parent, {}).pictures
    assert found == PictureOptions(
        mirror=True, most_bytes=524_288, folder_bytes=1_048_576, seconds=120, never=("https://x.example/a/",)
    )


def test_what_a_host_does_not_say_holds_as_for_all(file):
    limits = read_configuration(file, file.parent, {}).crawl.limits_of
    every = Budget(requests=3000)
    assert limits("any.example") == HostLimits(delay=0.5, budget=every)
    assert limits("git.example:8443") == HostLimits(concurrency=1, delay=0.5, budget=every)
    assert limits("slow.example") == HostLimits(delay=2, budget=Budget(seconds=1800, requests=3000))


def test_tokens_come_from_the_environment_first_and_go_to_their_host(file):
    environment = {"RIUSO_TOKEN_OTHER_EXAMPLE": "from-the-environment"}
    tokens = read_configuration(file, file.parent, environment).tokens
    assert tokens.for_url("https://git.example:8443/a/b") == "glpat-secret-of-git"
    assert tokens.for_url("https://git.example/a/b") is None
    assert tokens.for_url("https://other.example/") == "from-the-environment"
    assert read_configuration(file, file.parent, {}).tokens.for_url("https://other.example/") == "from-a-file"


def test_a_token_that_others_may_read_is_told_and_never_shown(file):
    file.chmod(0o644)
    (note,) = read_configuration(file, file.parent, {}).notes
    assert "chmod 600" in note
    assert "secret" not in note
    assert "secret" not in repr(read_configuration(file, file.parent, {}))


def test_a_file_without_tokens_may_be_read_by_all(tmp_path):
    (tmp_path / "riuso.toml").write_text("[run]\nminutes = 5\n")
    os.chmod(tmp_path / "riuso.toml", 0o644)  # noqa: PTH101 - as an operator would
    assert read_configuration(None, tmp_path, {}).notes == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[run]\nminuts = 3\n", "unknown field `minuts`"),
        ("[run]\nminutes = 0\n", "`$.run.minutes`"),
        ("[host]\nconcurrency = 100\n", "`$.host.concurrency`"),
        ('[tokens]\n"https://git.example" = "top-secret-token"\n', "is no host"),
        ('[tokens]\n"git.example" = 5\n', "$.tokens"),
        ('[tokens]\n"git.example" = {file = "not-there"}\n', "can't read the token"),
        ("[pictures]\nmirror = 1\n", "`$.pictures.mirror`"),
        ("[pictures]\nmirrored = true\n", "unknown field `mirrored`"),
        ("[pictures]\nwidth = 100000\n", "`$.pictures.width`"),
        ("[pictures]\nmegabytes = 0\n", "`$.pictures.megabytes`"),
        ("[pictures]\ntotal_megabytes = 0\n", "`$.pictures.total_megabytes`"),
        ('[pictures]\nnever = ["code.example"]\n', "`$.pictures.never[0]`"),
        ("[run\n", "riuso.toml"),
        ("contact = 'x'\ncontact = 'y'\n", "riuso.toml"),
        ("\x00", "riuso.toml"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_without_the_token(tmp_path, text, told):
    (tmp_path / "riuso.toml").write_text(text)
    with pytest.raises(ConfigurationError) as caught:
        read_configuration(None, tmp_path, {})
    assert told in str(caught.value)
    assert "top-secret" not in str(caught.value)


def test_a_named_file_must_be_there(tmp_path):
    with pytest.raises(ConfigurationError, match="can't read"):
        read_configuration(tmp_path / "none.toml", tmp_path, {})


def test_the_monitor_s_thresholds_are_read(tmp_path):
    path = tmp_path / "riuso.toml"
    path.write_text("[monitor]\nfailed_sources = 2.5\nvanished = 0\n")

    found = read_configuration(path, tmp_path, {}).monitor

    assert found == Thresholds(failed_sources=2.5, vanished=0)
    path.write_text("[monitor]\nfailed_sources = 101\n")
    with pytest.raises(ConfigurationError, match="failed_sources"):
        read_configuration(path, tmp_path, {})
