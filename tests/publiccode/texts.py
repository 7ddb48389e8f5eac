"""A valid file, and how tests make it wrong in one place."""

from __future__ import annotations

LONG = "Keeps the register of the trees of a town: where each stands, how old it is, when it was last seen. "

VALID = f"""\
publiccodeYmlVersion: "0"
name: Tree register
url: "https://example.org/town/trees"
platforms:
  - web
developmentStatus: stable
softwareType: standalone/web
description:
  en:
    shortDescription: Keeps the register of a town's trees
    longDescription: >
      {LONG}{LONG}
    features:
      - Map of all trees
legal:
  license: EUPL-1.2
maintenance:
  type: none
localisation:
  localisationReady: true
  availableLanguages:
    - en
"""


def changed(old: str, new: str, text: str = VALID) -> str:
    """Return the valid file with one part replaced; the part must be there once."""
    assert text.count(old) == 1, old
    return text.replace(old, new)


def added(lines: str, text: str = VALID) -> str:
    """Return the valid file with lines at its end, the first of them at line 23."""
    return f"{text}{lines}\n"
