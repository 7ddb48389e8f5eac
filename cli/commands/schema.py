"""``riuso schema``: the key table as a JSON Schema."""

from __future__ import annotations

import click

from cli.options import example
from cli.output import print_json
from publiccode.json_schema import json_schema


@click.command("schema", epilog=example("riuso schema > publiccode.schema.json"))
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "yaml"]),
    default="json",
    show_default=True,
    help="How the schema is written.",
)
def command(*, form: str) -> None:
    """Print the JSON Schema of publiccode.yml, for editors and other tools.

    Draft 2020-12, made from the same table of keys that `riuso validate` uses. An editor completes keys and
    marks most mistakes with it; docs/validate.md tells how.
    """
    schema = json_schema()
    if form == "json":
        print_json(schema)
        return
    import yaml  # noqa: PLC0415 - only here

    click.echo(yaml.safe_dump(schema, sort_keys=False, allow_unicode=True, width=100), nl=False)
