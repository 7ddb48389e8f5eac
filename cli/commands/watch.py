"""``riuso watch``: saved searches."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cli.data_folder import write_atomically
from cli.facet_options import facet_options, unwanted, wanted
from cli.language import reader_language
from cli.options import (
    CONTEXT,
    QueryCommand,
    data_option,
    example,
    format_option,
    km_option,
    words_argument,
)
from cli.output import print_json, results
from cli.watching import run_watches, stem_of, within_of
from index.errors import WatchError
from index.pages.options import LANGUAGES
from index.watch.store import check_name, read_watches, watches_bytes
from index.watch.watch import Watch, find

if TYPE_CHECKING:
    from cli.data_folder import DataFolder


@click.group(
    "watch",
    context_settings=CONTEXT,
    epilog=example(
        'riuso watch add booking "appointment booking" --country DE', "riuso watch run --out public/watch"
    ),
)
def command() -> None:
    """Keep searches, and tell what is new in them."""


@command.command(
    "add",
    cls=QueryCommand,
    epilog=example('riuso watch add booking "appointment booking" --country DE --not-state archived'),
)
@click.argument("name")
@words_argument("query")
@facet_options
@click.option("--near", metavar="PLACE", help="Only what administrations around a place use or publish.")
@km_option("How far --near looks.")
@click.option(
    "--lang",
    "chosen",
    multiple=True,
    type=click.Choice(LANGUAGES),
    help="Language of feed and digest; may be repeated.  [default: that of the locale, else en]",
)
@data_option
@format_option
def add(
    *,
    name: str,
    query: str,
    near: str | None,
    km: float,
    chosen: tuple[str, ...],
    data: DataFolder,
    form: str,
    **facets: Any,
) -> None:
    """Keep a search under a name.

    QUERY, the facets and --near are those of `riuso search`. A watch of the same name is replaced.
    """
    watch = Watch(
        name=check_name(name),
        text=query,
        filters=wanted(facets),
        excluded=unwanted(facets),
        added=datetime.now(UTC).date().isoformat(),
        near=near,
        km=km,
        languages=tuple(dict.fromkeys(chosen)) or (reader_language(LANGUAGES),),
    )
    data.require_catalogue()
    found = _tried(watch, data)
    with data.writing("watch add", datetime.now(UTC)):
        watches = read_watches(data.watch_list)
        write_atomically(data.watch_list, watches_bytes({**watches, name: watch}.values()))
        if watches.get(name) != watch:
            (data.watches / f"{name}.seen.json").unlink(missing_ok=True)
    if form == "json":
        print_json({"watch": watch, "found": found})
    else:
        results().line(f"{name} is kept; it finds {found} software now.")
        results().line(f"Next, after each crawl: riuso watch run{data.option}")


def _tried(watch: Watch, data: DataFolder) -> int:
    """Ask the watch's question once: what can't be asked must not be kept."""
    from contextlib import closing  # noqa: PLC0415

    from index.engine import open_index  # noqa: PLC0415

    with closing(open_index(data.search)) as index:
        return len(find(watch, index, within_of(watch, data)))


@command.command("list", epilog=example("riuso watch list"))
@data_option
@format_option
def list_(data: DataFolder, form: str) -> None:
    """List the kept searches."""
    watches = list(read_watches(data.watch_list).values())
    if form == "json":
        print_json({"watches": watches})
        return
    output = results()
    if not watches:
        output.line(f"No search is kept. `riuso watch add NAME QUERY{data.option}` keeps one.")
    for watch in watches:
        filters = [f"--{name} {value}" for name, values in watch.filters.items() for value in values]
        filters += [f"--not-{name} {value}" for name, values in watch.excluded.items() for value in values]
        if watch.near:
            filters.append(f"--near {watch.near} --km {watch.km:g}")
        filters += [f"--lang {language}" for language in watch.languages if watch.languages != ("en",)]
        output.line((watch.name, "cyan"), f"  {' '.join(filter(None, (watch.text, *filters)))}")


@command.command("remove", epilog=example("riuso watch remove booking"))
@click.argument("name")
@data_option
@format_option
def remove(name: str, data: DataFolder, form: str) -> None:
    """Forget a kept search and what it has seen."""
    with data.writing("watch remove", datetime.now(UTC)):
        watches = read_watches(data.watch_list)
        if name not in watches:
            raise WatchError(f"no search is kept under {name!r}; there is {', '.join(watches) or 'none'}")
        kept = [watch for watch in watches.values() if watch.name != name]
        write_atomically(data.watch_list, watches_bytes(kept))
        (data.watches / f"{name}.seen.json").unlink(missing_ok=True)
        for language in watches[name].languages:
            for ending in ("atom", "html", "txt"):
                (data.watches / f"{stem_of(watches[name], language)}.{ending}").unlink(missing_ok=True)
    if form == "json":
        print_json({"removed": name})
    else:
        results().line(f"{name} is forgotten.")


@command.command("run", epilog=example("riuso watch run", "riuso watch run --out public/watch"))
@click.argument("names", nargs=-1)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Where feeds and digests go.  [default: watches/ in the data folder]",
)
@data_option
@format_option
def run(names: tuple[str, ...], out: Path | None, data: DataFolder, form: str) -> None:
    """Search again and write what is new, changed or lost.

    For each kept search, or those named: an Atom feed and a digest as page and as text. Contracts that end
    within six months are listed. Run it after each crawl. In a second language the files are called
    NAME.LANGUAGE.
    """
    watches = read_watches(data.watch_list)
    for name in names:
        if name not in watches:
            raise WatchError(f"no search is kept under {name!r}; there is {', '.join(watches) or 'none'}")
    wanted_ones = [watch for name, watch in watches.items() if not names or name in names]
    with data.writing("watch run", datetime.now(UTC)):
        done = run_watches(wanted_ones, data, out or data.watches)
    if form == "json":
        print_json({"watches": done})
        return
    output = results()
    if not done:
        output.line(f"No search is kept. `riuso watch add NAME QUERY{data.option}` keeps one.")
    for one in done:
        told = f"{one.found} software; {one.new} new, {one.changed} changed, {one.lost} lost"
        output.line((one.name, "cyan"), f"  {told}")
        output.line((", ".join(one.files), "dim"), indent=2)
