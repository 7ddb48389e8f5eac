from __future__ import annotations

import pytest

from crawler.content import MAX_FILE_BYTES, blob_id, read_content
from publiccode.harvest import Outcome
from tests.hosts.repositories import git


@pytest.mark.parametrize(
    ("data", "outcome", "detail"),
    [
        (b"name: x\n", Outcome.FOUND, None),
        (b"", Outcome.FOUND, None),
        (b"\xef\xbb\xbfname: x\n", Outcome.FOUND, None),
        ("name: città\n".encode(), Outcome.FOUND, None),
        ("name: città\n".encode("latin-1"), Outcome.NOT_TEXT, "byte 10, line 1"),
        (b"a: b\nc: \xed\xa0\x80\n", Outcome.NOT_TEXT, "byte 8, line 2"),
        (b"name: a\0b", Outcome.NOT_TEXT, "NUL"),
        (b"#" * MAX_FILE_BYTES, Outcome.FOUND, None),
        (b"#" * (MAX_FILE_BYTES + 1), Outcome.TOO_LARGE, "larger than 1024 KiB"),
    ],
)
def test_bytes_are_a_text_or_are_told_why_not(data, outcome, detail):
    content = read_content(data)
    assert content.outcome is outcome
    if detail is None:
        assert content.text is not None
        assert content.text.encode() == data
    else:
        assert (content.text, content.blob) == (None, None)
        assert detail in str(content.detail)


def test_the_blob_id_is_gits(tmp_path):
    data = b"name: x\n"
    assert blob_id(data) == git(tmp_path, "hash-object", "--stdin", stdin=data).decode().strip()
