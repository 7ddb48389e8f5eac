from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from crawler.errors import PublishersError
from crawler.publishers import PublisherSources, check_publishers, read_publishers
from crawler.publishers_file import Provenance
from crawler.source import HostKind, ListForm, Preset, SourceKind
from publiccode.publisher import Archetype, Place
from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def write(tmp_path):
    def write(text: str, name: str = "publishers.yml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return write


def only(path: Path) -> PublisherSources:
    (publisher,) = read_publishers([path])
    return publisher


def errors(path: Path) -> list[str]:
    """Return ``line:column: message`` of every problem."""
    return [str(problem).removeprefix(f"{path}:") for problem in check_publishers([path]).problems]


def test_files_in_folders_are_named_with_their_repository(write):
    path = write("""\
- id: a
  name: A
  repos:
    - {url: "https://codeberg.org/a/b", files: [x, ./y/z/publiccode.yaml, "w/publiccode.yml/"]}
  orgs:
    - {url: "https://codeberg.org/a", files: [x]}
""")
    (problem,) = errors(path)
    assert "the key files is not known here" in problem
    (_, mono) = check_publishers([path]).publishers[0].sources
    assert mono.files == ("x/publiccode.yml", "y/z/publiccode.yaml", "w/publiccode.yml")


@pytest.mark.parametrize(
    "file", ["../x", "/etc", "x/../..", "publiccode.yml", ".git/x", "a//b", "'x\\\\y'", "''", "[a]"]
)
def test_a_file_stays_in_its_repository(write, file):
    path = write(f"- id: a\n  name: A\n  repos: [{{url: 'https://codeberg.org/a/b', files: [{file}]}}]\n")
    (problem,) = errors(path)
    assert problem.startswith("3:")


def test_an_entry_is_read_in_full(write):
    path = write("""\
- id: it-comune-esempio
  name: Comune di Esempio
  uri: urn:x-italian-pa:c_x000
  country: it
  archetype: local-government
  place: {name: Esempio, lat: 45.1, lon: 9.2}
  orgs: [https://github.com/comune-esempio, "https://gitlab.com/esempio/gruppo/"]
  repos: [https://codeberg.org/altro/progetto]
  instances:
    - https://codeberg.org
    - {url: "https://git.esempio.example", host: forgejo}
  active: true
""")
    one = only(path)
    assert one.publisher.id == "it-comune-esempio"
    assert (one.publisher.uri, one.publisher.country) == ("urn:x-italian-pa:c_x000", "IT")
    assert one.publisher.archetype is Archetype.LOCAL_GOVERNMENT
    assert one.publisher.place == Place("Esempio", 45.1, 9.2)
    assert (one.active, one.line) == (True, 1)
    assert [(source.kind, source.host, source.url) for source in one.sources] == [
        (SourceKind.ORG, HostKind.GITHUB, "https://github.com/comune-esempio"),
        (SourceKind.ORG, HostKind.GITLAB, "https://gitlab.com/esempio/gruppo/"),
        (SourceKind.REPO, HostKind.GITEA, "https://codeberg.org/altro/progetto"),
        (SourceKind.INSTANCE, HostKind.GITEA, "https://codeberg.org"),
        (SourceKind.INSTANCE, HostKind.GITEA, "https://git.esempio.example"),
    ]
    assert one.sources[-1].place == f"{path}:11"


def test_an_entry_says_where_it_comes_from(write):
    path = write("""\
- id: a
  name: A
  source: The register of X
  checked: 2026-01-31
  note: Moved twice.
- {id: b, name: B, checked: 31 January}
""")
    one, two = check_publishers([path]).publishers
    assert one.provenance == Provenance("The register of X", "2026-01-31", "Moved twice.")
    assert two.provenance == Provenance()
    assert errors(path) == ["6:29: 31 January is no day. Write the day as in 2026-01-31."]


def test_the_italian_crawlers_files_are_read_as_they_are(write):
    path = write("""\
- id: "00304260409"
  name: "Comune di Esempio"
  orgs:
    - "https://github.com/comune-esempio"
  repos:
- id: no
  name: 2024-01-01
  orgs: []
  repos: ["https://github.com/altro/progetto"]
""")
    first, second = read_publishers([path])
    assert (first.publisher.id, len(first.sources)) == ("00304260409", 1)
    assert (second.publisher.id, second.publisher.name) == ("no", "2024-01-01")


def test_a_path_is_taken_from_the_files_own_folder(write, tmp_path):
    path = write("- {id: a, name: A, host: directory, orgs: [software/comune, ./other, /srv/mirror]}\n")
    assert [source.url for source in only(path).sources] == [
        (tmp_path / "software/comune").as_uri(),
        (tmp_path / "other").as_uri(),
        "file:///srv/mirror",
    ]


def test_a_folder_stands_for_its_files(write, tmp_path):
    write("- {id: b, name: B}\n", "b.yml")
    write("- {id: a, name: A}\n", "a.yaml")
    write("not: read\n", "notes.txt")
    assert [one.publisher.id for one in read_publishers([tmp_path])] == ["a", "b"]


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("repo: [https://codeberg.org/a/b]", "the key repo is not known. Did you mean repos?"),
        ("codice-iPA: x", "the key codice-iPA is not known. Known are id"),
        ("archetype: local-goverment", "archetype can't be local-goverment. Did you mean local-government?"),
        ("host: gittea", "host can't be gittea. Did you mean gitea?"),
        ("country: Italy", "Italy is no country code. Use the two letters"),
        ("place: {name: X, lat: 91, lon: 0}", "91 is no lat. Write degrees from -90 to 90"),
        ("place: {name: X, lat: nan, lon: 0}", "nan is no lat"),
        ("place: {nmae: X}", "Did you mean name?"),
        ("place: [X]", "place is not a map"),
        ("orgs: https://codeberg.org/a", "orgs is not a list"),
        ("orgs: [[a]]", "this is no URL"),
        ("orgs: [{url: https://codeberg.org/a, hots: git}]", "Did you mean host?"),
        ("orgs: [codeberg.org/a]", "codeberg.org/a is no URL. Begin it with https://"),
        ("repos: ['git@github.com:a/b.git']", "is no URL"),
        ("repos: ['ssh://git@host.example/a/b']", "riuso speaks https, http and file"),
        ("repos: ['--upload-pack=touch /tmp/x']", "holds blanks"),
        ("repos: ['https://user:secret@host.example/a/b']", "the URL holds a user name or password"),
        ("repos: ['https://host.example:99999/a/b']", "is no URL"),
        ("orgs: [https://codeberg.org/]", "names a whole instance. Put it under 'instances:'"),
        ("orgs: [{url: https://host.example/a, host: git}]", "plain git can't list"),
        ("orgs: [{url: https://host.example/a, host: directory}]", "a directory is a local folder"),
        ("orgs: ['file://server/share']", "names another machine"),
        ("repos: [{url: 'file:///srv/x', host: github}]", "a local folder can't be github"),
        ("active: maybe", "active is neither true nor false"),
        ("name: [a]", "name is not a text"),
    ],
)
def test_what_is_wrong_is_told_with_its_place_and_what_to_do(write, entry, told):
    name = "" if entry.startswith("name:") else "  name: A\n"
    path = write(f"- id: a\n{name}  {entry}\n")
    found = errors(path)
    assert any(told in error for error in found), found
    assert all(re.match(r"[123]:\d+: ", error) for error in found)
    with pytest.raises(PublishersError, match=f"^{re.escape(str(path))}:\\d+:\\d+: "):
        read_publishers([path])


