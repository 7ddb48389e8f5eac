"""The rules as data: complete, stable, and the same on their page."""

from __future__ import annotations

import re
import string
import subprocess
import sys
from pathlib import Path

import pytest

from publiccode.rules import RULES, kind_of, rule_of
from publiccode.rules.codes import codes
from publiccode.rules.page import page

ROOT = Path(__file__).resolve().parents[2]


def test_the_page_is_up_to_date():
    assert (ROOT / "docs" / "rules.md").read_text(encoding="utf-8") == page(), (
        "run python -m publiccode.rules > docs/rules.md"
    )


def test_the_command_prints_the_page():
    done = subprocess.run(
        [sys.executable, "-m", "publiccode.rules"], capture_output=True, check=True, cwd=ROOT, timeout=30
    )
    assert done.stdout.decode() == page()


@pytest.mark.parametrize("kind", RULES)
def test_a_rule_says_everything(kind):
    rule = RULES[kind]
    assert all((rule.message, rule.hint, rule.why, rule.example, rule.fix))
    assert re.fullmatch(r"(file/)?[a-z0-9-]+", kind)
    for template in (rule.message, rule.hint):
        assert all(
            name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(template)
        )


def test_every_rule_has_a_code_and_every_code_a_rule():
    assert {kind_of(code) for code in codes()} == set(RULES)
    assert all(rule_of(code) for code in codes())
    assert len(set(codes())) == len(codes())


def test_codes_name_keys_without_language_or_number():
    assert {"legal.license/not-spdx", "description.features/missing", "file/unknown-key"} <= set(codes())
    assert not [code for code in codes() if re.search(r"[\[\]<>]", code)]


def test_no_code_was_lost():
    """Codes are stable: people ignore problems by them. A few of every subject, never to be renamed."""
    assert {
        "file/syntax", "file/duplicate-key", "publiccodeYmlVersion/older-version", "name/missing",
        "url/other-repository", "platforms/not-a-list", "categories/unknown-value", "logo/outside-repository",
        "description.shortDescription/too-long", "maintenance.contacts/missing-for-type",
        "maintenance.contractors/not-with-this-type", "localisation.localisationReady/not-a-boolean",
        "IT.riuso.codiceIPA/unknown-ipa-code", "legal.repoOwner/deprecated", "supports.id/unknown-alias",
    } <= set(codes())  # fmt: skip
