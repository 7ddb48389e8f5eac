"""A crawl that can't be published is stopped before it asks anybody anything."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from cli.main import cli


@pytest.mark.parametrize(
    ("file", "text"), [("curation.yml", "delist: ["), ("claims/mine.json", "{"), ("claims/mine.yml", "x: 1")]
)
def test_what_people_wrote_is_read_before_the_crawl(tmp_path, file, text):
    publishers, data = tmp_path / "publishers.yml", tmp_path / "data"
    publishers.write_text(f"- {{id: a, name: A, instances: [{tmp_path}], host: directory}}")
    (data / file).parent.mkdir(parents=True)
    (data / file).write_text(text)

    done = CliRunner().invoke(cli, ["crawl", str(publishers), "--data", str(data)])

    assert done.exit_code == 2
    assert str(data / file) in done.output
    assert not (data / "runs").exists()
