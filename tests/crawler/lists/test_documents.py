from __future__ import annotations

import pytest

from crawler.lists.documents import format_of, read_yaml, urls_in_broken, urls_of
from crawler.lists.entry import ListError
from crawler.source import Format, ListForm


@pytest.mark.parametrize(
    ("url", "media_type", "data", "expected"),
    [
        ("https://x.example/a.JSON?x=1", "text/html", b"", Format.JSON),
        ("https://x.example/a.tsv", "", b"", Format.CSV),
        ("https://x.example/api", "application/json; charset=utf-8", b"", Format.JSON),
        ("https://x.example/api", "text/csv", b"{", Format.CSV),
        ("https://x.example/api", "text/plain", b" [1]", Format.JSON),
        ("https://x.example/api", "", b"https://a", Format.TEXT),
    ],
)
def test_a_format_is_told(url, media_type, data, expected):
    assert format_of(url, media_type, data) is expected


@pytest.mark.parametrize(
    ("data", "form", "complaint"),
    [
        (b"[" * 100_000, ListForm(format=Format.JSON, path="$[*]"), "not JSON"),
        (b"a: [", ListForm(format=Format.YAML, path="$.a"), "not YAML"),
        (b"", ListForm(format=Format.YAML, path="$.a"), "empty"),
        (b'{"a": 1}', ListForm(format=Format.JSON), "add 'path:'"),
        (b'a,b\n"', ListForm(column="c"), "there is no column c"),
        (b"a,b\n" + b"x" * 200_000, ListForm(column="a"), "not CSV"),
    ],
)
def test_a_list_that_cannot_be_read_is_told(data, form, complaint):
    with pytest.raises(ListError, match=complaint):
        urls_of(data, form, "https://x.example/l")


def test_a_yaml_bomb_is_refused():
    levels = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    bomb = "\n".join(["a0: &a0 [x, x]", *levels]).encode()
    with pytest.raises(ListError, match="not YAML"):
        read_yaml(bomb)


def test_what_is_no_url_is_left_out_and_each_comes_once():
    data = b"repository\thttps://a.example/x\nhttps://a.example/x\tb\nhttps://a.example/x \tc\nN/A\td\n"
    assert urls_of(data, ListForm(format=Format.CSV), "l") == ("https://a.example/x",)
    data = b'["https://a.example/x", " https://a.example/x ", 7, null]'
    assert urls_of(data, ListForm(format=Format.JSON, path="$[*]"), "l") == ("https://a.example/x",)


def test_a_broken_inventory_gives_what_can_be_read():
    data = (
        b'{"releases": [{"repositoryURL": "https://a.example/x",}, {"Repository":"https://a.example/y"}, {"r'
    )
    assert urls_in_broken(data) == ("https://a.example/x", "https://a.example/y")
