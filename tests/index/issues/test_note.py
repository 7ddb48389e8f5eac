"""A note says what is wrong in its reader's language, and nothing in a file can make it say anything else."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from index.catalogue.newest import NewestFile
from index.entry import State
from index.issues.markdown import code, escaped, fenced
from index.issues.note import Note, Sender, note_of
from index.issues.tongue import language_of
from index.pages.options import LANGUAGES
from publiccode.publisher import Publisher
from publiccode.upgrade import upgrade
from tests.index.catalogue.harvests import bad_text, good_text
from tests.index.entries import PROTOCOLLO

if TYPE_CHECKING:
    from pathlib import Path

    from markdown_it.token import Token

REPOSITORY = "https://code.town.example/town/trees"
OLD = good_text().replace('"0.7"', '"0.4"')
HOSTILE = """\
publiccodeYmlVersion: "0.4"
name: "x"
"<script>alert(1)</script>": 1
"](javascript:alert(1)) ![x](https://evil.example/p.png)": 1
"` @everyone #1 `": 1
logo: "```\\n# Pwned\\n<img src=x onerror=alert(1)>"
roadmap: "http://evil.example/<!--"
developmentStatus: "--> **bold** https://evil.example www.evil.example | a |"
description:
  "en\\n# Pwned":
    genericName: "````"
