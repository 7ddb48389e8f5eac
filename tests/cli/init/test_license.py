from __future__ import annotations

import pytest
from identify.vendor.licenses import LICENSES

from cli.init.facts import Seen
from cli.init.license import copyright_owner, find_licenses
from cli.init.manifests import manifest_facts

TEXTS = dict(LICENSES)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"LICENSE": TEXTS["MIT"].replace("[year] [fullname]", "2024 Town of Example")}, ["MIT"]),
        ({"LICENSE.txt": TEXTS["EUPL-1.2"]}, ["EUPL-1.2"]),
        ({"COPYING": TEXTS["Apache-2.0"]}, ["Apache-2.0"]),
        (
            {"LICENSE.md": "# LICENZA PUBBLICA DELL’UNIONE EUROPEA v. 1.2\n\nEUPL © Unione europea"},
            ["EUPL-1.2"],
        ),
        ({"LICENSE": "# SPDX-License-Identifier: MIT OR Apache-2.0\n"}, ["MIT OR Apache-2.0"]),
        ({"LICENSE": "All rights reserved."}, []),
        ({"LICENSE": TEXTS["AGPL-3.0"]}, ["AGPL-3.0-or-later", "AGPL-3.0-only"]),
        (
            {"LICENSE": TEXTS["AGPL-3.0"], "README.md": "version 3, or (at your option) any later version."},
            ["AGPL-3.0-or-later"],
        ),
        ({"LICENSE": TEXTS["GPL-3.0"], "package.json": '{"license": "GPL-3.0-only"}'}, ["GPL-3.0-only"]),
        ({"LICENSE": TEXTS["MIT"], "package.json": '{"license": "ISC"}'}, ["MIT", "ISC"]),
        ({"pyproject.toml": '[project]\nlicense = "EUPL-1.2"'}, ["EUPL-1.2"]),
        ({"pyproject.toml": '[project]\nlicense = {text = "MIT"}'}, ["MIT"]),
        (
            {"pyproject.toml": '[project]\nclassifiers = ["License :: OSI Approved :: MIT License"]'},
            ["MIT"],
        ),
        ({"composer.json": '{"license": ["MIT", "EUPL-1.2"]}'}, ["MIT OR EUPL-1.2"]),
        ({"Cargo.toml": '[package]\nlicense = "MPL-2.0"'}, ["MPL-2.0"]),
        ({"package.json": '{"license": "SEE LICENSE IN x"}'}, []),
        ({"LICENSES/EUPL-1.2.txt": ""}, ["EUPL-1.2"]),
        ({"LICENSES/EUPL-1.2.txt": "", "LICENSES/CC0-1.0.txt": ""}, ["CC0-1.0", "EUPL-1.2"]),
    ],
)
def test_licences(tmp_path, files, expected):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")

    assert [one.value for one in find_licenses(tmp_path, manifest_facts(tmp_path).licenses)] == expected


@pytest.mark.parametrize("name", [name for name in TEXTS if name not in {"GPL-2.0", "GPL-3.0", "AGPL-3.0"}])
def test_every_text_that_the_library_knows(tmp_path, name):
    (tmp_path / "LICENSE").write_text(TEXTS[name], encoding="utf-8")

    found = [one.value for one in find_licenses(tmp_path, [])]
    assert found == ([f"{name}-or-later", f"{name}-only"] if name.startswith("LGPL") else [name])


@pytest.mark.parametrize(
    ("line", "owner"),
    [
        ("Copyright (c) 2019-2024 Comune di Esempio", "Comune di Esempio"),
        ("Copyright 2024 Town of Example.", "Town of Example"),
        ("© 2020, 2021 Ville d'Exemple", "Ville d'Exemple"),
        ("Copyright [yyyy] [name of copyright owner]", None),
        ("Copyright (C) 2007 Free Software Foundation, Inc.", None),
    ],
)
def test_the_owner_of_the_copyright(tmp_path, line, owner):
    (tmp_path / "LICENSE").write_text(f"MIT License\n\n{line}\n")

    assert copyright_owner(tmp_path) == (Seen(owner, "LICENSE") if owner else None)