def test_a_secret_in_a_url_is_not_repeated(write):
    path = write("- {id: a, name: A, repos: ['https://user:hunter2@host.example/a/b']}\n")
    assert not any("hunter2" in error for error in errors(path))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "1:1: the file names no publishers"),
        ("# nothing yet\n---\n", "the file names no publishers"),
        ("publishers: []\n", "1:1: the file is not a list of publishers"),
        ("- just text\n", "1:3: this is not a publisher"),
        ("- id: a\n", "1:3: the publisher has no name"),
        ("- {id: a, name: A}\n- {id: a, name: B}\n", "2:3: the id a already belongs to"),
        ("- {id: a, id: b, name: A}\n", "1:11: id is given again"),
        ("- id: a\n\tname: A\n", "2:1: "),
        ("[" * 200_000, "nested more than 20 levels"),
        ("- &a [*b, *b]\n", "1:"),
        (b"- id: \xff\n", "UTF-8"),
        ("- {id: a, name: A, orgs: [" + "x, " * 220_000 + "]}", "values"),
    ],
)
def test_a_file_that_is_no_publishers_file_ends_in_an_error(tmp_path, text, told):
    path = tmp_path / "publishers.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    assert any(told in error for error in errors(path)), errors(path)[:3]
    with pytest.raises(PublishersError):
        read_publishers([path])


