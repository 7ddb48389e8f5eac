"""Saved searches: what is new, changed or lost in them, as feed and digest."""
