from __future__ import annotations

import pytest

from cli.language import reader_languages


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ("en",)),
        ({"LANG": "C.UTF-8"}, ("en",)),
        ({"LANG": "POSIX"}, ("en",)),
        ({"LANG": "it_IT.UTF-8"}, ("it-IT", "en")),
        ({"LANG": "it_IT.UTF-8", "LC_ALL": "de_CH@euro"}, ("de-CH", "en")),
        ({"LANG": "sv_SE", "LANGUAGE": "fi:sv_FI:en_GB"}, ("fi", "sv-FI", "en-GB", "en")),
        ({"LANG": "../../etc/passwd"}, ("en",)),
    ],
)
def test_the_environment_says_what_is_read(environment, expected):
    assert reader_languages(environment) == expected
