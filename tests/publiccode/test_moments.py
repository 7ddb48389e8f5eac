from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from publiccode.moments import rfc3339


def test_a_moment_is_told_in_utc_to_the_second():
    east = timezone(timedelta(hours=2))

    assert rfc3339(datetime(2026, 1, 31, 3, 45, 9, 999_999, tzinfo=UTC)) == "2026-01-31T03:45:09Z"
    assert rfc3339(datetime(2026, 1, 31, 1, 0, tzinfo=east)) == "2026-01-30T23:00:00Z"
