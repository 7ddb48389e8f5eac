from __future__ import annotations

import pytest

from index.pages.links import host_of, repository_name, segment, shown_url, slugs, up, web_url


@pytest.mark.parametrize(
    "url",
    [
        "https://code.example/a/b",
        "http://code.example",
        "HTTPS://Code.Example/x?y=1#z",
        "https://münchen.example/straße",
        "https://[2001:db8::1]:8443/x",
    ],
)
def test_web_addresses_may_become_links(url: str):
    assert web_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//code.example/x",
        "../../etc/passwd",
        "https://",
        "https:///path",
        "https://user:secret@bank.example/",
        "https://bank.example@evil.example/",
        'https://ok.example/" onclick="alert(1)',
        "https://ok.example/a b",
        "https://ok.example/\u202egnp.exe",
        "https://ok.example:99999/",
        "https://[broken/",
        "https://ok.example/" + "x" * 3000,
    ],
)
def test_nothing_else_becomes_a_link(url: str | None):
    assert web_url(url) is None


def test_another_alphabet_shows_as_the_browser_resolves_it():
    assert host_of("https://gооgle.example/") == "xn--ggle-55da.example"
    assert shown_url("https://code.example/a/b%20c/") == "code.example/a/b c"


def test_a_local_repository_says_nothing_of_its_place():
    assert repository_name("file:///srv/secret/place/owner/name") == "owner/name"


@pytest.mark.parametrize(
    "key", ["../../etc/passwd", "..", ".", "a/b", "A", "", "x" * 300, "<b>", "\ud800", "a..b"]
)
def test_a_segment_stays_in_its_folder(key: str):
    made = segment(key)
    assert made
    assert made not in {".", ".."}
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789._-")
    assert ".." not in made
    assert len(made) <= 100


def test_a_plain_segment_stays_as_it_is():
    assert segment("comune-valdora-protocollo.aperto_2") == "comune-valdora-protocollo.aperto_2"
    assert segment("Ü") != segment("U")


def test_slugs_are_distinct_and_do_not_depend_on_order():
    values = ["EUPL-1.2", "eupl-1.2", "MIT", "日本", "", "..", "../.."]
    made = slugs(values)
    assert made["MIT"] == "mit"
    assert len(set(made.values())) == len(values)
    assert made == slugs(reversed(values))
    assert all(slug and "/" not in slug and "." not in slug for slug in made.values())


@pytest.mark.parametrize(
    ("path", "expected"),
    [("index.html", "./"), ("software/x/index.html", "../../"), ("a-z/index.html", "../")],
)
def test_up_leads_to_the_root(path: str, expected: str):
    assert up(path) == expected
