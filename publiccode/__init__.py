"""publiccode.yml: text in, problems and a typed reading out. No network, no clock, no files."""
