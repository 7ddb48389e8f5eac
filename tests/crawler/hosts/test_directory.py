from __future__ import annotations

import os

import pytest

from tests.crawler.conftest import text
from tests.crawler.crawling import failures
from tests.hosts.repositories import Commit, add_commit, git, make_repository

DIRECTORY = {"host": "directory"}


@pytest.fixture
def root(tmp_path):
    """A root laid out OWNER/NAME/publiccode.yml."""
    root = tmp_path / "root"
    for name in ("comune/protocollo", "comune/sportello", "stadt/termine"):
        (root / name).mkdir(parents=True)
        (root / name / "publiccode.yml").write_text(text(name.partition("/")[2]))
    return root


@pytest.mark.parametrize(
    ("key", "path", "expected"),
    [
        ("instances", "", {"comune/protocollo", "comune/sportello", "stadt/termine"}),
        ("orgs", "comune", {"comune/protocollo", "comune/sportello"}),
        ("repos", "stadt/termine", {"stadt/termine"}),
    ],
)
def test_a_source_names_a_root_an_owner_or_a_repository(crawl, root, key, path, expected):
    crawled = crawl(DIRECTORY | {key: [str(root / path)]}, code=0)
    assert crawled.outcomes == {(root / name).as_uri(): "found" for name in expected}
    assert crawled.report.requests == {}


def test_a_found_file_comes_with_its_text_its_problems_and_its_reading(crawl, root):
    path = root / "stadt/termine/publiccode.yml"
    path.write_text(text("termine").replace("stable", "nonsense"))
    (path.parent / "README.md").write_text("# Termine\n")
    record = crawl(DIRECTORY | {"repos": [str(path.parent)]}).record
    assert record.text == path.read_text()
    assert record.software.name == "termine"
    assert "developmentStatus" in {problem.key for problem in record.problems}
    assert record.root == ("README.md", "publiccode.yml")
    assert record.raw_url == path.as_uri()
    assert record.blob == git(root, "hash-object", str(path)).decode().strip()
    assert (record.host, record.commit, record.activity) == ("directory", None, None)


def test_only_a_changed_file_is_found_again(crawl, root):
    source = DIRECTORY | {"instances": [str(root)]}
    first = crawl(source)
    second = crawl(source, after=first)
    assert set(second.outcomes.values()) == {"unchanged"}
    (root / "stadt/termine/publiccode.yml").write_text(text("termine") + "\n# changed\n")
    third = crawl(source, after=second)
    changed = {url for url, outcome in third.outcomes.items() if outcome == "found"}
    assert changed == {(root / "stadt/termine").as_uri()}


def test_what_is_no_file_to_read_has_its_own_outcome(crawl, root, tmp_path):
    owner = root / "casi"
    contents = {
        "binary": b"name: \xff\xfe\x00",
        "nul": b"name: a\0b\n",
        "large": b"#" * 10_000_000,
        "empty-file": b"",
    }
    for name, content in contents.items():
        (owner / name).mkdir(parents=True)
        (owner / name / "publiccode.yml").write_bytes(content)
    (owner / "nothing").mkdir()
    (owner / ".hidden").mkdir()
    (owner / "pipe").mkdir()
    os.mkfifo(owner / "pipe" / "publiccode.yml")
    (owner / "other-spelling").mkdir()
    (owner / "other-spelling" / "publiccode.yaml").write_text(text())
    bad_name = os.fsencode(owner / "binary") + b"/\xff\xfe"
    os.close(os.open(bad_name, os.O_CREAT))
    crawled = crawl(DIRECTORY | {"orgs": [str(owner)]}, code=0)
    assert crawled.records[(owner / "binary").as_uri()].root == ("publiccode.yml", "\ufffd\ufffd")
    assert {url.rpartition("/")[2]: outcome for url, outcome in crawled.outcomes.items()} == {
        "binary": "not-text",
        "nul": "not-text",
        "large": "too-large",
        "empty-file": "found",
        "nothing": "absent",
        "pipe": "forbidden",
        "other-spelling": "found",
    }
    assert crawled.records[(owner / "other-spelling").as_uri()].path == "publiccode.yaml"
    assert crawled.records[(owner / "large").as_uri()].text is None


