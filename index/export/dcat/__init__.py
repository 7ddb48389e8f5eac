"""DCAT-AP 3 with the terms of ADMS-AP for software, as Turtle and JSON-LD. Told in docs/exports.md."""
