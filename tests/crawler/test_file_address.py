from __future__ import annotations

import pytest

from crawler.file_address import file_addresses, raw_address, repository_of

GITHUB = "https://raw.githubusercontent.com/town/trees"


@pytest.mark.parametrize(
    ("url", "first"),
    [
        ("https://github.com/town/trees", f"{GITHUB}/HEAD/publiccode.yml"),
        ("https://github.com/town/trees.git", f"{GITHUB}/HEAD/publiccode.yml"),
        ("https://github.com/town/trees/", f"{GITHUB}/HEAD/publiccode.yml"),
        ("https://github.com/town/trees/tree/v1", f"{GITHUB}/v1/publiccode.yml"),
        ("https://github.com/town/trees/tree/main/server/", f"{GITHUB}/main/server/publiccode.yml"),
        ("https://github.com/town/trees/blob/main/publiccode.yml", f"{GITHUB}/main/publiccode.yml"),
        (f"{GITHUB}/main/publiccode.yml", f"{GITHUB}/main/publiccode.yml"),
        ("https://gitlab.com/a/b/trees", "https://gitlab.com/a/b/trees/-/raw/HEAD/publiccode.yml"),
        (
            "https://git.town.example/a/b/c/-/tree/dev",
            "https://git.town.example/a/b/c/-/raw/dev/publiccode.yml",
        ),
        (
            "https://git.town.example/a/c/-/blob/dev/x/publiccode.yaml?ref_type=heads#L3",
            "https://git.town.example/a/c/-/raw/dev/x/publiccode.yaml",
        ),
        (
            "https://codeberg.org/town/trees",
            "https://codeberg.org/api/v1/repos/town/trees/raw/publiccode.yml",
        ),
        (
            "https://code.town.example/town/trees/src/branch/main/publiccode.yml",
            "https://code.town.example/town/trees/raw/branch/main/publiccode.yml",
        ),
        ("https://bitbucket.org/town/trees", "https://bitbucket.org/town/trees/raw/HEAD/publiccode.yml"),
        (
            "https://bitbucket.org/town/trees/src/main/publiccode.yml",
            "https://bitbucket.org/town/trees/raw/main/publiccode.yml",
        ),
        ("https://www.town.example/publiccode.yml", "https://www.town.example/publiccode.yml"),
        ("https://code.town.example:8443/town/trees", "https://code.town.example:8443/town/trees"),
    ],
)
def test_the_likeliest_address_is_first(url, first):
    assert file_addresses(url)[0] == first


def test_both_spellings_are_tried():
    assert file_addresses("https://github.com/town/trees") == (
        f"{GITHUB}/HEAD/publiccode.yml",
        f"{GITHUB}/HEAD/publiccode.yaml",
    )


def test_on_an_unknown_host_every_software_is_tried():
    tried = file_addresses("https://code.town.example/town/trees")
    root = "https://code.town.example"
    assert {
        f"{root}/town/trees/-/raw/HEAD/publiccode.yml",
        f"{root}/api/v1/repos/town/trees/raw/publiccode.yml",
        f"{root}/town/trees/raw/HEAD/publiccode.yml",
    } < set(tried)
    assert len(tried) == 7


@pytest.mark.parametrize(
    ("url", "repository"),
    [
        (f"{GITHUB}/main/publiccode.yml", "https://github.com/town/trees"),
        ("https://github.com/town/trees/blob/main/publiccode.yml", "https://github.com/town/trees"),
        ("https://git.town.example/a/b/-/raw/main/publiccode.yml", "https://git.town.example/a/b"),
        ("https://github.com/town/trees.git", "https://github.com/town/trees"),
        ("https://www.town.example/publiccode.yml", None),
    ],
)
def test_the_repository_is_told_where_the_address_tells_it(url, repository):
    assert repository_of(url) == repository


@pytest.mark.parametrize(
    ("url", "raw"),
    [
        ("https://github.com/town/trees/blob/main/img/a.png", f"{GITHUB}/main/img/a.png"),
        (
            "https://github.com/town/trees/raw/refs/heads/main/a.png?raw=true",
            f"{GITHUB}/refs/heads/main/a.png",
        ),
        ("https://gitlab.com/a/b/-/blob/dev/x.png", "https://gitlab.com/a/b/-/raw/dev/x.png"),
        ("https://codeberg.org/a/b/src/branch/main/x.png", "https://codeberg.org/a/b/raw/branch/main/x.png"),
        ("https://bitbucket.org/a/b/src/main/x.png", "https://bitbucket.org/a/b/raw/main/x.png"),
        ("https://github.com/town.png", "https://github.com/town.png"),
        ("https://github.com/town/trees/assets/1/2", "https://github.com/town/trees/assets/1/2"),
        (f"{GITHUB}/main/raw/x/a.png", f"{GITHUB}/main/raw/x/a.png"),
        ("https://www.town.example/a/b/raw/x.png", "https://www.town.example/a/b/raw/x.png"),
    ],
)
def test_the_page_of_a_picture_stands_for_the_picture(url, raw):
    assert raw_address(url) == raw