def test_nothing_outside_the_source_is_read(crawl, root, tmp_path):
    outside = tmp_path / "outside"
    (outside / "secret").mkdir(parents=True)
    (outside / "secret" / "publiccode.yml").write_text(text("secret"))
    (root / "comune" / "link").symlink_to(outside / "secret")
    (root / "link").symlink_to(outside)
    (root / "comune" / "file-link").mkdir()
    (root / "comune" / "file-link" / "publiccode.yml").symlink_to(outside / "secret" / "publiccode.yml")
    make_repository(outside / "repository.git", {"publiccode.yml": text("secret")})
    (root / "comune" / "git-link").mkdir()
    (root / "comune" / "git-link" / ".git").symlink_to(outside / "repository.git")
    (root / "comune" / "inner-link").symlink_to(root / "comune" / "protocollo")
    crawled = crawl(DIRECTORY | {"instances": [str(root)]})
    links = {url.removeprefix(root.as_uri() + "/"): outcome for url, outcome in crawled.outcomes.items()}
    assert {name for name, outcome in links.items() if outcome == "forbidden"} == {
        "link",
        "comune/link",
        "comune/file-link",
        "comune/git-link",
    }
    assert links["comune/inner-link"] == "found"
    assert "secret" not in (crawled.directory / "harvest.jsonl").read_text().replace("outside/secret", "")


def test_a_git_repository_is_read_as_committed_with_its_activity(crawl, root):
    bare = make_repository(root / "stadt" / "bare.git", {"publiccode.yml": text("bare")}, branch="trunk")
    git(root, "clone", "--quiet", str(bare), str(root / "stadt" / "clone"))
    (root / "stadt" / "clone" / "publiccode.yml").write_text("not committed")
    source = DIRECTORY | {"orgs": [str(root / "stadt")]}
    first = crawl(source, code=0)
    clone = first.records[(root / "stadt/clone").as_uri()]
    assert (clone.host, clone.outcome, clone.default_branch) == ("directory", "found", "trunk")
    assert clone.text == text("bare")
    assert clone.activity.head == clone.commit
    assert first.records[(root / "stadt/bare").as_uri()].blob == clone.blob

    head = add_commit(bare, Commit({"NEWS": "x"}), branch="trunk")
    second = crawl(source, after=first)
    moved = second.records[(root / "stadt/bare").as_uri()]
    assert (moved.outcome, moved.commit, moved.activity.commits) == ("unchanged", head, 2)
    assert second.outcomes[(root / "stadt/clone").as_uri()] == "unchanged"


def test_a_folder_that_cannot_be_read_fails_its_source_and_no_other(crawl, root):
    crawled = crawl(
        DIRECTORY | {"instances": [str(root / "nowhere")], "orgs": [str(root / "comune")]}, code=3
    )
    broken = [failure for failure in failures(crawled) if failure]
    assert len(broken) == 1
    assert "nowhere: No such file or directory" in broken[0]
    assert set(crawled.outcomes.values()) == {"found"}


@pytest.mark.corpus
def test_every_repository_of_the_corpus_gives_one_record(crawl, shared, tmp_path):
    for file in (shared / "corpus" / "files").glob("*.yml"):
        folder = tmp_path / "root" / file.stem.replace("+", "/", 1)
        folder.mkdir(parents=True)
        (folder / "publiccode.yml").write_bytes(file.read_bytes())
    crawled = crawl(DIRECTORY | {"instances": [str(tmp_path / "root")]}, code=0)
    assert len(crawled.records) == 180
    assert crawled.report.repositories == {"found": 180}
    assert all(record.software is not None or record.problems for record in crawled.records.values())
