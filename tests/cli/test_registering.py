"""A registration changes one entry and not a byte more."""

from __future__ import annotations

from typing import Any

import pytest

from cli.registering import NotRegisteredError, register
from crawler.publishers import read_publishers
from crawler.source import HostKind, Source, SourceKind
from publiccode.publisher import Publisher
from tests.conftest import ROOT

FILE = """\
# Italy, kept by hand

- id: one          # the first
  name: 'One'
  orgs:
    - https://codeberg.org/one   # their own
    - https://codeberg.org/uno

# the second came later
- id: two
  name: "Two: too"
  note: |
    Long
    text.
  repos: [https://codeberg.org/two/a]   # only this
- {id: three, name: Three, orgs: [https://codeberg.org/three]}
"""


def source(url: str, kind: SourceKind = SourceKind.ORG, host: HostKind = HostKind.GITEA) -> Source:
    return Source(url, kind, host, Publisher("x", "X"))


@pytest.fixture
def path(tmp_path):
    (tmp_path / "it.yml").write_text(FILE)
    return tmp_path / "it.yml"


def changed(diff: str) -> tuple[list[str], list[str]]:
    lines = diff.splitlines()[2:]
    return (
        [line[1:] for line in lines if line.startswith("-")],
        [line[1:] for line in lines if line.startswith("+")],
    )


def test_nothing_is_written_to_show_a_change(tmp_path):
    path = tmp_path / "new" / "it.yml"
    done = register(path, source("https://codeberg.org/ein"), None, {"id": "a", "name": "A"})

    assert "https://codeberg.org/ein" in done.diff
    assert not path.parent.exists()
    done.write()
    assert len(read_publishers([path])[0].sources) == 1


def test_an_account_joins_the_list_of_its_publisher(path):
    done = register(path, source("https://codeberg.org/ein"), None, {"id": "one"})

    assert changed(done.diff) == ([], ["    - https://codeberg.org/ein"])
    assert path.read_text() == FILE
    done.write()
    assert path.read_text() == done.new
    assert len(read_publishers([path])[0].sources) == 3


def test_a_list_that_is_not_there_yet_is_begun(path):
    done = register(
        path,
        source("https://git.example/forge", SourceKind.INSTANCE, HostKind.GITLAB),
        HostKind.GITLAB,
        {"id": "one"},
    )

    removed, added = changed(done.diff)
    assert removed == []
    assert added[0] == "  instances:"
    assert "# the second came later" in done.new
    *_, new = done.new.partition("# the second came later")
    assert new == FILE.partition("# the second came later")[2]


def test_lists_on_one_line_stay_on_one_line(path):
    flow = register(path, source("https://codeberg.org/drei"), None, {"id": "three"})
    mixed = register(path, source("https://codeberg.org/two/b", SourceKind.REPO), None, {"id": "two"})

    assert changed(flow.diff) == (
        ["- {id: three, name: Three, orgs: [https://codeberg.org/three]}"],
        ["- {id: three, name: Three, orgs: [https://codeberg.org/three, https://codeberg.org/drei]}"],
    )
    removed, added = changed(mixed.diff)
    assert removed == ["  repos: [https://codeberg.org/two/a]   # only this"]
    assert len(added) == 1
    assert added[0].startswith("  repos: [https://codeberg.org/two/a, https://codeberg.org/two/b]")
    assert "# only this" in added[0]


def test_a_new_publisher_comes_last(path):
    facts = {"id": "four", "name": "No: 4", "country": "NO", "checked": "2026-01-31"}
    done = register(path, source("https://codeberg.org/four"), None, facts)

    assert done.new.startswith(FILE)
    done.write()
    four = read_publishers([path])[-1]
    assert (four.publisher.name, four.publisher.country) == ("No: 4", "NO")
    assert four.provenance.checked == "2026-01-31"


def test_a_file_that_is_not_there_is_made(tmp_path):
    path = tmp_path / "new.yml"
    register(path, source("https://codeberg.org/a"), None, {"id": "a", "name": "A"}).write()

    assert path.read_text() == "- id: a\n  name: A\n  orgs:\n    - https://codeberg.org/a\n"


@pytest.mark.parametrize(
    ("text", "facts", "told"),
    [
        (FILE, {"id": "four"}, "--name"),
        (FILE, {"id": "four", "name": "Four", "country": "Italy"}, "can't be used: Italy is no country code"),
        ("- {id: x}\n", {"id": "x"}, "has errors already"),
        ('[{"id": "x", "name": "X"}]\n', {"id": "x"}, "by hand"),
    ],
)
def test_what_can_t_be_changed_safely_is_left_alone(tmp_path, text: str, facts: Any, told: str):
    path = tmp_path / "it.yml"
    path.write_text(text)

    with pytest.raises(NotRegisteredError, match=told):
        register(path, source("https://codeberg.org/a"), None, facts)

    assert path.read_text() == text
    assert [one.name for one in tmp_path.iterdir()] == ["it.yml"]


@pytest.mark.parametrize("identifier", ["a", "b"])
def test_entries_that_share_a_list_are_left_alone(tmp_path, identifier):
    path = tmp_path / "it.yml"
    shared = (
        "- id: a\n  name: A\n  orgs: &x [https://codeberg.org/a]\n- id: b\n  name: B\n  orgs: *x\n"
        "- id: c\n  name: C\n  note: one of them would change with the other\n  active: false\n"
    )
    path.write_text(shared)

    with pytest.raises(NotRegisteredError, match="by hand"):
        register(path, source("https://codeberg.org/new"), None, {"id": identifier})

    assert path.read_text() == shared


def test_every_entry_of_the_registry_can_be_added_to(tmp_path):
    text = (ROOT / "publishers" / "nl.yml").read_text()
    path = tmp_path / "nl.yml"
    path.write_text(text)
    for one in read_publishers([path])[::6]:
        done = register(path, source("https://codeberg.org/new"), None, {"id": one.publisher.id})
        removed, added = changed(done.diff)
        assert removed == []
        assert added in (["    - https://codeberg.org/new"], ["  orgs:", "    - https://codeberg.org/new"])
