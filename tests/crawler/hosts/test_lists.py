from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.crawler.conftest import text
from tests.crawler.crawling import failures
from tests.hosts.lists import ListServer
from tests.hosts.server import Answer, Fault

if TYPE_CHECKING:
    from tests.crawler.crawling import Crawled
    from tests.hosts.gitea import GiteaServer


@pytest.fixture
def lists():
    with ListServer() as server:
        yield server


@pytest.fixture
def forge(gitea):
    for name in ("a", "b", "c"):
        gitea.add(f"comune/{name}", {"publiccode.yml": text(name)})
    gitea.add("stadt/d", {"publiccode.yml": text("d")})
    return gitea


def listed(url: str, **facts: Any) -> dict[str, Any]:
    return {"lists": [{"url": url, **facts}], "country": "IT"}


def names_of(crawled: Crawled) -> dict[str, str]:
    return {"/".join(url.split("/")[3:]): outcome for url, outcome in crawled.outcomes.items()}


DOCUMENTS = {
    "repos.txt": ("# ours\n{0}/comune/a\n\n  {0}/comune/b.git and more\nno url\n", {}),
    "repos.csv": ("name;repository\nA;{0}/comune/a\nB;{0}/comune/b/\n", {"column": "Repository"}),
    "first-column.csv": ("{0}/comune/a,x\n{0}/comune/b,y\n", {}),
    "plain.json": ('["{0}/comune/a", "{0}/comune/b", 7]', {"path": "$[*]"}),
    "deep.json": (
        '{{"x": [{{"u": "{0}/comune/a"}}, {{"u": "{0}/comune/b/src/branch/main"}}]}}',
        {"path": "$.x[*].u"},
    ),
    "deep.yml": ("x:\n  one: {{u: '{0}/comune/a'}}\n  two: {{u: '{0}/comune/b'}}\n", {"path": "$.x.*.u"}),
    "unnamed": ('["{0}/comune/a", "{0}/comune/b"]', {}),
}


def test_a_list_is_a_document_of_any_format(crawl, lists, forge):
    sources = []
    for name, (body, keys) in DOCUMENTS.items():
        lists.documents[f"/{name}"] = body.format(forge.url).encode()
        sources.append(listed(f"{lists.url}/{name}?v=1", host="gitea", **keys))
    crawled = crawl(*sources, code=0)
    assert names_of(crawled) == {"comune/a": "found", "comune/b": "found"}
    # The first list that names a repository has it.
    assert {record.source for record in crawled.records.values()} == {f"{lists.url}/repos.txt?v=1"}
    assert [one.repositories for one in crawled.report.sources] == [2] + [0] * (len(sources) - 1)
    assert not any(failures(crawled))


def test_a_list_on_disk_names_accounts_and_what_the_operator_names_comes_first(crawl, forge, tmp_path):
    (tmp_path / "accounts.txt").write_text(
        f"{forge.url}/comune\n{forge.url}/stadt\nfile:///etc\nftp://x.example/y\n"
    )
    mine = {"orgs": [{"url": f"{forge.url}/stadt", "host": "gitea"}]}
    crawled = crawl(listed(str(tmp_path / "accounts.txt"), names="orgs", host="gitea"), mine, code=0)
    assert set(names_of(crawled)) == {"comune/a", "comune/b", "comune/c", "stadt/d"}
    by_source = {
        one.url.rpartition("/")[2]: (one.publisher, one.repositories) for one in crawled.report.sources
    }
    assert by_source == {"accounts.txt": ("p0", 0), "comune": ("p0", 3), "stadt": ("p1", 1)}


def test_a_list_that_cannot_be_read_says_why_and_the_others_complete(crawl, lists, forge):
    for name, body in {
        "bad.json": b"{",
        "no-path.json": b'{"a": 1}',
        "x.csv": b"a,b\n1,2\n",
        "ok.txt": b"",
    }.items():
        lists.documents[f"/{name}"] = body
    lists.documents["/ok.txt"] = f"{forge.url}/comune/a".encode()
    lists.faults["/down.txt"] = Fault(Answer(503))
    sources = [listed(f"{lists.url}/{name}", host="gitea") for name in ("bad.json", "no-path.json")]
    sources += [listed(f"{lists.url}/x.csv", column="repository"), listed(f"{lists.url}/down.txt")]
    crawled = crawl(*sources, listed(f"{lists.url}/ok.txt", host="gitea"), code=3)
    bad, pathless, column, down, ok = failures(crawled)
    assert "not JSON" in bad
    assert "add 'path:'" in pathless
    assert "there are a, b" in column
    assert "503" in down
    assert ok == ""
    assert names_of(crawled) == {"comune/a": "found"}


