from __future__ import annotations

import pytest

from cli.data_folder import DataFolder
from cli.errors import NothingToCrawlError
from cli.publishers_check import check, publishers_files, publishers_to_crawl
from tests.conftest import ROOT


def test_the_examples_are_counted_and_fine():
    findings = check([ROOT / "examples" / "publishers.yml"])

    assert findings.problems == ()
    assert (findings.publishers, findings.inactive, findings.sources) == (16, 0, 16)
    assert findings.hosts == {"directory": 16}
    assert list(findings.countries.items())[:2] == [("ES", 2), ("FR", 2)]
    assert sum(findings.countries.values()) == 16


def test_what_is_wrong_is_told_with_its_file(tmp_path):
    one, two = tmp_path / "one.yml", tmp_path / "two.yml"
    one.write_text("- {id: a, name: A, orgs: [https://codeberg.org/a], active: false}\n")
    two.write_text("- {id: b, name: B}\n- {id: a, name: A, orgs: [https://codeberg.org/a]}\n")

    findings = check([one, two])

    told = {(problem.file, problem.problem.line, problem.problem.code) for problem in findings.problems}
    assert (str(two), 1, "publishers/no-source") in told
    assert (str(two), 2, "publishers/same-id") in told
    assert findings.inactive == 1


def test_publishers_that_are_one_and_the_same_are_told(tmp_path):
    path = tmp_path / "twice.yml"
    path.write_text(
        "- {id: a, name: Town, country: IT, uri: urn:x, orgs: [https://codeberg.org/a]}\n"
        "- {id: b, name: TOWN, country: IT, orgs: [https://codeberg.org/b]}\n"
        "- {id: c, name: Town, country: FR, uri: urn:x, orgs: [https://codeberg.org/c]}\n"
        "- {id: d, name: Town, country: DE, orgs: [https://codeberg.org/d]}\n"
    )

    found = check([path])

    assert [(one.problem.line, one.problem.key, one.problem.code) for one in found.problems] == [
        (2, "name", "publishers/same-publisher"),
        (3, "uri", "publishers/same-publisher"),
    ]
    assert found.without == {"uri": ("b", "d"), "country": (), "archetype": ("a", "b", "c", "d")}


def test_an_inactive_publisher_needs_a_reason_and_no_source(tmp_path):
    path = tmp_path / "inactive.yml"
    path.write_text(
        "- {id: a, name: A, active: false}\n- {id: b, name: B, active: false, note: no public code host}\n"
    )

    found = check([path])

    assert [(one.problem.line, one.problem.code) for one in found.problems] == [(1, "publishers/no-reason")]
    assert found.without["uri"] == ()


@pytest.mark.parametrize(
    "text", [None, "[]", "- {id: a, name: A, active: false, note: gone, repos: [https://a.example/b.git]}"]
)
def test_a_crawl_of_nothing_is_a_wrong_call(tmp_path, text):
    if text is not None:
        (tmp_path / "publishers.yml").write_text(text)
    with pytest.raises(NothingToCrawlError, match="no active publisher with a source"):
        publishers_to_crawl((tmp_path,), DataFolder(tmp_path / "data"))


def test_the_data_folders_own_file_is_used_when_none_is_given(tmp_path):
    data = DataFolder(tmp_path)
    with pytest.raises(NothingToCrawlError, match=r"publishers\.yml"):
        publishers_files((), data)

    data.publishers.write_text("[]\n")

    assert publishers_files((), data) == (data.publishers,)
    assert publishers_files((tmp_path / "other.yml",), data) == (tmp_path / "other.yml",)
