"""What was stored in English, told in another language by the template that it was made from."""

from __future__ import annotations

import pytest

from publiccode import validate
from publiccode.retelling import Templates, retold
from publiccode.translation import LANGUAGES

OTHERS = LANGUAGES[1:]
WRONG = (
    'publiccodeYmlVersion: "0"\nname: [X]\nurl: nowhere\nplatforms: web\nlogo: /x.png\nit: 1\nsupport: 1\n'
    "description: {en: {features: X, shortDescription: x}, eng: {longDescription: short}}\n"
    "categories: [libary]\nlegal: {license: apache}\nreleaseDate: soon\n"
    "maintenance: {type: contract, contacts: [{name: A, email: no one}]}\n"
)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("text", [WRONG, "a: [", "- x", "a: 'b", "name: x: y", "a: 1\na: 2", "\tname: x"])
def test_what_was_told_in_english_is_told_as_if_it_had_been_judged_in_the_language(text: str, language: str):
    told = validate(text, language=language).problems
    english = validate(text).problems
    assert english
    for one, other in zip(english, told, strict=True):
        assert retold(one.description, language) == other.description
        assert (retold(one.hint, language) if one.hint else "") == other.hint


def test_what_is_of_no_template_is_not_told():
    assert retold("the host said so", "it") is None
    assert retold("x is missing" * 200, "it") is None
    assert retold("name is missing", "en") == retold("name is missing", "pt") == "name is missing"


def test_the_template_with_most_words_of_its_own_is_taken():
    templates = Templates(["{name} is here", "{name} is here and {what} there", "no names", "{a} and {a}"])
    assert templates.read("x is here and y there") == (
        "{name} is here and {what} there",
        {"name": "x", "what": "y"},
    )
    assert templates.read("x is here") == ("{name} is here", {"name": "x"})
    assert templates.read("no names") == ("no names", {})
    assert templates.read("x and x") == ("{a} and {a}", {"a": "x"})
    assert templates.read("x and y") is None
