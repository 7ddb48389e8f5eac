"""What a template prints: escaped, cleaned, and nothing where there is nothing."""

from __future__ import annotations

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from index.entry import State
from index.pages.environment import escaping


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('<b title="x">&', "&lt;b title=&#34;x&#34;&gt;&amp;"),
        ("<" * 500, "&lt;" * 500),
        ("a\u202eb\x00c", "abc"),
        ("a\u202e" * 500, "a" * 500),
        (Markup("<b>x</b>"), "<b>x</b>"),
        (State.LISTED, "listed"),
        (12, "12"),
        (["<"], "[&#39;&lt;&#39;]"),
    ],
)
def test_a_value_is_cleaned_and_escaped_wherever_it_is_printed(value: object, shown: str):
    environment = escaping("index.pages")
    template = environment.from_string("{% macro m(a) %}{{ a }}{% endmacro %}{{ it }}|{{ m(it) }}")
    once, by_macro = template.render(it=value).split("|")
    assert once == by_macro == shown


def test_nothing_and_what_is_undefined_are_errors():
    environment = escaping("index.pages")
    with pytest.raises(TypeError, match="prints None"):
        environment.from_string("{{ it }}").render(it=None)
    with pytest.raises(UndefinedError):
        environment.from_string("{{ it }}").render()
