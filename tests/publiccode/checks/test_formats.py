"""Dates, e-mail addresses, media types, languages, countries: what is one, and what is none."""

from __future__ import annotations

import pytest

from publiccode.checks import country, dates, email, language, licence, media_type, version
from publiccode.phrases import render

GOOD = [
    (dates.check, ["2026-06-24", "2024-02-29", "0000-02-29", "9999-12-31"]),
    (email.check, ["a@example.org", "A.b+c@example.co.uk", "ä@exämple.org", '"a b"@example.org', "a@b.c",
                   "a@x-y.org"]),
    (media_type.check, ["text/plain", " application/x.empty ", "image/svg+xml", "a/b"]),
    (language.check, ["en", "EN", "it-IT", "de-CH-1996", "zh-Hans-CN", "sr-Latn", "es-419", "zh-yue", "fil",
                      "qaa", "mul",
                      "x-private", "en-x-foo", "i-klingon", "en-GB-oed", "en-a-bbb",
                      "en-Latn-US-u-ca-gregory", "en-XX", "iw",
                      "en-Qaaa", "sl-nedis", "zh-gan-hak-yue"]),
    (country.check, ["IT", "DE", "NO", "XK"]),
    (licence.check, ["EUPL-1.2"]),
    (version.check, ["0", "0.7", "0.7.0"]),
]  # fmt: skip
BAD = [
    (dates.check, ["", "2026-6-24", "2026-02-30", "2023-02-29", "20260624", " 2026-06-24",
                   "2026-06-24T00:00:00Z", "24.06.2026",
                   "10000-01-01", "٢٠٢٦-٠٦-٢٤"]),
    (email.check, ["", "a", "a@", "@b.c", "a@b", "a@localhost", "a b@example.org", " a@example.org",
                   ".a@example.org",
                   "a..b@example.org", "a@example..org", "a@-example.org", "a@example.org.", "a@1.2.3.4",
                   "a@[127.0.0.1]",
                   "mailto:a@example.org", "A <a@example.org>", "a@exam_ple.org",
                   "a" * 500 + "@example.org"]),
    (media_type.check, ["", "text", "text/", "*/*", "text/plain; charset=utf-8", "-/x", "a/b/c",
                        "a/" + "b" * 200]),
    (language.check, ["", "eng", "deu", "xx", "en_US", "en-", "-en", "en--US", "e", "english", "root",
                      "en-US-US", "en-999",
                      "en-AAAAAAAA", "123", "x", "x-", "ca@valencia", "hbs", "sl-nedis-nedis",
                      "en-a-bb-a-cc", "en" + "-a" * 99]),
    (country.check, ["", "ITA", "UK", "EU", "EL", "It", "ZZ", "Italy", "1"]),
    (licence.check, ["GPL", "public domain", ""]),
    (version.check, ["", "0.0", "0.5.1", "1", "1.0", "v0.7", "0.7 ", "0.7.0.1", "2.4.0", "0.99999"]),
]  # fmt: skip


@pytest.mark.parametrize(("check", "text"), [(check, text) for check, texts in GOOD for text in texts])
def test_good(check, text):
    assert check(text) is None


@pytest.mark.parametrize(("check", "text"), [(check, text) for check, texts in BAD for text in texts])
def test_bad(check, text):
    fault = check(text)
    assert fault is not None
    assert fault.kind.startswith(("not-", "unknown-"))


@pytest.mark.parametrize(
    ("check", "text", "kind"),
    [
        (language.check, "ger", "unregistered-language"),
        (language.check, "en-UK", "unregistered-language"),
        (country.check, "it", "lower-case-country"),
        (version.check, "0.2.1", "older-version"),
        (version.check, "0.1", "old-version"),
        (version.check, "0.6.0", "old-version"),
        (version.check, "0.7.1", "newer-version"),
        (version.check, "0.10", "newer-version"),
    ],
)
def test_what_is_only_warned_of(check, text, kind):
    fault = check(text)
    assert fault is not None
    assert fault.kind == kind


@pytest.mark.parametrize(
    ("check", "text", "meant"),
    [
        (language.check, "ita", "Did you mean it?"),
        (language.check, "en_US", "Did you mean en-US?"),
        (country.check, "ITA", "Did you mean IT?"),
        (country.check, "Germany", "Did you mean DE?"),
        (licence.check, "GPL v3", "Did you mean GPL-3.0-or-later?"),
        (licence.check, "GNU LGPL 2.1", ""),
        (licence.check, "LGPL 2.1", "Did you mean LGPL-2.1-or-later?"),
        (licence.check, "AGPLv3", "Did you mean AGPL-3.0-or-later?"),
        (licence.check, "EUPL v1.2", "Did you mean EUPL-1.2?"),
        (licence.check, "BSD 3-Clause", "Did you mean BSD-3-Clause?"),
        (licence.check, "Apache-2", "Did you mean Apache-2.0?"),
        (licence.check, "MIT and Apache-2.0", "Did you mean MIT AND Apache-2.0?"),
        (licence.check, "proprietary stuff", ""),
    ],
)
def test_what_was_meant(check, text, meant):
    fault = check(text)
    assert fault is not None
    assert render(fault.words["meant"]) == meant
