from __future__ import annotations

import pytest

from publiccode.spdx import is_expression, known_licenses, license_id, license_ids


@pytest.mark.parametrize(
    "text",
    [
        "MIT", "mit", " EUPL-1.2 ", "AGPL-3.0", "GPL-2.0+", "AGPL-3.0-only+", "EUPL-1.2-or-later",
        "MIT OR Apache-2.0",
        "MIT  AND   Apache-2.0", "(MIT OR Apache-2.0) AND BSD-3-Clause", "((MIT))",
        "GPL-2.0-only WITH Classpath-exception-2.0", "GPL-2.0-only with Classpath-exception-2.0",
        "GPL-2.0-with-classpath-exception", "LicenseRef-town", "DocumentRef-a:LicenseRef-b AND MIT",
        "Nunit", "Net-SNMP",
    ],
)  # fmt: skip
def test_expressions(text):
    assert is_expression(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "GPL", "Apache 2.0", "MIT and Apache-2.0", "MIT, Apache-2.0", "MIT/Apache-2.0", "OR MIT",
        "MIT OR",
        "MIT MIT", "MIT AND OR MIT", "(MIT", "MIT)", "()", ")MIT(", "NONE", "NOASSERTION",
        "Classpath-exception-2.0",
        "MIT WITH MIT", "MIT WITH", "(MIT) WITH Classpath-exception-2.0",
        "MIT AND GPL-2.0 with Classpath-exception-2.0",
        "LicenseRef-a+", "LicenseRef-", "licenseref-a", "LicenseRef-a WITH Classpath-exception-2.0",
        "DocumentRef-a:MIT",
        "MIT\tOR MIT", "MIT\nOR MIT", "GPL-2.0 +", "(" * 900, "MIT OR " * 9999 + "MIT",
    ],
)  # fmt: skip
def test_no_expressions(text):
    assert not is_expression(text)


@pytest.mark.parametrize(
    ("expression", "ids"),
    [
        (None, ()),
        ("", ()),
        ("eupl-1.2", ("EUPL-1.2",)),
        ("GPL-2.0+", ("GPL-2.0-or-later",)),
        ("GPL-3.0", ("GPL-3.0-only",)),
        ("MIT or apache-2.0", ("MIT", "Apache-2.0")),
        ("(MIT OR GPL-3.0-only) AND mit", ("MIT", "GPL-3.0-only")),
        ("GPL-2.0-only WITH Classpath-exception-2.0", ("GPL-2.0-only",)),
        ("LicenseRef-town OR MIT", ("LicenseRef-town", "MIT")),
        ("MIT+", ("MIT",)),
        ("Apache License 2.0", ()),
        ("MIT OR", ()),
        ("MIT " * 9999, ()),
    ],
)
def test_ids_of_an_expression(expression, ids):
    assert license_ids(expression) == ids


def test_every_id_that_is_offered_is_one():
    offered = known_licenses()
    assert {"MIT", "EUPL-1.2", "AGPL-3.0-or-later", "0BSD"} <= set(offered)
    assert all(is_expression(name) for name in offered)
    assert license_id("nope") is None
