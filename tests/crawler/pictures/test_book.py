"""What the books say is to be asked, and what stays when nothing comes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from crawler.options import PictureOptions
from crawler.pictures.book import Book
from crawler.pictures.folder import PictureFolder
from crawler.pictures.rendering import Rendered
from publiccode.pictures import PictureReport, PictureTrouble, PictureUse, WantedPicture

NOW = datetime(2026, 3, 20, 2, 0, tzinfo=UTC)
ADDRESS = "https://code.example/a/b/raw/shot.png"
WANTED = WantedPicture(PictureUse.SCREENSHOT, ADDRESS, "a-b", ("code.example",))


@pytest.fixture
def folder(tmp_path):
    return PictureFolder(tmp_path / "pictures")


def book(folder: PictureFolder, *wanted: WantedPicture, days: float = 0, **options) -> Book:
    """Return the books of a night some days later."""
    return Book(folder, wanted or (WANTED,), PictureOptions(**options), NOW + timedelta(days=days))


def kept(folder: PictureFolder, days: float = 0, **options) -> None:
    """Keep a picture of a night."""
    one = book(folder, days=days, **options)
    rendition = folder.keep(Rendered(b"a picture", 640, 400))
    one.fetched(one.visits[0], (rendition,), '"1"', None)
    one.close(None)


def test_what_was_asked_lately_is_not_asked_again(folder):
    kept(folder)
    assert book(folder, days=5.2).visits == []
    assert book(folder, days=5.2).close(None).fresh == 1
    assert [visit.known.etag for visit in book(folder, days=8.8).visits if visit.known] == ['"1"']


def test_what_came_in_one_night_is_not_asked_again_in_one(folder):
    wanted = [replace(WANTED, address=f"{ADDRESS}?{number}") for number in range(40)]
    first = book(folder, *wanted)
    for visit in first.visits:
        first.fetched(visit, (folder.keep(Rendered(b"a picture", 640, 400)),), '"1"', None)
    first.close(None)
    due = [len(book(folder, *wanted, days=day).visits) for day in (5, 6, 7, 8, 9)]
    assert (due[0], due[-1]) == (0, 40)
    assert due[0] < due[1] < due[2] < due[3] < due[4]


def test_what_may_pass_is_asked_again_the_next_night(folder):
    one = book(folder)
    one.failed(one.visits[0], "too slow", transient=True)
    one.close(None)
    assert len(book(folder, days=1).visits) == 1


@pytest.mark.parametrize("change", ["width", "file"])
def test_a_picture_that_must_be_made_anew_is_asked_for_whole(folder, change):
    kept(folder)
    if change == "file":
        next(folder.path.glob("*.webp")).unlink()
    one = book(folder, days=1, width=800 if change == "width" else 1280)
    (visit,) = one.visits
    assert visit.known is not None
    assert not one.is_whole(visit.known)


def test_the_last_good_picture_stays_while_its_host_fails_and_two_weeks_after_it_is_gone(folder):
    kept(folder)
    for days, transient, stays in ((8, True, True), (60, True, True), (61, False, True), (74, False, True)):
        one = book(folder, days=days, refresh_days=0)
        one.failed(one.visits[0], "no answer", transient=transient)
        assert bool(one.close(None).kept) is stays
    one = book(folder, days=75.1, refresh_days=0)
    one.failed(one.visits[0], "nothing there", transient=False)
    report = one.close(None)
    assert (report.kept, report.removed) == (0, 1)
    assert {path.name for path in folder.path.iterdir()} == {"pictures.json"}


def test_a_good_answer_ends_the_two_weeks(folder):
    kept(folder)
    for days in (1, 10):
        one = book(folder, days=days, refresh_days=0)
        one.failed(one.visits[0], "nothing there", transient=False)
        one.close(None)
    one = book(folder, days=12, refresh_days=0)
    one.unchanged(one.visits[0])
    one.close(None)
    one = book(folder, days=20, refresh_days=0)
    one.failed(one.visits[0], "nothing there", transient=False)
    assert one.close(None).kept == 1


def test_what_is_taken_away_for_legal_reasons_goes_at_once(folder):
    kept(folder)
    one = book(folder, days=1, refresh_days=0)
    one.failed(one.visits[0], "removed for legal reasons", transient=False, at_once=True)
    assert one.close(None).kept == 0


def test_what_the_operator_never_wants_is_neither_asked_nor_kept(folder):
    kept(folder)
    one = book(folder, days=1, never=("https://code.example/a/",))
    assert one.visits == []
    report = one.close(None)
    assert (report.named, report.kept, report.removed) == (0, 0, 1)
    assert not folder.path.exists()


def test_an_address_that_several_name_is_asked_once(folder):
    other = WantedPicture(PictureUse.SCREENSHOT, ADDRESS, "fork", ("other.example",))
    (visit,) = book(folder, WANTED, other).visits
    assert visit.near == {"code.example", "other.example"}


def test_new_ones_come_first_and_logos_before_screenshots(folder):
    kept(folder)
    new = [WantedPicture(use, f"https://code.example/{use}", "a-b") for use in PictureUse]
    asked = [visit.address for visit in book(folder, WANTED, *new, days=9).visits]
    assert asked == ["https://code.example/logo", "https://code.example/screenshot", ADDRESS]


def test_an_album_that_can_not_be_read_is_begun_anew(folder):
    kept(folder)
    (folder.path / "pictures.json").write_bytes(b"{torn")
    assert [visit.known for visit in book(folder, days=1).visits] == [None]


def night(folder: PictureFolder, *contents: tuple[str, bytes], days: float = 0, room: int) -> PictureReport:
    """Return the report of a night in which each address sent that content."""
    wanted = tuple(replace(WANTED, address=address) for address, _ in contents)
    one = book(folder, *wanted, days=days, refresh_days=0, folder_bytes=room)
    for visit in one.visits:
        rendered = (Rendered(dict(contents)[visit.address], 640, 400),)
        one.take(visit, rendered, None, None)
    return one.close(None)


def test_all_pictures_together_have_a_bound_and_the_last_good_ones_stay(folder):
    first = night(folder, ("a", b"a" * 60), ("b", b"b" * 60), room=100)
    assert (first.fetched, first.no_room, first.kept, first.kept_bytes, first.most_bytes) == (
        1,
        1,
        1,
        60,
        100,
    )

    changed = night(folder, ("a", b"A" * 110), ("b", b"b" * 60), days=1, room=100)
    assert (changed.fetched, changed.no_room, changed.kept_bytes) == (0, 2, 60)

    lowered = night(folder, ("a", b"a" * 60), ("b", b"b" * 60), days=2, room=10)
    assert (lowered.fetched, lowered.no_room, lowered.kept_bytes) == (1, 1, 60)

    raised = night(folder, ("a", b"a" * 60), ("b", b"b" * 60), days=3, room=120)
    assert (raised.fetched, raised.no_room, raised.kept_bytes) == (2, 0, 120)


def test_what_is_replaced_makes_room_in_the_same_night(folder):
    night(folder, ("a", b"a" * 60), ("b", b"b" * 30), room=100)

    changed = night(folder, ("a", b"A" * 70), ("b", b"B" * 30), days=1, room=100)

    assert (changed.no_room, changed.kept_bytes, folder.size()) == (0, 100, 100)
    assert {path.read_bytes()[:1] for path in folder.path.glob("*.webp")} == {b"A", b"B"}


def test_failures_are_counted_by_reason(folder):
    one = book(folder, WANTED, replace(WANTED, address="b"))
    one.failed(one.visits[0], "gone", kind="gone", transient=False)
    one.failed(one.visits[1], "it is SVG", kind=PictureTrouble.SVG, transient=False)

    assert one.close(None).reasons == {"gone": 1, "svg": 1}
