"""Old versions of the standard brought up to the newest, the file's own look kept."""

from publiccode.upgrade.outcome import Ask, Change, Upgrade
from publiccode.upgrade.run import upgrade

__all__ = ["Ask", "Change", "Upgrade", "upgrade"]
