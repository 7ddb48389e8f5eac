from __future__ import annotations

import pytest

from crawler.lists.entry import Entry
from crawler.lists.sources import source_of
from crawler.source import HostKind, ListForm, Source, SourceKind
from publiccode.publisher import Publisher

LISTER = Publisher("a", "A")
LIST = Source(
    "https://lists.example/all.json", SourceKind.LIST, HostKind.LIST, LISTER, "p.yml:3", form=ListForm()
)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/a/b.git", ("repo", "github", "https://github.com/a/b")),
        ("git@gitlab.com:a/b/c.git", ("repo", "gitlab", "https://gitlab.com/a/b/c")),
        ("http://github.com/a/b/tree/main/docs", ("repo", "github", "https://github.com/a/b")),
        ("https://github.com/a", ("org", "github", "https://github.com/a")),
        ("https://u:p@codeberg.org/a/b?x#y", ("repo", "gitea", "https://codeberg.org/a/b")),
        ("http://git.example/a/b", ("repo", "unknown", "http://git.example/a/b")),
        ("https://x.example/f/publiccode.yml", ("repo", "raw", "https://x.example/f/publiccode.yml")),
    ],
)
def test_an_address_of_a_list_becomes_a_source(url, expected):
    source = source_of(Entry(url=url), LIST)
    assert source is not None
    assert (source.kind, source.host, source.url) == expected
    assert (source.via, source.publisher, source.place, source.form) == (
        LIST,
        LIST.publisher,
        LIST.place,
        None,
    )


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://x.example/a/b",
        "/srv/a",
        "N/A",
        "",
        "https://",
        "https://github.com",
        "https://u:p@x.example/publiccode.yml",
        "https://x.example/a b/c/publiccode.yml",
        "https://x.example/\x1b[1m/publiccode.yml",
        "http://[::1",
        "http://x.example:99999/a/b",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_address_on_the_web_is_none(url):
    assert source_of(Entry(url=url), LIST) is None


def test_accounts_and_instances_stay_what_the_list_says():
    entry = Entry(url="https://git.example/a/", names=SourceKind.ORG, host=HostKind.GITLAB)
    source = source_of(entry, LIST)
    assert source is not None
    assert (source.kind, source.host, source.url) == ("org", "gitlab", "https://git.example/a")
    entry = Entry(url="https://git.example", names=SourceKind.INSTANCE, publisher=Publisher("a/b", "B"))
    source = source_of(entry, LIST)
    assert source is not None
    assert (source.kind, source.publisher.id) == ("instance", "a/b")
