"""Country profiles: how law and guidelines of a country want software to be compared, as plain data."""

from index.dossier.profiles.loading import PROFILES, profile, profile_of_country
from index.dossier.profiles.profile import (
    Condition,
    Document,
    Fact,
    Force,
    Level,
    Profile,
    Reading,
    Source,
    Step,
)

__all__ = [
    "PROFILES",
    "Condition",
    "Document",
    "Fact",
    "Force",
    "Level",
    "Profile",
    "Reading",
    "Source",
    "Step",
    "profile",
    "profile_of_country",
]
