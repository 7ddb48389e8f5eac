from __future__ import annotations

from typing import Any

import pytest

from cli.output import PlainOutput
from cli.search_text import MOST_VALUES, as_json, print_result
from index.query import FacetValue, Hit, Query, SearchResult, Span


def hit(**changes: Any) -> Hit:
    facts: dict[str, Any] = {
        "id": "owner-name",
        "name": "Name",
        "summary": "What it does",
        "language": "en",
        "repository": "https://code.example/owner/name",
        "publisher": "Owner",
        "publisher_id": "xx-owner",
        "license": "EUPL-1.2",
        "state": "listed",
        "score": 1.5,
        "matched": {"name": (Span("Name", match=True),)},
    }
    return Hit(**facts | changes)


def result(
    *hits: Hit,
    total: int | None = None,
    query: Query | None = None,
    facets: dict[str, tuple[FacetValue, ...]] | None = None,
    suggestion: str | None = None,
    found_by: tuple[str, ...] = ("words",),
    answered: float | None = None,
) -> SearchResult:
    return SearchResult(
        query=query or Query(text="name"),
        total=len(hits) if total is None else total,
        took_ms=3.14159,
        hits=hits,
        facets=facets or {},
        suggestion=suggestion,
        found_by=found_by,
        answered=answered,
    )


@pytest.fixture
def printed(capsys):
    def show(found):
        print_result(PlainOutput(), found)
        return capsys.readouterr().out

    return show


def test_a_hit_is_told_in_three_lines(printed):
    assert (
        "\n1. Name  Owner · EUPL-1.2\n   What it does\n   owner-name · https://code.example/owner/name\n"
        in printed(result(hit()))
    )


def test_a_match_that_is_not_in_name_or_summary_is_quoted(printed):
    matched = {"features": (Span("keeps "), Span("bees", match=True), Span(" well"))}

    assert "   keeps bees well\n" in printed(result(hit(matched=matched)))


@pytest.mark.parametrize(
    ("state", "remark"), [("invalid", "newest file has errors"), ("archived", "archived")]
)
def test_a_state_that_matters_is_remarked(printed, state, remark):
    assert remark in printed(result(hit(state=state)))
    assert "Note:" not in printed(result(hit()))


def test_the_second_page_goes_on_counting_and_says_where_more_is(printed):
    told = printed(result(hit(), total=25, query=Query(text="name", page=2, limit=10)))

    assert "\n11. Name" in told
    assert "Page 2 of 3; --page 3 shows more" in told


def test_the_last_page_promises_no_more(printed):
    assert "Page 3 of 3\n" in printed(result(hit(), total=25, query=Query(text="name", page=3, limit=10)))


def test_a_page_past_the_end_is_told_so(printed):
    told = printed(result(total=5, query=Query(text="name", page=9, limit=10)))

    assert "Page 9 is past the last, 1" in told


def test_nothing_found_offers_another_spelling(printed):
    told = "Nothing found.\nSearched by words alone.\nDid you mean: named\n"

    assert printed(result(suggestion="named")) == told


def test_nothing_found_with_filters_names_them_as_they_are_typed(printed):
    query = Query(text="x", filters={"publisher": ("a b",), "category": ("crm",)})

    assert printed(result(query=query)) == (
        "Nothing found.\nSearched by words alone.\n"
        "Fewer filters find more: --publisher 'a b' --category crm\n"
    )


def test_it_says_whether_words_or_meaning_too_were_asked(printed):
    by_words, by_both = (printed(result(hit(), found_by=by)) for by in (("words",), ("words", "vectors")))

    assert "\nSearched by words alone.\n" in by_words
    assert "\nSearched by words and meaning.\n" in by_both
    assert "Searched by" not in printed(result(hit(), query=Query(filters={"license": ("MIT",)})))


def test_what_only_comes_near_is_called_so(printed):
    nearest = "\nNothing matches all of it; nearest (34% of it is answered):\n\n1. Name"
    assert nearest in printed(result(hit(), answered=0.34))
    assert "nearest" not in printed(result(hit(), answered=0.4))
    assert "nearest" not in printed(result(hit()))


def test_a_long_facet_is_cut_but_shows_what_is_selected(printed):
    values = [FacetValue(f"v{n}", f"V{n}", 20 - n, selected=n == 9) for n in range(12)]

    told = printed(result(hit(), facets={"category": tuple(values)}))

    assert f"v{MOST_VALUES - 1} (" in told
    assert "v9 (11) *  and 5 more" in told
    assert "v7" not in told


@pytest.mark.parametrize(
    ("facet", "values", "words"),
    [
        ("country", [("IT", "Italia")], "Italia [IT] (3)"),
        ("released-since", [("6m", "In the last 6 months")], "In the last 6 months [6m] (3)"),
        ("category", [("online-booking", "Online booking")], "online-booking (3)"),
        ("category", [("online-booking", "Prenotazione online")], "Prenotazione online [online-booking] (3)"),
        ("license", [("EUPL-1.2", "EUPL-1.2")], "EUPL-1.2 (3)"),
        (
            "standard",
            [("alias:gdpr", "alias:gdpr"), ("alias:nis2", "alias:nis2")],
            "GDPR (3)  NIS 2 [alias:nis2] (3)",
        ),
        ("publisher", [("it-valdora", "Comune di Valdora")], "Comune di Valdora (3)"),
        ("publisher", [("a", "Same"), ("b", "Same")], "Same [a] (3)  Same [b] (3)"),
        ("publisher", [("xx-long", "N" * 50)], f"{'N' * 39}… [xx-long] (3)"),
    ],
)
def test_a_facet_tells_what_people_call_a_value_and_what_to_type(printed, facet, values, words):
    found = tuple(FacetValue(value, label, 3) for value, label in values)

    assert f"--{facet}  {words}\n" in printed(result(hit(), facets={facet: found}))


def test_a_label_that_was_typed_as_a_value_leads_to_the_value(capsys):
    everything = result(hit(), facets={"country": (FacetValue("IT", "Italy", 3),)})
    nothing = result(query=Query(filters={"country": ("italy",)}))

    print_result(PlainOutput(), nothing, everything)

    assert "Nothing in the catalogue has --country italy. Near it: IT\n" in capsys.readouterr().out


def test_json_has_the_whole_facet():
    values = tuple(FacetValue(f"v{n}", f"V{n}", 1) for n in range(12))

    shape: dict[str, Any] = as_json(result(hit(), facets={"category": values}))

    assert len(shape["facets"]["category"]) == 12
    assert shape["took_ms"] == 3.1
    assert shape["query"] == "name"
