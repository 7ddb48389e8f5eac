"""Adoption: who uses which software, told from where, since when, and how sure that is."""