def test_what_a_list_names_may_not_be_inside_and_gets_no_token_of_another(crawl, lists, forge):
    inside = forge.url.replace("127.0.0.1", "localhost")
    lists.documents["/l.txt"] = (
        f"{inside}/comune/a\nhttp://169.254.169.254/a/b\n{forge.url}/comune/b\n".encode()
    )
    crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{lists.port}"] = "list-token"
    crawled = crawl(listed(f"{lists.url}/l.txt", host="gitea"), code=0)
    outcomes = sorted(crawled.outcomes.values())
    assert outcomes == ["found", "host-error", "host-error"]
    assert {record.detail.partition(":")[0] for record in crawled.records.values() if record.detail} == {
        "riuso does not go there"
    }
    (asked,) = (one for one in lists.asked if one.path == "/l.txt")
    assert asked.headers["authorization"] == "Bearer list-token"
    assert not any("authorization" in asked.headers for asked in forge.asked)


def software(number: int, url: str, **facts: Any) -> dict[str, Any]:
    return {"id": f"s{number}", "url": url, "aliases": [], "active": True, **facts}


def test_an_italian_catalogue_gives_its_texts_without_another_request(crawl, lists, forge):
    lists.page_size = 2
    lists.software = [
        software(0, "https://code.example/a.git", publiccodeYml=text("a"), aliases=["https://old.example/a"]),
        software(1, "https://code.example/b", publiccodeYml=text("b")),
        software(2, "https://code.example/gone", publiccodeYml=text("gone"), active=False),
        software(3, f"{forge.url}/comune/c", publiccodeYml=""),
        {"id": 7},
        software(5, "https://code.example/broken", publiccodeYml="name: [\n"),
    ]
    source = listed(
        f"{lists.url}/v1",
        preset="developers-italia",
    )
    crawled = crawl(source | {"host": "gitea"}, code=0)
    assert names_of(crawled) == {"a": "found", "b": "found", "comune/c": "found", "broken": "found"}
    record = crawled.records["https://code.example/a"]
    assert (record.text, record.host, record.aliases) == (text("a"), "list", ("https://old.example/a",))
    assert record.raw_url == f"{lists.url}/v1/software/s0"
    assert lists.requests == {"/v1/software": 3}

    lists.software[1]["publiccodeYml"] = text("b2")
    lists.software[0]["url"] = "https://code.example/moved"
    second = crawl(source | {"host": "gitea"}, after=crawled, code=0)
    assert names_of(second) == {
        "moved": "unchanged",
        "b": "found",
        "comune/c": "unchanged",
        "broken": "unchanged",
    }
    assert second.records["https://code.example/moved"].host_id == record.host_id


def test_an_italian_catalogue_s_publishers_are_crawled_for_themselves(crawl, lists, forge):
    lists.publishers = [
        {"id": "u1", "alternativeId": "c_x", "description": "Comune X", "codeHosting": [
            {"url": f"{forge.url}/comune", "group": True}, {"url": f"{forge.url}/stadt/d", "group": False}]},
        {"id": "u2", "description": "off", "active": False, "codeHosting": [{"url": f"{forge.url}/none"}]},
    ]  # fmt: skip
    source = listed(f"{lists.url}/v1/publishers", preset="developers-italia", host="gitea")
    crawled = crawl(source, code=0)
    assert set(names_of(crawled)) == {"comune/a", "comune/b", "comune/c", "stadt/d"}
    publishers = {(record.publisher.id, record.publisher.name) for record in crawled.records.values()}
    assert publishers == {("p0/c_x", "Comune X")}
    assert {one.url.rpartition("/")[2]: one.repositories for one in crawled.report.sources} == {
        "publishers": 1,
        "comune": 3,
    }


def test_the_dutch_register_is_paged_with_its_key(crawl, lists, forge):
    lists.page_size, lists.key = 2, "k3y"
    owner = {"uri": "https://identifier.overheid.nl/tooi/id/gemeente/gm0001", "label": "Gemeente X"}
    lists.registered = [
        {"id": name, "url": f"{forge.url}/comune/{name}", "organisation": owner} for name in "abc"
    ]
    source = listed(f"{lists.url}/oss-register/v1", preset="nl-oss-register", host="gitea")
    assert "login" in failures(crawl(source, code=4))[0]
    crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{lists.port}"] = lists.key
    lists.forget()
    crawled = crawl(source, code=0)
    assert set(names_of(crawled)) == {"comune/a", "comune/b", "comune/c"}
    assert lists.requests == {"/oss-register/v1/repositories": 2}
    record = next(iter(crawled.records.values()))
    assert (record.publisher.id, record.publisher.uri) == ("p0/gm0001", owner["uri"])


