"""``riuso show``: one software, whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from cli.adopting import users_of
from cli.language import reader_languages
from cli.opening import known_entry, read_catalogue
from cli.options import data_option, example, format_option, personal_data_option
from cli.output import print_json, results
from cli.show_text import as_json, print_entry
from index.adoption.store import read_adoption
from index.readiness import readiness, users_claimed
from index.vitality import vitality_of

if TYPE_CHECKING:
    from cli.data_folder import DataFolder
    from index.personal_data import PersonalData


@click.command(
    "show",
    epilog=example(
        "riuso show comune-valdora-protocollo-aperto",
        "riuso show https://code.example/comune-valdora/protocollo-aperto --format json",
    ),
)
@click.argument("software", metavar="ID|URL")
@click.option(
    "--lang",
    "languages",
    multiple=True,
    metavar="TAG",
    help="Language to read it in, most wanted first.  [default: the environment's]",
)
@personal_data_option
@data_option
@format_option
def command(
    *,
    software: str,
    languages: tuple[str, ...],
    personal: PersonalData | None,
    data: DataFolder,
    form: str,
) -> None:
    """Tell all that is known of one software.

    Its file's facts, the problems in it with their lines, where it was found, its relatives and its
    history. ID is what `riuso search` prints; URL is a repository's, under any name it has had.
    """
    with read_catalogue(data, personal) as catalogue:
        entry = known_entry(catalogue, software)
        history = tuple(catalogue.history(entry.id))
        on = catalogue.as_of()
    adoption = read_adoption(data.adoption)
    if adoption is not None:
        entry = replace(entry, users=users_of(entry.id, adoption))
    vitality = vitality_of(entry, on) if on else None
    users = users_claimed(entry, adoption) if adoption else None
    ready = readiness(entry, on, users) if on else None
    if form == "json":
        print_json(as_json(entry, history, vitality, ready))
    else:
        from cli.retold import entry_in, served  # noqa: PLC0415 - programs read it as it is kept

        wanted = languages or reader_languages()
        print_entry(
            results(),
            entry_in(entry, served(wanted)),
            history,
            wanted,
            vitality=vitality,
            readiness=ready,
        )
