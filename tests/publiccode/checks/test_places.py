"""URLs, identifiers, videos, and files beside the publiccode.yml."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from publiccode.checks import path, uri, urls, video

if TYPE_CHECKING:
    from publiccode.checks.fault import Fault


def kind(fault: Fault | None) -> str | None:
    return fault.kind if fault else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a b", None),
        ("HTTPS://EXAMPLE.ORG/x?y=1#z", None),
        ("https://exämple.org:99999/x", None),
        ("https://user:pw@[::1]:8080/x", None),
        ("git+https://example.org/x", None),
        ("file:///srv/x", None),
        ("mailto:a@b.c", None),
        ("x:y", None),
        ("x://#f", None),
        ("", "not-a-url"),
        ("example.org/x", "not-a-url"),
        ("//example.org/x", "not-a-url"),
        ("https://", "not-a-url"),
        ("http:///x", "not-a-url"),
        ("file:///", "not-a-url"),
        ("git@example.org:a/b.git", "not-parsable"),
        (" https://example.org", "not-parsable"),
        ("https://exa mple.org", "not-parsable"),
        ("https://example.org:abc/x", "not-parsable"),
        ("https://example.org/%zz", "not-parsable"),
        ("https://example.org/\n", "not-parsable"),
        ("https://[::1/x", "not-parsable"),
        ("x:" + "a" * 9000, "not-parsable"),
    ],
)
def test_urls(text, expected):
    assert kind(urls.url(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org", None),
        ("http://localhost/x", None),
        ("ftp://example.org", "not-an-http-url"),
        ("/path", "not-an-http-url"),
        ("https:example.org", "not-an-http-url"),
        ("", "not-an-http-url"),
    ],
)
def test_pages(text, expected):
    assert kind(urls.http_url(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org/a", None),
        ("ssh://git@example.org/a", None),
        ("javascript:alert(1)", "unusual-scheme"),
        ("a", "not-a-url"),
    ],
)
def test_repositories(text, expected):
    assert kind(urls.repository_url(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org", None),
        ("ftp://example.org/x", None),
        ("urn:ietf:rfc:2648", None),
        ("urn:x-italian-pa:PCM", None),
        ("URN:X-Italian-PA:pcm", None),
        ("urn:x-italian-pa:nowhere", "unknown-ipa-code"),
        ("did:web:example.org", "uncommon-uri"),
        ("mailto:a@example.org", "uncommon-uri"),
        ("file:///x", "not-a-uri"),
        ("urn:foo:", "not-a-uri"),
        ("urn:urn:x", "not-a-uri"),
        ("urn:foo:a b", "not-a-uri"),
        ("urn:foo:a?=b", "not-a-uri"),
        ("//example.org", "not-a-uri"),
        ("pcm", "not-a-uri"),
        ("https://", "not-a-uri"),
        ("", "not-a-uri"),
        ("urn:a:" + "b" * 3000, "not-a-uri"),
    ],
)
def test_organisations(text, expected):
    assert kind(uri.organisation(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("alias:gdpr", None),
        ("https://example.org/norm", None),
        ("urn:ietf:rfc:2648", None),
        ("alias:GDPR", "unknown-alias"),
        ("alias:", "unknown-alias"),
        ("alias: gdpr", "unknown-alias"),
        ("Alias:gdpr", "not-a-uri"),
        ("gdpr", "not-a-uri"),
        ("foo:bar", "uncommon-uri"),
    ],
)
def test_supported(text, expected):
    assert kind(uri.supported(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://www.youtube.com/watch?v=abc", None),
        ("https://youtu.be/abc", None),
        ("https://vimeo.com/123", None),
        ("https://www.dailymotion.com/video/x", None),
        ("https://youtube.com/shorts/abc", "not-embeddable"),
        ("https://YOUTU.BE/abc", "not-embeddable"),
        ("http://www.youtube.com/watch?v=abc", "not-embeddable"),
        ("https://example.org/film.mp4", "not-embeddable"),
        ("https://youtu.be/" + "a" * 3000, "not-embeddable"),
        ("film", "not-an-http-url"),
    ],
)
def test_videos(text, expected):
    assert kind(video.check(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("img/logo.svg", None),
        ("./a/../logo.svg", None),
        ("https://example.org/logo.svg", None),
        ("/logo.svg", "absolute-path"),
        ("//example.org/logo.svg", "absolute-path"),
        ("file:///logo.svg", "file-url"),
        ("FILE:///logo.svg", "not-a-file"),
        ("data:image/png;base64,AA", "not-a-file"),
        ("C:\\logo.png", "not-a-file"),
        ("../logo.svg", "outside-repository"),
        ("a/../../logo.svg", "outside-repository"),
        ("..\\logo.svg", "outside-repository"),
        ("..", "outside-repository"),
        ("../../etc/passwd", "outside-repository"),
    ],
)
def test_where_a_file_may_be(text, expected):
    assert kind(path.place(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.jpg", None),
        ("a.PNG", None),
        (".png", None),
        ("https://example.org/a.png?raw=true", None),
        ("a.png?raw=true", "wrong-extension"),
        ("a.jpeg", "jpeg-extension"),
        ("a.gif", "wrong-extension"),
        ("a", "wrong-extension"),
        ("", "wrong-extension"),
        ("https://example.org/a.gif", "remote-extension"),
        ("https://example.org/a.jpeg", "remote-extension"),
    ],
)
def test_endings_of_screenshots(text, expected):
    assert kind(path.extension(text, path.SCREENSHOT)) == expected


class Shelf:
    def __init__(self, **files: bytes) -> None:
        self.asked: list[str] = []
        self._files = files

    def read(self, name: str, size: int) -> bytes | None:
        self.asked.append(name)
        return self._files.get(name.partition(".")[0])


@pytest.mark.parametrize(
    ("text", "picture", "expected"),
    [
        ("good.png", True, None),
        ("bad.png", True, "not-a-png"),
        ("bad.png", False, None),
        ("bad.svg", True, None),
        ("none.png", True, "not-found"),
    ],
)
def test_what_is_in_a_file(text, picture, expected):
    shelf = Shelf(good=b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", bad=b"")
    assert kind(path.existing(text, shelf, picture=picture)) == expected
    assert shelf.asked == [text]