"""


def file(text: str, *, path: str = "publiccode.yml", host: str = "gitea", **facts: str) -> NewestFile:
    return NewestFile(
        id="town-trees",
        repository=facts.get("repository", REPOSITORY),
        host=host,
        publisher=Publisher("town", "Town", country=facts.get("country")),
        path=path,
        commit="0123456789abcdef",
        seen="2026-06-24T02:00:00Z",
        text=text,
        archived=False,
    )


def note(newest: NewestFile, state: State | None = State.NEVER_VALID, **more: str) -> Note:
    entry = replace(PROTOCOLLO, state=state) if state else None
    made = note_of(newest, entry, Sender("Town software", more.get("contact")), language=more.get("language"))
    assert made is not None
    return made


def tokens(text: str) -> list[Token]:
    """Return all tokens of a text as GitHub and GitLab would read it, those within lines too."""
    found = []
    for token in MarkdownIt("commonmark", {"html": True}).enable("table").enable("strikethrough").parse(text):
        found += [token, *(token.children or [])]
    return found


def safe(made: Note, repository: str = REPOSITORY) -> None:
    found = tokens(made.text)
    html = [token.content.strip() for token in found if token.type.startswith("html")]
    assert html == [f"<!-- riuso note {made.digest} -->"]
    assert {token.type for token in found if token.type in {"image", "table_open", "s_open"}} == set()
    for token in found:
        if token.type == "link_open":
            assert str(token.attrs["href"]).startswith(repository)
    assert sum(token.type == "fence" for token in found) == (1 if "```diff" in made.text else 0)
    headings = [token.tag for token in found if token.type == "heading_open"]
    assert headings[0] == "h1"
    assert set(headings[1:]) == {"h2"}
    assert not re.search(r"[@#]\w", re.sub(r"(?s)(`+).*?\1|\(<.*?>\)", "", made.text))


def test_a_note_has_the_problems_their_lines_and_the_repair():
    made = note(file(OLD.replace("developmentStatus: stable\n", "")))
    assert made.title == "publiccode.yml: 2 problems to mend"
    assert (made.errors, made.warnings) == (1, 1)
    assert "Town software reads `publiccode.yml` in this repository. On 24 June 2026 it found:" in made.text
    assert "1 error, 1 warning. Until the errors are mended, it is listed with a mark" in made.text
    line = f"[`publiccode.yml:1:23`](<{REPOSITORY}/src/commit/0123456789abcdef/publiccode.yml#L1>)"
    assert f"- **warning** {line} `publiccodeYmlVersion`: " in made.text
    assert made.text.index("**error**") < made.text.index("**warning**")
    assert '-publiccodeYmlVersion: "0.4"\n+publiccodeYmlVersion: "0"' in made.text
    assert made.new_issue is not None
    assert parse_qs(urlsplit(made.new_issue).query) == {"title": [made.title]}
    safe(made)


def test_the_repair_applies(tmp_path: Path):
    made = note(file(OLD, path="apps/publiccode.yml"))
    (tmp_path / "apps").mkdir()
    (tmp_path / "apps" / "publiccode.yml").write_text(OLD)
    (tmp_path / "x.diff").write_text(made.diff)
    subprocess.run(["git", "apply", "x.diff"], cwd=tmp_path, check=True)
    assert (tmp_path / "apps" / "publiccode.yml").read_text() == upgrade(OLD).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_note_is_whole_in_every_language(language):
    made = note(file(bad_text()), language=language, contact="software@town.example")
    assert made.language == language
    assert "software@town.example" in made.text
    assert ("What is wrong" in made.text) == (language == "en")
    assert made.digest == note(file(bad_text()), language="en").digest
    safe(made)


def test_what_follows_from_the_errors_is_told():
    assert "not listed" in note(file("name: [x"), None).text
    assert "shows the last version without errors" in note(file(bad_text()), State.INVALID).text
    assert "listed all the same" in note(file(OLD), State.LISTED).text


def test_a_good_file_has_no_note():
    assert note_of(file(good_text()), PROTOCOLLO, Sender()) is None
    assert note_of(file(OLD), PROTOCOLLO, Sender(), errors_only=True) is None
    assert note_of(file(bad_text()), PROTOCOLLO, Sender(), errors_only=True) is not None


@pytest.mark.parametrize("host", ["github", "gitlab", "gitea", "bitbucket", "git"])
def test_nothing_in_a_file_or_its_name_breaks_out(host):
    made = note(file(HOSTILE, host=host, path="a`b](x)\n# c/<b>.yml"))
    assert "\n# c" not in made.title
    assert "evil.example/p.png" in made.text
    safe(made)
    assert (made.new_issue is None) == (host == "git")


def test_an_address_that_is_none_is_no_link():
    made = note(file(OLD, repository="javascript:alert(1)//x"))
    assert made.new_issue is None
    assert "](<" not in made.text


def test_a_change_that_cannot_be_seen_is_not_shown():
    made = note(file(OLD.replace("name: Trees", "name: Tr\u202eees")))
    assert "```" not in made.text
    assert "`riuso upgrade publiccode.yml`" in made.text
    assert "\u202e" in made.diff or made.diff


def test_how_to_reach_people_stays_in_the_file():
    people = "    - name: Ada Example\n      email: ada@town.example\n"
    text = OLD.replace("    - name: Ada Example\n", people).replace("Ready: true", "Ready: yes")
    made = note(file(text))
    assert "ada@town.example" in made.diff
    assert "ada" not in made.text
    assert "`riuso upgrade publiccode.yml` mends it" in made.text
    wrong = note(file(text.replace("ada@town.example", "ada at home")))
    assert "`maintenance.contacts[0].email`" in wrong.text
    assert "ada" not in wrong.text


def test_a_note_stays_within_what_hosts_take():
    keys = "".join(f"unknown{number}: 1\n" for number in range(3000))
    made = note(file(OLD + keys))
    assert len(made.text) < 60_000
    assert "and 941 more" in made.text


@pytest.mark.corpus
def test_notes_about_real_files_are_safe_and_fit(shared):
    languages = set()
    for path in sorted((shared / "corpus" / "files").glob("*.yml"))[::4]:
        made = note_of(file(path.read_text(encoding="utf-8", errors="replace")), PROTOCOLLO, Sender())
        if made is not None:
            safe(made)
            assert len(made.text) < 30_000
            languages.add(made.language)
    assert {"it", "en"} < languages


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="`*_[]()<>#@!|~-&\\:/. \n\tax1w\u202e", max_size=60))
def test_any_text_stays_text(text):
    for shown in (escaped(text), code(text)):
        found = tokens(f"- a {shown} z")
        kinds = {token.type.removesuffix("_open").removesuffix("_close") for token in found}
        assert kinds <= {
            "bullet_list",
            "list_item",
            "paragraph",
            "inline",
            "text",
            "text_special",
            "code_inline",
        }
    (fence,) = (token for token in tokens(fenced(text, "diff")))
    assert fence.type == "fence"


@pytest.mark.parametrize(
    ("country", "described", "language"),
    [
        ("IT", ("en",), "it"),
        ("CH", ("fr-CH", "de"), "fr"),
        ("CH", ("en",), "de"),
        ("BE", (), "nl"),
        ("SE", ("sv",), "en"),
        (None, ("pt", "es"), "es"),
        (None, (), "en"),
        ("xx", ("de",), "en"),
    ],
)
def test_the_language_is_the_publisher_s(country, described, language):
    assert language_of(country, described) == language


def test_a_file_without_a_known_publisher_country_tells_its_own():
    italian = good_text().replace('"0.7"', '"0.4"') + "organisation:\n  uri: urn:x-italian-pa:c_a662\n"
    assert note(file(italian)).language == "it"
    assert note(file(italian, country="DE")).language == "de"
