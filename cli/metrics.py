"""A run as Prometheus metrics, for the textfile collector of its node exporter; told in docs/operating.md."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Gauge, generate_latest

from cli.data_folder import write_atomically
from index.operator_report import duration_s

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from index.entry import State
    from publiccode.pictures import PictureReport
    from publiccode.run import RunReport


def metrics(
    report: RunReport, software: Mapping[State, int], exceeded: Mapping[str, bool] | None = None
) -> str:
    """Return the text; ``software`` counts by state, ``exceeded`` says of each threshold whether it is."""
    registry = CollectorRegistry()
    _run(registry, report)
    _counted(registry, "riuso_run_repositories", "Repositories by outcome", "outcome", report.repositories)
    _sources(registry, report)
    _hosts(registry, report)
    _budgets(registry, report)
    if report.pictures is not None:
        _pictures(registry, report.pictures)
    changes = {kind: len(getattr(report.changes, kind)) for kind in type(report.changes).__slots__}
    _counted(registry, "riuso_run_changes", "Software by kind of change", "kind", changes)
    by_state = {state.value: count for state, count in software.items()}
    _counted(registry, "riuso_software", "Software by state, hidden copies aside", "state", by_state)
    over = {name: int(is_exceeded) for name, is_exceeded in (exceeded or {}).items()}
    _counted(registry, "riuso_monitor_exceeded", "1 where a threshold is passed", "threshold", over)
    return generate_latest(registry).decode()


def write_metrics(path: Path, text: str) -> None:
    """Put the text in place in one step, readable for the collector: it never sees half of it."""
    write_atomically(path, text.encode())
    path.chmod(0o644)


def _run(registry: CollectorRegistry, report: RunReport) -> None:
    finished = datetime.fromisoformat(report.finished).timestamp()
    for name, told, value in (
        ("finished_timestamp_seconds", "When the last run ended", finished),
        ("duration_seconds", "How long the last run took", duration_s(report) or 0.0),
        ("exit_code", "Exit code of riuso crawl", float(report.exit)),
        ("files_unusable", "Files that were found and can't be listed", float(len(report.unusable))),
        ("publication_held", "1 where the drop guard held the publication", float(bool(report.dropped))),
        ("resumed_repositories", "Repositories that an earlier run had seen", float(report.resumed)),
    ):
        Gauge(f"riuso_run_{name}", told, registry=registry).set(value)


def _sources(registry: CollectorRegistry, report: RunReport) -> None:
    failed = sum(source.failure is not None for source in report.sources)
    unfinished = sum(source.unfinished is not None for source in report.sources if source.failure is None)
    counts = {
        "complete": len(report.sources) - failed - unfinished,
        "failed": failed,
        "unfinished": unfinished,
    }
    _counted(registry, "riuso_run_sources", "Sources by how they ended", "result", counts)


def _hosts(registry: CollectorRegistry, report: RunReport) -> None:
    asked = report.requests
    for name, told, values in (
        ("requests", "Requests sent", {host: one.total for host, one in asked.items()}),
        ("requests_not_modified", "Answers 304", {host: one.not_modified for host, one in asked.items()}),
        ("request_errors", "Requests that failed", {host: one.errors for host, one in asked.items()}),
        ("requests_refused", "Requests that a budget refused", {h: one.refused for h, one in asked.items()}),
        ("wait_seconds", "Time waited for a host", {host: one.waited_s for host, one in asked.items()}),
        (
            "rate_limit_remaining",
            "Requests that a host still allows",
            {host: one.remaining for host, one in asked.items() if one.remaining is not None},
        ),
    ):
        _counted(registry, f"riuso_run_{name}", told, "host", values)


def _budgets(registry: CollectorRegistry, report: RunReport) -> None:
    shares = {}
    for name, budget in report.budgets.items():
        used = [
            part / whole
            for part, whole in (
                (budget.used_requests, budget.requests),
                (budget.used_s, budget.seconds),
            )
            if whole
        ]
        if used:
            shares[name] = max(used)
    _counted(registry, "riuso_run_budget_used_ratio", "Share of a budget that was used", "budget", shares)


def _pictures(registry: CollectorRegistry, pictures: PictureReport) -> None:
    what = "Addresses of pictures by what came of them"
    _counted(registry, "riuso_run_pictures", what, "result", pictures.results)
    _counted(
        registry, "riuso_run_pictures_failed", "Pictures that failed, by reason", "reason", pictures.reasons
    )
    for name, told, value in (
        ("run_pictures_received_bytes", "Bytes of pictures received", pictures.bytes),
        ("pictures_kept", "Pictures that are kept", pictures.kept),
        ("pictures_kept_bytes", "Bytes of the pictures that are kept", pictures.kept_bytes),
        ("pictures_most_bytes", "Bytes that all pictures may have", pictures.most_bytes),
    ):
        if value is not None:
            Gauge(f"riuso_{name}", told, registry=registry).set(value)


def _counted(
    registry: CollectorRegistry, name: str, told: str, label: str, values: Mapping[str, float]
) -> None:
    gauge = Gauge(name, told, [label], registry=registry)
    for value, count in sorted(values.items()):
        gauge.labels(value).set(count)
