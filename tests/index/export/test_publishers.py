from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from crawler.publishers import read_publishers
from crawler.source import SourceKind
from index.export import export
from publiccode.publisher import Archetype, Place, Publisher
from tests.index.entries import PROTOCOLLO
from tests.index.export.documents import OPTIONS
from tests.index.hostile_entry import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crawler.publishers import PublisherSources
    from index.entry import Entry

TOWN = Publisher(
    "it-town", "Comune: di #Esempio\n- id: x", "urn:x-italian-pa:c_x000", "IT", Archetype.LOCAL_GOVERNMENT,
    Place("Esempio", 45.1, 9.2),
)  # fmt: skip


def at(repository: str, publisher: Publisher = TOWN, **facts):
    return replace(PROTOCOLLO, repository=repository, publisher=publisher, **facts)


def read(tmp_path: Path, entries: Sequence[Entry]) -> Sequence[PublisherSources]:
    path = tmp_path / "publishers.yml"
    path.write_bytes(b"".join(export("publishers", entries, OPTIONS)))
    return read_publishers([path])


def test_a_crawl_reads_what_was_written(tmp_path):
    found = read(
        tmp_path,
        [
            at("https://git.example/town/trees", host="gitea"),
            at("https://git.example/town/two", host="gitea", path="one/publiccode.yml"),
            at("https://git.example/town/two", host="gitea", path="two/publiccode.yml"),
            at("https://gitlab.example/a/b/c", Publisher("de-city", "Stadt"), host="gitlab"),
        ],
    )

    assert [one.publisher for one in found] == [
        Publisher("de-city", "Stadt"),
        replace(TOWN, name="Comune: di #Esempio - id: x"),
    ]
    assert [(s.url, s.host.value, s.kind, s.files) for one in found for s in one.sources] == [
        ("https://gitlab.example/a/b/c", "gitlab", SourceKind.REPO, ()),
        ("https://git.example/town/trees", "gitea", SourceKind.REPO, ()),
        (
            "https://git.example/town/two",
            "gitea",
            SourceKind.REPO,
            ("one/publiccode.yml", "two/publiccode.yml"),
        ),
    ]


def test_a_folder_on_the_disk_and_hostile_text_do_no_harm(tmp_path):
    local = at("file:///srv/mirror/x", Publisher("a", "A"))

    (only,) = read(tmp_path, [local, at("https://git.example/x/y", HOSTILE.publisher)])

    assert only.publisher.id == HOSTILE.publisher.id


def test_an_empty_catalogue_is_an_empty_list(tmp_path):
    (tmp_path / "empty.yml").write_bytes(b"".join(export("publishers", [], OPTIONS)))

    assert (tmp_path / "empty.yml").read_text().endswith("[]\n")
