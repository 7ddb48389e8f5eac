from __future__ import annotations

import pytest

from cli.init.facts import Seen
from cli.init.readme import language_of, readme_facts


def test_a_readme_without_enough_text_gives_no_long_description(tmp_path):
    (tmp_path / "README").write_text("Trees\n=====\n\nKeeps the register of trees.\n")

    facts = readme_facts(tmp_path)
    assert facts.name == Seen("Trees", "README")
    assert facts.short_description == Seen("Keeps the register of trees.", "README")
    assert facts.long_description is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The register of the trees is for everybody, and it can be used with a map of the town.", "en"),
        ("Il registro degli alberi è per tutti, con una mappa della città e il piano dei lavori.", "it"),
        ("Das Verzeichnis der Bäume ist für alle, und es wird mit einer Karte auf dem Amt geführt.", "de"),
        ("Le registre des arbres est pour tous, avec une carte dans la ville et les travaux.", "fr"),
        ("Het register van de bomen is voor iedereen, met een kaart en het plan van de stad.", "nl"),
        ("El registro de los árboles es para todos, con una mapa de la ciudad y las obras.", "es"),
        ("npm install trees", ""),
    ],
)
def test_the_language_of_a_text(text, language):
    assert language_of(text) == language
