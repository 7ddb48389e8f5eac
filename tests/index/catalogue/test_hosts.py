from __future__ import annotations

from publiccode.run import RunReport, SourceResult

PORT = "git.example:8443"
GONE = SourceResult("a", "https://git.Example:8443/x", "gitea", 0, failure="gone")
FINE = SourceResult("a", "https://code.example/x", "gitlab", 1)


def report(run: str, *sources: SourceResult, recognised: dict[str, str] | None = None) -> RunReport:
    return RunReport(
        run=run,
        started=run,
        finished=run,
        sources=sources,
        repositories={},
        requests={},
        recognised=recognised or {},
    )


def test_what_a_run_recognised_is_remembered_until_a_source_there_fails(catalogue):
    assert catalogue.hosting() == {}
    both = {"code.example": "gitlab", PORT: "gitea"}
    # What was recognised tonight stands, though a source failed there.
    catalogue.save_report(report("1", FINE, GONE, recognised=both))
    assert catalogue.hosting() == both
    catalogue.save_report(report("2", FINE))
    assert catalogue.hosting() == both
    catalogue.save_report(report("3", FINE, GONE))
    assert catalogue.hosting() == {"code.example": "gitlab"}
    catalogue.save_report(report("4", FINE, recognised={"code.example": "gitea"}))
    assert catalogue.hosting() == {"code.example": "gitea"}
