"""How ready a software is to be taken by somebody else: gates and eight parts, each with its evidence."""

from __future__ import annotations

from index.readiness.judging import readiness
from index.readiness.model import VERSION, Evidence, Gate, Part, Readiness
from index.readiness.users import Users, users_claimed, users_named

__all__ = [
    "VERSION",
    "Evidence",
    "Gate",
    "Part",
    "Readiness",
    "Users",
    "readiness",
    "users_claimed",
    "users_named",
]