def test_us_inventories_are_read_however_broken(crawl, lists, forge):
    inventory = {
        "version": "2.0.0",
        "agency": "GSA",
        "releases": [
            {"name": "a", "repositoryURL": f"{forge.url}/comune/a", "description": "line\nbreak"},
            {"name": "none", "repositoryURL": "N/A"},
            {"name": "empty"},
            "nonsense",
        ],
    }
    broken = json.dumps({"agency": "DOE", "releases": [{"repositoryURL": f"{forge.url}/comune/b"}]})
    lists.documents["/code.json"] = b"\xef\xbb\xbf" + json.dumps(inventory).replace("\\n", "\n").encode(
        "cp1252"
    )
    lists.documents["/old.json"] = json.dumps(
        {"projects": [{"repository": f"{forge.url}/comune/c"}]}
    ).encode()
    lists.documents["/broken.json"] = broken[:-1].encode() + b",}"
    lists.documents["/html.json"] = b"<html>moved</html>"
    names = ("code", "old", "broken", "html")
    crawled = crawl(
        *(listed(f"{lists.url}/{name}.json", preset="us-code-json", host="gitea") for name in names), code=3
    )
    assert names_of(crawled) == {"comune/a": "found", "comune/b": "found", "comune/c": "found"}
    assert [bool(failure) for failure in failures(crawled)] == [False, False, False, True]
    assert crawled.records[f"{forge.url}/comune/a"].publisher.name == "GSA"
    assert "3 entries name no public repository" in crawled.log


def test_the_french_accounts_are_accounts_and_whole_hosts(crawl, lists):
    lists.documents["/comptes.yml"] = b"""\
127.0.0.1:1:
  forge: gitea
  owners: {comune: {pso_id: 1}, stadt: {}}
git.example.invalid: {forge: gitlab}
old.example: {forge: gitlab, ignored_since: 2024-08-09}
github.com: {forge: github}
sr.ht: {forge: sourcehut, owners: {x: {}}}
"""
    crawled = crawl(listed(f"{lists.url}/comptes.yml", preset="fr-accounts"), code=3)
    sources = {one.url: (one.host, one.publisher) for one in crawled.report.sources[1:]}
    assert sources == {
        "https://127.0.0.1:1/comune": ("gitea", "p0/127.0.0.1:1/comune"),
        "https://127.0.0.1:1/stadt": ("gitea", "p0/127.0.0.1:1/stadt"),
        "https://git.example.invalid": ("gitlab", "p0/git.example.invalid"),
    }
    assert "2 entries are hosts that riuso can't list" in crawled.log


def test_ecosystems_says_which_repositories_have_the_file(crawl, lists, forge: GiteaServer):
    lists.page_size = 2
    files = {"a": {"files": {"publiccode": "publiccode.yml"}}, "b": {"files": {"publiccode": None}}, "c": {}}
    found = [{"full_name": f"comune/{name}", "html_url": f"{forge.url}/comune/{name}", "metadata": metadata}
             for name, metadata in files.items()]  # fmt: skip
    lists.indexed = {"forge.example": found, "empty.example": []}
    source = listed(f"{lists.url}/api/v1/hosts", preset="ecosyste.ms", host="gitea")
    crawled = crawl(source, code=0)
    assert names_of(crawled) == {"comune/a": "found", "comune/c": "found"}
    assert lists.requests == {"/api/v1/hosts": 1, "/api/v1/hosts/forge.example/repositories": 2}


def test_a_raw_file_is_a_source(crawl, forge):
    raw = f"{forge.url}/api/v1/repos/comune/a/raw/publiccode.yml?ref=main"
    first = crawl({"repos": [raw]}, code=0)
    assert (first.record.outcome, first.record.text, first.record.raw_url) == ("found", text("a"), raw)
    assert first.record.host == "raw"
    forge.forget()
    second = crawl({"repos": [raw]}, after=first, code=0)
    assert second.record.outcome == "unchanged"
    (requests,) = second.report.requests.values()
    assert (requests.total, requests.not_modified) == (2, 1)  # robots.txt is the other one


def test_the_repositories_of_a_list_are_asked_for_together(crawl, lists, github):
    names = [f"comune/r{number}" for number in range(30)]
    for name in names:
        github.add(name, {"README": "x"})
    crawl.environment[f"RIUSO_TOKEN_127_0_0_1_{github.port}"] = "t0ken"
    github.tokens.add("t0ken")
    lists.documents["/l.txt"] = "\n".join(f"{github.url}/{name}" for name in names).encode()
    crawled = crawl(listed(f"{lists.url}/l.txt", host="github"), code=0)
    assert crawled.report.repositories == {"absent": 30}
    assert sum(github.requests.values()) <= 2


def test_the_page_of_a_file_will_do(crawl, forge):
    page = f"{forge.url}/comune/a/src/branch/main/publiccode.yml"
    forge.faults["/comune/a/raw/branch/main/publiccode.yml"] = Fault(Answer(200, text("a").encode()))
    record = crawl({"repos": [page]}, code=0).record
    assert (record.outcome, record.repository) == ("found", f"{forge.url}/comune/a")
