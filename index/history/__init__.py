"""What changed: the history of each software, told from the versions of its file."""
