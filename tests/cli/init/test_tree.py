from __future__ import annotations

import pytest

from cli.init.tree import tree_facts


@pytest.mark.parametrize(
    ("path", "languages", "platforms"),
    [
        ("locale/it/LC_MESSAGES/django.po", ["it"], []),
        ("app/src/main/res/values-pt-rBR/strings.xml", ["pt-BR"], []),
        ("assets/i18n/de.json", ["de"], []),
        ("lang/zz/messages.php", [], []),
        ("node_modules/x/locale/it/a.po", [], []),
        ("app/src/main/AndroidManifest.xml", [], ["android"]),
        ("App.xcodeproj/project.pbxproj", [], ["ios"]),
        ("manage.py", [], ["web"]),
    ],
)
def test_what_names_of_files_show(tmp_path, path, languages, platforms):
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / path).write_text("")

    facts = tree_facts(tmp_path)
    assert (facts.languages, facts.platforms) == (languages, platforms)
