"""What commands say beside the problems: complete in every language, and told."""

from __future__ import annotations

import json
import re

import pytest
from click.testing import CliRunner

from cli.locale import messages
from cli.main import cli
from cli.words import ERRORS, TO_ADD, words
from publiccode.translation import LANGUAGES
from tests.cli.records import SOFTWARE

OTHERS = LANGUAGES[1:]
SAME = {("es", "error")}
"""What is said alike in English."""
NAMES = re.compile(r"\{\w+\}")
WRONG = SOFTWARE / "ayuntamiento-rioclaro/padron-movil/publiccode.yml"


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated_with_its_names(language):
    say = words(language)
    for message in messages():
        names = dict.fromkeys((name[1:-1] for name in NAMES.findall("".join(message))), "x")
        if isinstance(message, str):
            told, english = say(message, **names), message.format_map(names)
        else:
            told, english = say.count(5, message, file="x"), message[1].format(count=5, file="x")
        assert told != english or (language, english) in SAME, (
            "python -m cli.locale brings the catalogs up to date"
        )
        assert told.count("x") >= english.count("x") if names == {} else "x" in told or "5" in told


@pytest.mark.parametrize(
    ("language", "none", "one", "many"),
    [
        ("en", "0 errors", "1 error", "2 errors"),
        ("it", "0 errori", "1 errore", "2 errori"),
        ("fr", "0 erreur", "1 erreur", "2 erreurs"),
        ("de", "0 Fehler", "1 Fehler", "2 Fehler"),
        ("nl", "0 fouten", "1 fout", "2 fouten"),
        ("es", "0 errores", "1 error", "2 errores"),
        ("pt", "0 errors", "1 error", "2 errors"),
    ],
)
def test_a_number_takes_the_form_of_its_language(language, none, one, many):
    assert [words(language).count(number, ERRORS) for number in (0, 1, 2)] == [none, one, many]
    assert words(language).count(2, TO_ADD, file="a{b}c").endswith("riuso validate a{b}c")


def test_commands_speak_the_readers_language(tmp_path):
    def run(*arguments: object) -> str:
        return CliRunner().invoke(cli, [str(one) for one in arguments]).output

    assert f"{WRONG}: ungültig (3 Fehler, 0 Warnungen)" in run("validate", WRONG, "--lang", "de")
    old = tmp_path / "old.yml"
    old.write_text('publiccodeYmlVersion: "0.4"\nsoftwareType: standalone\n')
    told = run("upgrade", "--check", old, "--lang", "it")
    assert "1 fatti, 1 da decidere" in told
    assert ": fatto: " in told
    told = run("init", tmp_path, "--no-input", "--lang", "fr")
    assert "Il manque encore (les commentaires" in told
    assert "clés à ajouter, puis : riuso validate" in told
    text = (tmp_path / "publiccode.yml").read_text(encoding="utf-8")
    assert "aucune licence n'a été trouvée" in text


def test_the_help_of_a_rule_is_in_the_readers_language():
    def rules(language: str) -> list[dict[str, dict[str, str]]]:
        command = ["validate", str(WRONG), "--format", "sarif", "--lang", language]
        driver = json.loads(CliRunner().invoke(cli, command).output)["runs"][0]["tool"]["driver"]
        return list(driver["rules"])

    for german, english in zip(rules("de"), rules("en"), strict=True):
        assert german["id"] == english["id"]
        assert "Abhilfe:" in german["help"]["text"]
        assert german["fullDescription"]["text"] != english["fullDescription"]["text"]