def test_a_file_that_cannot_be_read_is_told_like_any_other_error(tmp_path):
    with pytest.raises(PublishersError, match=r"nothing.yml:1:1: can't be read: No such file"):
        read_publishers([tmp_path / "nothing.yml"])


def test_what_is_named_twice_is_told_and_crawled_once(write):
    path = write("""\
- id: a
  name: A
  repos: [https://codeberg.org/x/y, https://codeberg.org/X/y.git]
- id: b
  name: B
  repos: [https://codeberg.org/x/y/]
""")
    check = check_publishers([path])
    assert check.errors == ()
    assert [str(problem).partition(": ")[0] for problem in check.problems] == [f"{path}:3:1", f"{path}:6:1"]
    assert all("already named at" in str(problem) for problem in check.problems)
    first, second = check.publishers
    assert [len(first.sources), len(second.sources)] == [1, 1]


def test_an_unknown_host_is_no_problem_for_it_is_asked(write):
    path = write("- {id: a, name: A, repos: [https://git.example/x/y]}\n")
    assert check_publishers([path]).problems == ()
    assert only(path).sources[0].host is HostKind.UNKNOWN


def test_many_errors_are_told_in_bounds(write):
    path = write("- {id: a}\n" * 100)
    with pytest.raises(PublishersError, match="and 80 more"):
        read_publishers([path])


def test_the_examples_in_the_documentation_are_right(tmp_path):
    text = (ROOT / "docs" / "publishers-file.md").read_text(encoding="utf-8")
    examples = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert len(examples) > 2
    for number, example in enumerate(examples):
        path = tmp_path / f"{number}.yml"
        path.write_text(example, encoding="utf-8")
        assert read_publishers([path]), example


def test_reading_publishers_does_not_import_scrapy():
    code = "import crawler.publishers, sys; assert not {'scrapy', 'twisted'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_list_says_how_it_is_read(write):
    path = write("""\
- id: a
  name: A
  host: gitlab
  lists:
    - https://lists.example/all.json?all=true
    - {url: ./x.csv, column: repository, names: orgs, host: gitea}
    - {url: "https://api.example/v1", preset: developers-italia}
""")
    first, second, third = only(path).sources
    assert (first.url, first.host, first.kind) == ("https://lists.example/all.json?all=true", "list", "list")
    assert first.form == ListForm(host=HostKind.GITLAB)
    assert second.url == (path.parent / "x.csv").as_uri()
    assert second.form == ListForm(column="repository", names=SourceKind.ORG, host=HostKind.GITEA)
    assert third.form == ListForm(preset=Preset.DEVELOPERS_ITALIA, host=HostKind.GITLAB)


@pytest.mark.parametrize(
    ("keys", "complaint"),
    [
        ("preset: nl-oss-registr", "Did you mean nl-oss-register?"),
        ("preset: fr-accounts, path: $.x", "a preset knows the list's shape"),
        ("path: $.x, column: y", "a path or a column, not both"),
        ("path: '$.x['", "is no JSONPath"),
        ("names: repo", "Did you mean repos?"),
        ("files: [x]", "the key files is not known here"),
    ],
)
def test_a_list_that_contradicts_itself_is_told(write, keys, complaint):
    path = write(f"- id: a\n  name: A\n  lists: [{{url: 'https://l.example/x', {keys}}}]\n")
    (problem,) = errors(path)
    assert complaint in problem
