from __future__ import annotations

import pytest

from crawler.tokens import Tokens, variable


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://git.example.org/a/b", "RIUSO_TOKEN_GIT_EXAMPLE_ORG"),
        ("https://git.example.org:443/a", "RIUSO_TOKEN_GIT_EXAMPLE_ORG"),
        ("http://git.example.org:443/a", "RIUSO_TOKEN_GIT_EXAMPLE_ORG_443"),
        ("https://Code-1.example:8443", "RIUSO_TOKEN_CODE_1_EXAMPLE_8443"),
        ("file:///srv/x", None),
    ],
)
def test_the_variable_is_named_after_the_host(url, name):
    assert variable(url) == name


def test_a_token_is_for_its_host_only():
    tokens = Tokens(
        {"GITEA_TOKEN": "berg", "RIUSO_TOKEN_GIT_EXAMPLE": "own", "RIUSO_TOKEN_EMPTY_EXAMPLE": ""}
    )
    assert tokens.for_url("https://codeberg.org/a/b") == "berg"
    assert tokens.for_url("https://CODEBERG.org/a/b") == "berg"
    assert tokens.for_url("https://git.example/a") == "own"
    assert tokens.for_url("https://git.example:8443/a") is None
    assert tokens.for_url("https://sub.git.example/a") is None
    assert tokens.for_url("https://codeberg.org.evil.example/a") is None
    assert tokens.for_url("https://empty.example/a") is None


def test_a_hosts_own_variable_comes_before_the_well_known_one():
    tokens = Tokens({"GITEA_TOKEN": "general", "RIUSO_TOKEN_CODEBERG_ORG": "own"})
    assert tokens.for_url("https://codeberg.org/") == "own"


def test_no_token_shows_in_a_log():
    assert "hunter2" not in repr(Tokens({"GITEA_TOKEN": "hunter2"}))


def test_a_token_is_hidden_wherever_it_stands():
    tokens = Tokens({"GITEA_TOKEN": "secret-1", "HOME": "/home/x"}, {"git.example": "secret-1-and-more"})
    assert tokens.redact("secret-1-and-more, secret-1 /home/x") == "***, *** /home/x"
    assert tokens.redact_bytes(b"<secret-1>") == b"<***>"


def test_the_api_of_a_host_has_its_token():
    tokens = Tokens({"GITHUB_TOKEN": "hub-token", "BITBUCKET_TOKEN": "bucket"})
    assert tokens.for_url("https://api.github.com/graphql") == "hub-token"
    assert tokens.for_url("git+https://bitbucket.org/a/b.git") == "bucket"
    assert tokens.for_url("https://raw.githubusercontent.com/a/b") is None
