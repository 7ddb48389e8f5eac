"""What a licence allows and asks, and whether two go together: facts with their sources, no legal advice."""

from __future__ import annotations

from publiccode.licensing.compatibility import Combination, Compatibility, Verdict, compatibility
from publiccode.licensing.facts import Family, LicenceFacts, licence_facts

__all__ = [
    "Combination",
    "Compatibility",
    "Family",
    "LicenceFacts",
    "Verdict",
    "compatibility",
    "licence_facts",
]
