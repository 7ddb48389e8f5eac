from __future__ import annotations

from dataclasses import replace

import pytest

from index.pages.activity_view import activity_view
from index.pages.browse_views import Pager
from index.pages.entry_text import out, repository_out, summary_of
from index.pages.environment import environment
from index.pages.views import Out
from index.pages.wording import Wording, language_tag, wording_of
from publiccode.software import Description
from tests.index.entries import ARABIC, PROTOCOLLO
from tests.index.making import activity

ENGLISH = Wording("en")


@pytest.mark.parametrize(
    ("page", "pages", "shown"),
    [
        (1, 1, (1,)),
        (1, 3, (1, 2, 3)),
        (1, 9, (1, 2, 3, None, 9)),
        (5, 9, (1, None, 3, 4, 5, 6, 7, None, 9)),
        (9, 9, (1, None, 7, 8, 9)),
    ],
)
def test_a_pager_links_first_last_and_near(page: int, pages: int, shown: tuple[int | None, ...]):
    assert Pager("a-z/index.html", page, pages, 0).shown == shown


def test_a_pager_leads_to_folders_beside_the_first_page():
    pager = Pager("browse/x/index.html", 2, 3, 0)
    assert [pager.to(number) for number in (1, 3)] == ["browse/x/index.html", "browse/x/3/index.html"]


def test_the_bars_are_the_months_before_the_last_commit():
    view = activity_view(activity("2026-02-03T00:00:00Z", (0,) * 10 + (50, 1)), ENGLISH)
    assert [(bar.month, bar.commits, bar.height) for bar in view.bars[-2:]] == [
        ("January 2026", 50, 100),
        ("February 2026", 1, 4),
    ]
    assert view.bars[0].month == "March 2025"
    assert view.bars[0].height == 0


def test_a_year_without_commits_has_no_picture():
    view = activity_view(replace(activity("2026-02-03T00:00:00Z"), months=(0,) * 12, truncated=True), ENGLISH)
    assert view.bars == ()
    assert view.truncated


@pytest.mark.parametrize(
    ("value", "date", "month"),
    [
        ("2026-02-03T04:05:06Z", "3 February 2026", "February 2026"),
        ("2026-02-03", "3 February 2026", "February 2026"),
        ("2026-02-31", "2026-02-31", "2026-02-31"),
        ("soon", "soon", "soon"),
        (None, "", ""),
    ],
)
def test_dates_are_written_out_and_what_is_none_stays(value: str | None, date: str, month: str):
    assert ENGLISH.date(value) == date
    assert ENGLISH.month(value) == month


def test_numbers_and_times_are_written_as_people_do():
    assert ENGLISH.time("2026-11-22T03:45:00Z") == "22 November 2026, 03:45 UTC"
    assert ENGLISH.count(1, "{number} list", "{number} lists") == "1 list"
    assert ENGLISH.count(2000, "{number} list", "{number} lists") == "2,000 lists"


@pytest.mark.parametrize(
    ("value", "tag"),
    [("de-CH", "de-CH"), ("pt_BR", "pt-BR"), ('en" onload="x', None), ("", None), (None, None)],
)
def test_only_a_tag_becomes_a_lang_attribute(value: str | None, tag: str | None):
    assert language_tag(value) == tag


def test_the_summary_is_the_best_line_there_is():
    assert summary_of(Description("en", short_description=" \n ", generic_name="Forms")) == "Forms"
    assert summary_of(Description("en", long_description="Long " * 200)).endswith("…")
    assert summary_of(None) == ""


def test_a_way_out_that_is_no_web_address_is_text():
    assert out("https://code.example/a", "Code") == Out("Code", "https://code.example/a")
    assert out("javascript:alert(1)", "Code") == Out("Code", None)
    assert out("  ") is None
    assert repository_out(ARABIC) == Out("place/maktaba", None)
    assert repository_out(PROTOCOLLO).url == PROTOCOLLO.repository


def test_templates_fail_on_what_is_missing_and_clean_what_they_print():
    templates = environment(wording_of("en"))
    with pytest.raises(Exception, match="undefined"):
        templates.from_string("{{ nothing }}").render()
    with pytest.raises(TypeError, match="None"):
        templates.from_string("{{ value }}").render(value=None)
    shown = templates.from_string("<a title='{{ value }}'>").render(value="\u202e'><script>")
    assert shown == "<a title='&#39;&gt;&lt;script&gt;'>"
