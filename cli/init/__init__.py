"""A first publiccode.yml from what a repository shows; only ``riuso init`` uses it."""
