"""Addresses in a file, and what is told of what the network said of them."""

from __future__ import annotations

import pytest

from publiccode.links import MOST_LINKS, Link, Purpose, links
from publiccode.problem import Level
from publiccode.remote import Answer, Failure, remote_problems, unread
from publiccode.rules import RULES, kind_of
from publiccode.rules.codes import codes
from publiccode.rules.remote import RULES as REMOTE
from tests.publiccode.texts import VALID, added, changed

BASE = "https://host.example/town/trees/raw/main/publiccode.yml"
PNG = b"\x89PNG\r\n\x1a\n"
HERE = Answer(200, media_type="text/html")


def link(purpose: Purpose, address: str = "https://a.example/x") -> Link:
    path = {Purpose.REPOSITORY: "url", Purpose.PICTURE: "logo", Purpose.NAME: "isBasedOn"}.get(
        purpose, "landingURL"
    )
    return Link(path, path, 3, 5, address, address, purpose)


def test_every_address_is_found_at_its_place_with_what_should_be_there():
    text = added(
        'landingURL: "https://a.example/"\nlogo: img/ö logo.svg\nisBasedOn: [https://b.example/c]\n'
        "organisation: {uri: urn:x-italian-pa:c_a944}\nsupports: [{id: https://d.example/e}]"
    )
    found = sorted(links(text, base=BASE), key=lambda one: one.line)
    assert [(one.key, one.line, one.column, one.purpose) for one in found] == [
        ("url", 3, 6, Purpose.REPOSITORY),
        ("landingURL", 23, 13, Purpose.PAGE),
        ("logo", 24, 7, Purpose.PICTURE),
        ("isBasedOn[0]", 25, 13, Purpose.NAME),
        ("supports[0].id", 27, 17, Purpose.NAME),
    ]
    assert found[2].address == "https://host.example/town/trees/raw/main/img/%C3%B6%20logo.svg"
    assert "logo" not in {one.key for one in links(text)}, "a file on disk is no address"


@pytest.mark.parametrize(
    "line",
    [
        "logo: ../../../secret.svg",
        "logo: /etc/passwd",
        "logo: file:///etc/passwd",
        "landingURL: ftp://a.example/",
        "landingURL: https://",
        "landingURL: [https://a.example/]",
        "landingURL:",
    ],
)
def test_what_is_no_web_address_is_none(line):
    assert [one.key for one in links(added(line), base=BASE)] == ["url"]


@pytest.mark.parametrize("text", [b"\xff", "", "- a", "a: [", "isBasedOn: &a [*a]"])
def test_a_file_that_can_not_be_read_has_no_addresses(text):
    assert links(text) == ()


def test_a_file_full_of_addresses_is_cut_short():
    many = "\n".join(f"  - https://a.example/{number}" for number in range(500))
    assert len(links(f"isBasedOn:\n{many}")) == MOST_LINKS


@pytest.mark.parametrize(
    ("purpose", "answer", "kind", "level"),
    [
        (Purpose.PAGE, HERE, None, None),
        (Purpose.PAGE, Answer(404), "unreachable", Level.ERROR),
        (Purpose.PAGE, Answer(410), "unreachable", Level.ERROR),
        (Purpose.NAME, Answer(404), "lost", Level.WARNING),
        *(
            (Purpose.PAGE, Answer(status), "not-answered", Level.WARNING)
            for status in (401, 403, 429, 500, 503)
        ),
        (Purpose.PAGE, Answer(None, Failure.TIMED_OUT), "not-answered", Level.WARNING),
        (Purpose.PAGE, Answer(None, Failure.CERTIFICATE), "not-answered", Level.WARNING),
        (Purpose.PAGE, Answer(None, Failure.NO_SUCH_NAME), "unreachable", Level.ERROR),
        (Purpose.PAGE, Answer(None, Failure.NOT_PUBLIC), "not-public", Level.WARNING),
        (Purpose.PAGE, Answer(200, address="https://b.example/y", for_good=True), "moved", Level.WARNING),
        (Purpose.PAGE, Answer(200, address="https://b.example/y"), None, None),
        (Purpose.PAGE, Answer(200, address="https://www.a.example/x/", for_good=True), None, None),
        (Purpose.REPOSITORY, HERE, "not-a-repository", Level.WARNING),
        (Purpose.REPOSITORY, Answer(200, is_repository=True), None, None),
        (Purpose.PICTURE, HERE, "not-a-picture", Level.WARNING),
        (Purpose.PICTURE, Answer(200, media_type="image/svg+xml"), None, None),
    ],
)
def test_what_an_answer_means(purpose, answer, kind, level):
    # Another address answers, so this machine is not offline.
    told = remote_problems([(link(purpose), answer), (link(Purpose.PAGE), HERE)])
    assert [(kind_of(one.code), one.level) for one in told] == ([(kind, level)] if kind else [])
    assert all((one.line, one.column) == (3, 5) and one.hint and one.code in codes() for one in told)


def test_a_png_is_known_by_its_beginning():
    picture = link(Purpose.PICTURE, "https://a.example/logo.PNG?raw=1")
    assert remote_problems([(picture, Answer(200, start=PNG))]) == ()
    (told,) = remote_problems([(picture, Answer(200, start=b"GIF89a"))])
    assert told.code == "logo/not-a-png"


def test_a_machine_that_is_offline_finds_no_dead_addresses():
    nobody = Answer(None, Failure.NO_SUCH_NAME)
    told = remote_problems([(link(Purpose.PAGE), nobody), (link(Purpose.NAME), nobody)])
    assert {one.code for one in told} == {"landingURL/not-answered", "isBasedOn/not-answered"}


def test_a_file_that_was_not_fetched_says_why():
    (told,) = unread("https://a.example/x", HERE)
    assert (told.code, told.level, told.line) == ("file/not-fetched", Level.ERROR, 0)
    assert "a web page came instead" in told.description
    (told,) = unread("https://a.example/x", Answer(404))
    assert "404" in told.description


@pytest.mark.parametrize("failure", Failure)
def test_every_failure_has_words(failure):
    (told,) = unread("https://a.example/x", Answer(None, failure), language="de")
    english = unread("https://a.example/x", Answer(None, failure))[0]
    assert told.description != english.description
    assert "{" not in told.description


def test_each_rule_speaks_only_of_the_network():
    assert {rule.kind for rule in REMOTE} <= set(RULES)
    assert links(changed("https://example.org/town/trees", "git@example.org:town/trees")) == ()
    assert links(VALID)[0].purpose is Purpose.REPOSITORY
