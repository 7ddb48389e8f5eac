"""The sections of a software's page, in the order a buyer reads.

Each is a template ``templates/software/NAME.html``, which prints nothing where there is nothing to say, of
what :class:`index.pages.views.SoftwareView` holds; one that needs more adds a field there.
"""

from __future__ import annotations

SECTIONS = (
    "what",
    "pictures",
    "publisher",
    "users",
    "maintenance",
    "licence",
    "readiness",
    "activity",
    "versions",
    "needs",
    "audience",
    "family",
    "similar",
    "problems",
    "provenance",
)
