from __future__ import annotations

import pytest

from cli.errors import WrongTargetError
from cli.target import NOBODY, find_target
from crawler.publishers import read_publishers
from crawler.source import HostKind, SourceKind

PUBLISHERS = """\
- {id: town, name: Town, orgs: [https://github.com/Town], repos: [https://codeberg.org/x/y]}
- {id: land, name: Land, instances: [{url: https://git.land.example/forge, host: gitlab}], active: false}
"""


@pytest.fixture
def publishers(tmp_path):
    path = tmp_path / "publishers.yml"
    path.write_text(PUBLISHERS)
    return read_publishers([path])


@pytest.mark.parametrize(
    ("url", "kind", "host"),
    [
        ("https://github.com/a/b", SourceKind.REPO, HostKind.GITHUB),
        ("https://github.com/a", SourceKind.ORG, HostKind.GITHUB),
        ("https://codeberg.org", SourceKind.INSTANCE, HostKind.GITEA),
        ("codeberg.org/a/b", SourceKind.REPO, HostKind.GITEA),
        ("https://gitlab.com/a/b/c", SourceKind.REPO, HostKind.GITLAB),
        ("https://git.example/a/b.git", SourceKind.REPO, HostKind.GIT),
        ("https://web.example/publiccode.yml", SourceKind.REPO, HostKind.RAW),
    ],
)
def test_kind_and_host_are_told_from_the_url(url, kind, host):
    target = find_target(url, ())

    assert (target.source.kind, target.source.host) == (kind, host)
    assert (target.source.publisher.id, target.registered, target.active) == (NOBODY, None, True)


def test_what_the_url_does_not_show_can_be_said():
    target = find_target("https://git.example/group/sub", (), host=HostKind.GITLAB, kind=SourceKind.ORG)

    assert (target.source.kind, target.source.host) == (SourceKind.ORG, HostKind.GITLAB)


def test_the_publishers_file_says_whose_it_is(publishers):
    whole = find_target("https://github.com/town/", publishers)
    part = find_target("https://github.com/town/app", publishers)

    assert whole.registered is whole.source
    assert part.registered is whole.registered
    assert (part.source.kind, part.source.publisher.id) == (SourceKind.REPO, "town")
    assert find_target("https://github.com/townsfolk", publishers).registered is None


def test_an_instance_may_live_below_a_path_and_be_inactive(publishers):
    org = find_target("https://git.land.example/forge/group", publishers)
    repo = find_target("https://git.land.example/forge/group/app", publishers)

    assert (org.source.kind, repo.source.kind) == (SourceKind.ORG, SourceKind.REPO)
    assert (org.source.host, org.active) == (HostKind.GITLAB, False)


def test_a_list_is_checked_as_the_publishers_file_says_and_is_above_nothing(tmp_path):
    path = tmp_path / "publishers.yml"
    api = "https://api.example/v1"
    path.write_text(f"- {{id: x, name: X, lists: [{{url: '{api}', preset: developers-italia}}]}}\n")
    publishers = read_publishers([path])

    target = find_target(api, publishers)

    assert target.source is target.registered
    assert target.source.kind is SourceKind.LIST
    assert find_target(f"{api}/software", publishers).registered is None


def test_a_folder_is_told_by_what_is_in_it(tmp_path, monkeypatch):
    (tmp_path / "root/owner/name").mkdir(parents=True)
    (tmp_path / "root/owner/name/publiccode.yml").write_text("")
    monkeypatch.chdir(tmp_path)

    kinds = [find_target(path, ()).source.kind for path in ("root/owner/name", "root/owner", "root")]

    assert kinds == [SourceKind.REPO, SourceKind.ORG, SourceKind.INSTANCE]


@pytest.mark.parametrize(
    "url", ["", "nothing", "ssh://git.example/a", "./missing", "https://u:p@git.example/a"]
)
def test_what_can_t_be_crawled_is_said(url):
    with pytest.raises(WrongTargetError):
        find_target(url, ())
