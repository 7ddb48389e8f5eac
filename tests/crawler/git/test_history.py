from __future__ import annotations

from datetime import UTC, datetime

from crawler.git.history import read_history

NOW = int(datetime(2026, 3, 15, 12, tzinfo=UTC).timestamp())


def at(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> int:
    return int(datetime(year, month, day, hour, minute, tzinfo=UTC).timestamp())


def line(time: int, author: str = "ada@code.example", parents: int = 1) -> bytes:
    return f"{time}\0{' '.join(['0' * 40] * parents)}\0{author}\n".encode()


def read(*lines: bytes, tags: bytes = b"", truncated: bool = False):
    return read_history("f" * 40, b"".join(lines), tags, latest=NOW, truncated=truncated)


def test_months_end_with_the_last_commit_and_count_by_the_calendar():
    activity = read(
        line(at(2026, 1, 31, 23, 59)),
        line(at(2026, 1, 1), "bob@code.example"),
        line(at(2025, 2, 1)),
        line(at(2025, 1, 31), "old@code.example"),
        line(at(2020, 6, 1), "older@code.example"),
    )
    assert activity.months == (1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2)
    assert (activity.commits, activity.authors) == (5, 4)
    assert (activity.commits_12m, activity.authors_12m) == (3, 2)
    assert activity.first_commit == "2020-06-01T00:00:00Z"
    assert activity.last_commit == "2026-01-31T23:59:00Z"


def test_authors_are_counted_by_address_capitals_aside():
    activity = read(
        line(at(2026, 1, 1), "Ada@Code.example"),
        line(at(2026, 1, 2), "ada@code.example"),
        line(at(2026, 1, 3), ""),
    )
    assert activity.authors == 2
    assert "ada" not in repr(activity)


def test_merges_are_commits_with_several_parents():
    activity = read(line(NOW, parents=0), line(NOW, parents=1), line(NOW, parents=2), line(NOW, parents=8))
    assert (activity.commits, activity.merges) == (4, 2)


def test_a_clock_that_was_wrong_counts_no_time():
    activity = read(line(0), line(-5), line(at(2093, 1, 1)), line(10**15), line(at(2025, 5, 5)))
    assert activity.commits == 5
    assert activity.first_commit == activity.last_commit == "2025-05-05T00:00:00Z"
    assert sum(activity.months) == 1
    assert read(line(0)) is None
    assert read() is None


def test_releases_are_tags_whatever_their_clock():
    activity = read(line(NOW), tags=f"{at(2024, 1, 1)}\n{at(2025, 1, 1)}\n{at(2093, 1, 1)}\n0\n".encode())
    assert (activity.releases, activity.last_release) == (4, "2025-01-01T00:00:00Z")
    assert (read(line(NOW)).releases, read(line(NOW)).last_release) == (0, None)


def test_shares_say_how_much_each_did_in_twelve_months_and_not_who():
    activity = read(
        *[line(at(2026, 1, day), "ada@code.example") for day in range(1, 4)],
        line(at(2026, 1, 5), "bob@code.example"),
        line(at(2025, 2, 1), "bob@code.example"),
        line(at(2025, 1, 31), "cy@code.example"),
        *[line(at(2025, 6, 1), f"{number}@code.example") for number in range(30)],
        tags=f"{at(2025, 1, 31)}\n{at(2025, 2, 1)}\n{at(2026, 1, 1)}\n".encode(),
    )
    assert activity.shares == (3, 2, *[1] * 18)
    assert (activity.commits_12m, activity.authors_12m, activity.releases_12m) == (35, 32, 2)


def test_broken_lines_and_cut_histories_are_told():
    activity = read(b"\n", b"rubbish\n", line(NOW), b"12", truncated=True)
    assert (activity.commits, activity.truncated) == (2, True)
