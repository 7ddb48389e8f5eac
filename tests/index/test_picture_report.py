"""What the report page says of mirrored pictures."""

from __future__ import annotations

import pytest

from index.pages.locale import languages
from index.pages.picture_report import _REASONS, _RESULTS, pictures_view
from index.pages.wording import wording_of
from publiccode.harvest import Outcome
from publiccode.pictures import PictureReport, PictureTrouble

REPORT = PictureReport(
    named=1204,
    fetched=7,
    failed=91,
    kept=1000,
    kept_bytes=104_857_600,
    most_bytes=4 * 1024**3,
    reasons={"svg": 9, "gone": 82},
)


def test_numbers_and_reasons_are_told_the_largest_reason_first():
    view = pictures_view(REPORT, wording_of("de"))

    assert view is not None
    assert view.results == (("neu oder geändert", 7), ("nicht zu bekommen", 91))
    assert [count for _, count in view.reasons] == [82, 9]
    assert (view.size, view.most) == ("100", "4.096")


def test_without_mirroring_there_is_nothing_to_tell():
    assert pictures_view(None, wording_of("en")) is None


def test_every_trouble_has_words():
    transient = {one for one in Outcome if one.is_transient} - {Outcome.SKIPPED}

    assert {*transient, *PictureTrouble, Outcome.GONE, Outcome.PRIVATE, Outcome.FORBIDDEN} <= set(_REASONS)


@pytest.mark.parametrize("language", [one for one in languages() if one != "en"])
def test_all_of_it_is_translated(language):
    wording = wording_of(language)

    assert [one for one in (*_RESULTS.values(), *_REASONS.values()) if wording.say(one) == one] == []
