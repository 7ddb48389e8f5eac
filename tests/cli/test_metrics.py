"""The metrics are what Prometheus reads, whatever a host is called."""

from __future__ import annotations

from dataclasses import replace

from prometheus_client.parser import text_string_to_metric_families

from cli.metrics import metrics, write_metrics
from index.entry import State
from publiccode.pictures import PictureReport
from publiccode.run import BudgetUse, Changes, HostRequests, RunReport, SourceResult, UnusableFile

REPORT = RunReport(
    run="20260131T034500Z",
    started="2026-01-31T03:45:00Z",
    finished="2026-01-31T03:47:05Z",
    sources=(
        SourceResult("x", "https://a.example/a", "gitea", 3),
        SourceResult("x", "https://a.example/b", "gitea", 0, failure="down"),
        SourceResult("x", "https://a.example/c", "gitea", 1, unfinished="budget"),
    ),
    repositories={"found": 2, "absent": 2},
    requests={
        "a.example": HostRequests(7, 3, 1, 0.5, limit=60, remaining=12, refused=2),
        'evil"\n\\.example': HostRequests(1),
    },
    budgets={"run": BudgetUse(requests=100, seconds=50.0, used_requests=80, used_s=45.0)},
    changes=Changes(new=("a", "b"), invalid=("c",)),
    unusable=(UnusableFile("https://a.example/a/b", "publiccode.yml", 3, "no name"),),
    dropped="too much",
    exit=5,
)


def samples(text: str) -> dict[tuple[str, str], float]:
    return {
        (sample.name, ",".join(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_all_of_a_run_is_there():
    told = samples(metrics(REPORT, {State.LISTED: 40, State.STALE: 1}, {"failed_sources": True}))

    assert told["riuso_run_finished_timestamp_seconds", ""] == 1769831225
    assert told["riuso_run_duration_seconds", ""] == 125
    assert told["riuso_run_exit_code", ""] == 5
    assert told["riuso_run_publication_held", ""] == 1
    assert told["riuso_run_files_unusable", ""] == 1
    assert told["riuso_run_repositories", "absent"] == 2
    assert [told["riuso_run_sources", one] for one in ("complete", "failed", "unfinished")] == [1, 1, 1]
    assert told["riuso_run_requests", "a.example"] == 7
    assert told["riuso_run_requests_not_modified", "a.example"] == 3
    assert told["riuso_run_request_errors", "a.example"] == 1
    assert told["riuso_run_requests_refused", "a.example"] == 2
    assert told["riuso_run_wait_seconds", "a.example"] == 0.5
    assert told["riuso_run_rate_limit_remaining", "a.example"] == 12
    assert told["riuso_run_budget_used_ratio", "run"] == 0.9
    assert told["riuso_run_changes", "new"] == 2
    assert told["riuso_run_changes", "vanished"] == 0
    assert told["riuso_software", "listed"] == 40
    assert told["riuso_monitor_exceeded", "failed_sources"] == 1


def test_pictures_are_told_where_any_are_mirrored():
    pictures = PictureReport(
        named=9, fetched=2, failed=3, no_room=1, kept=4, kept_bytes=500, most_bytes=900, reasons={"svg": 3}
    )

    told = samples(metrics(replace(REPORT, pictures=pictures), {}))

    assert [told["riuso_run_pictures", one] for one in ("fetched", "failed", "no_room", "left")] == [
        2,
        3,
        1,
        0,
    ]
    assert told["riuso_run_pictures_failed", "svg"] == 3
    assert [told[f"riuso_pictures_{one}", ""] for one in ("kept", "kept_bytes", "most_bytes")] == [
        4,
        500,
        900,
    ]
    assert not any("pictures" in name for name, _ in samples(metrics(REPORT, {})))


def test_a_host_s_name_can_t_break_the_file():
    assert samples(metrics(REPORT, {}))["riuso_run_requests", 'evil"\n\\.example'] == 1


def test_every_family_says_what_it_is():
    for family in text_string_to_metric_families(metrics(REPORT, {})):
        assert family.type == "gauge"
        assert family.documentation


def test_the_file_is_put_in_place_readable_for_the_collector(tmp_path):
    path = tmp_path / "riuso.prom"
    write_metrics(path, "x 1\n")

    assert path.read_text() == "x 1\n"
    assert path.stat().st_mode & 0o777 == 0o644
    assert [one.name for one in tmp_path.iterdir()] == ["riuso.prom"]
