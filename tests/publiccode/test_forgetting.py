from __future__ import annotations

import time

import pytest

from publiccode.forgetting import (
    REMOVED,
    REMOVED_EMAIL,
    REMOVED_PHONE,
    Forgotten,
    Kind,
    kind_of,
    without_removed,
)
from publiccode.validate import validate
from tests.index.catalogue.harvests import good_text

KEY = b"k" * 32
ADA = """\
      email: Ada.Example@valdora.example
      phone: "+39 06 555 0199"
    - name: Bob Other
      email: bob@valdora.example
"""


def everybody(*people: str, publisher: str | None = None) -> Forgotten:
    empty = Forgotten(KEY)
    return Forgotten(KEY, frozenset(empty.mark(one, kind_of(one), publisher) for one in people))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ask ada@x.example.", f"ask {REMOVED_EMAIL}."),
        ("<ADA@X.example>, mailto:ada@x.example?a=b", f"<{REMOVED_EMAIL}>, mailto:{REMOVED_EMAIL}?a=b"),
        ("https://x.example/?mail=ada@x.example&a=b", f"https://x.example/?mail={REMOVED_EMAIL}&a=b"),
        ("nada@x.example ada@x.example.com ada@x", "nada@x.example ada@x.example.com ada@x"),
    ],
)  # fmt: skip
def test_an_address_is_found_wherever_it_stands(text, kept):
    assert everybody("Ada@x.example").cut(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("by Ada Mary Example.", f"by {REMOVED}."),
        ("Example, Ada  MARY", REMOVED),
        ("# Ada\n#   Mary Example: text", f"# {REMOVED}\n#   {REMOVED} {REMOVED}: text"),
        ("Ada Mary and Example", "Ada Mary and Example"),
        ("Ada: Mary Example", "Ada: Mary Example"),
        ("https://x.example/ada-mary-example", "https://x.example/ada-mary-example"),
        ("Canada Mary Example", "Canada Mary Example"),
    ],
)
def test_a_name_is_found_in_any_order_and_over_line_ends(text, kept):
    assert everybody("Ada Mary Example").cut(text) == kept


def test_names_of_all_scripts_are_names():
    text = "от Ани Иванове, Müller-Lüdenscheidt Jürgen, Ｊｕ Ｌｅｅ"

    kept = everybody("Иванове Ани", "jürgen müller-lüdenscheidt", "Lee Ju").cut(text)

    assert kept == f"от {REMOVED}, {REMOVED}, {REMOVED}"


@pytest.mark.parametrize("who", ["ada.example@valdora.example", "Ada Example"])
def test_all_that_is_said_of_a_contact_goes_and_the_file_stays_valid(who):
    text = good_text(contact=ADA, extra="# written by Ada Example\n")

    kept = everybody(who).forget(text, "town")

    for gone in ("Ada", "ada.example", "555"):
        assert gone not in kept
    assert "Bob Other" in kept
    assert REMOVED_PHONE in kept
    before, after = validate(text), validate(kept)
    assert after.is_valid
    assert [(one.line, one.code) for one in after.problems] == [
        (one.line, one.code) for one in before.problems
    ]
    assert after.software is not None
    assert [one.name for one in without_removed(after.software).contacts] == ["Bob Other"]
    assert kept.count("\n") == text.count("\n")


def test_what_is_forgotten_stays_so():
    text = good_text(contact=ADA)
    once = everybody("Ada Example").forget(text, "town")

    assert everybody("Ada Example").forget(once, "town") == once


def test_what_stood_beside_a_person_is_forgotten_at_her_publisher_only():
    people = everybody("Ada Example", publisher="town")

    assert people.forget("by Ada Example", "town") == f"by {REMOVED}"
    assert people.forget("by Ada Example", "city") == "by Ada Example"


def test_hashes_of_one_catalogue_fit_no_other():
    one, other = Forgotten(b"a" * 32), Forgotten(b"b" * 32)

    assert one.mark("Ada Example", Kind.NAME) != other.mark("Ada Example", Kind.NAME)
    assert "ada" not in repr(one.mark("Ada Example", Kind.NAME)).lower()


@pytest.mark.parametrize("text", ["a" * 90_000, "a@" * 40_000, "1 " * 40_000, "a b " * 20_000, "(" * 60_000])
def test_a_hostile_text_costs_little(text):
    people = Forgotten(
        KEY,
        frozenset(
            Forgotten(KEY).mark(value, kind)
            for kind, value in ((Kind.EMAIL, "a@x.example"), (Kind.NAME, "a c d"), (Kind.PHONE, "+39 06 555"))
        ),
    )
    began = time.monotonic()

    people.cut(text)

    assert time.monotonic() - began < 10


def test_few_digits_are_no_telephone_number():
    text = good_text(contact='      phone: "+34 3"\n', extra="# 3.4.3 of 34-3 and 343\n")

    assert "3.4.3 of 34-3 and 343" in everybody("Ada Example").forget(text, "town")


@pytest.mark.corpus
def test_in_real_files_a_contact_goes_and_no_other_problem_comes(shared):
    seen = 0
    for path in sorted((shared / "corpus" / "files").glob("*.yml")):
        text = path.read_text(encoding="utf-8")
        before = validate(text)
        contacts = before.software.contacts if before.software else ()
        for one in contacts[:1]:
            if not one.email or "@" not in one.email:
                continue
            seen += 1
            kept = everybody(one.email).forget(text, "x")
            after = validate(kept)
            assert one.email not in kept
            assert len(one.name.split()) < 2 or one.name not in kept
            assert {(p.code, p.line) for p in after.problems} <= {(p.code, p.line) for p in before.problems}
            assert after.software is not None
            assert one not in without_removed(after.software).contacts
    assert seen > 50
