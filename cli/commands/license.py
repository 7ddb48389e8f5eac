"""``riuso license``: what a licence allows and asks, and whether two go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from cli.errors import NOT_FINE
from cli.options import example, format_option
from cli.output import print_json, results
from publiccode.licensing.compatibility import Combination

if TYPE_CHECKING:
    from publiccode.licensing.expressions import ExpressionCompatibility
    from publiccode.licensing.facts import LicenceFacts


@click.command(
    "license",
    epilog=example(
        "riuso license EUPL-1.2",
        "riuso license Apache-2.0 --into EUPL-1.2",
        "riuso license 'LGPL-3.0-or-later OR MIT' --into GPL-2.0-only --combination linking",
    ),
)
@click.argument("expression", metavar="LICENSE")
@click.option("--into", metavar="LICENSE", help="The licence that the result is to be given out under.")
@click.option(
    "--combination",
    type=click.Choice([one.value for one in Combination]),
    default=Combination.MERGING.value,
    show_default=True,
    help="How the two are put together.",
)
@format_option
def command(*, expression: str, into: str | None, combination: str, form: str) -> None:
    """Tell what a licence asks, and whether it goes with another.

    LICENSE is an SPDX id or expression; what it allows, asks and forbids comes with the clause that says so.
    With --into also what published sources say of giving it out, combined, under another licence. They often
    disagree: each answer names its source and its date. This is no legal advice.

    Ends with 1 where a licence is not an SPDX id or expression.
    """
    from cli.license_text import print_compatibility, print_facts  # noqa: PLC0415 - what it needs is slow
    from publiccode.licensing.expressions import compare_expressions  # noqa: PLC0415 - as above

    facts = _facts(expression)
    result = (
        compare_expressions(expression, into, Combination(combination)) if into and _facts(into) else None
    )
    if form == "json":
        print_json(_as_json(expression, facts, result))
        return
    for one in facts:
        print_facts(results(), one)
    if result is not None:
        print_compatibility(results(), result)


def _facts(expression: str) -> tuple[LicenceFacts, ...]:
    from publiccode.checks.licence import meant  # noqa: PLC0415 - as above
    from publiccode.licensing.facts import licence_facts  # noqa: PLC0415 - as above
    from publiccode.spdx import is_expression, license_ids  # noqa: PLC0415 - as above

    if is_expression(expression):
        return tuple(licence_facts(one) for one in license_ids(expression))
    near = meant(expression)
    hint = f" Did you mean '{near}'?" if near else " https://spdx.org/licenses/ lists them."
    click.echo(f"Error: {expression[:200]!r} is no SPDX licence id or expression.{hint}", err=True)
    raise click.exceptions.Exit(NOT_FINE)


def _as_json(
    expression: str, facts: tuple[LicenceFacts, ...], result: ExpressionCompatibility | None
) -> dict[str, object]:
    return {"license": expression, "licenses": facts, "compatibility": result}
