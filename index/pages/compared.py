"""Writes the comparisons: the page where a reader's choice is put together, and one with the most similar."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from index.dossier.build import differing_first, outline
from index.dossier.column import SAID
from index.dossier.model import Message
from index.dossier.page import SectionView, cell_told, environment, row_view, table_words
from index.dossier.words import english, page_words_of, words_of
from index.labels import label
from index.pages.columns import scripts
from index.pages.comparing import candidate_of, ground_of
from index.pages.entry_text import name_of
from index.pages.environment import COMPARE_POLICY
from index.pages.links import INDEX, segment
from index.pages.text import shorten
from index.pages.views import Link

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from markupsafe import Markup

    from index.dossier.ask import Ask
    from index.dossier.candidate import Ground
    from index.dossier.model import Cell
    from index.dossier.words import Words
    from index.pages.site import Site
    from index.pages.writing import Writer

MOST_SIMILAR = 3
_LABELLED = ("category", "archetype", "state", "status", "type", "maintenance")
"""The facets whose values need a label that a browser has not."""
_SHORT = frozenset(
    {
        *(f"identity.{name}" for name in ("summary", "publisher", "origin", "state", "status", "version")),
        *(f"knockout.{name}" for name in ("open-licence", "status-ready", "data-protection", "security")),
        *(f"licence.{name}" for name in ("id", "family", "merging")),
        *(f"quality.{name}" for name in ("features", "maintenance", "contract", "proprietary", "hardware")),
        *(f"quality.{name}" for name in ("languages", "territory", "documentation", "api")),
        *(f"quality.{name}" for name in ("last-commit", "absence", "last-release")),
        *(f"use.{name}" for name in ("count", "countries", "names")),
        "readiness.parts-known",
    }
)
"""What the page without JavaScript compares: with all of it every such page would be four times as long."""


def compared_path(identifier: str, site: Site) -> str | None:
    """Return the page that compares a software with the most similar, None where there is none."""
    if not site.as_of or not _others(identifier, site):
        return None
    return f"software/{segment(identifier)}/compare/{INDEX}"


def _others(identifier: str, site: Site) -> list[str]:
    similar = [one.id for one in site.similar.get(identifier, ()) if one.id in site.listed]
    return similar[:MOST_SIMILAR]


def write_compare(writer: Writer, site: Site) -> None:
    """Write the page that compares what a reader chose, and what it says."""
    words = words_of(site.language)
    ground = ground_of(site)
    said = _said(ground, site, words) if ground else {}
    writer.page(
        f"compare/{INDEX}",
        "compare.html",
        policy=COMPARE_POLICY,
        title=words("title"),
        listed=False,
        words_version=writer.script("compare/words.js", "riusoComparison", said),
        texts={
            name: words(f"page.{name}") for name in ("lead", "too-few", "needs-script", "unavailable", "add")
        },
        fold=words("fold"),
        scripts=scripts(site),
    )


def _said(ground: Ground, site: Site, words: Words) -> dict[str, object]:
    sections = [
        {
            "id": name,
            "title": words(name),
            "intro": words(f"{name}.intro"),
            "rows": [[ask.id, words.say(Message(ask.message or ask.id, dict(ask.values)))] for ask in asks],
        }
        for name, asks in outline(ground.choices)
    ]
    labels = {
        facet: {value.value: label(facet, value.value, site.language) for value in site.values.get(facet, ())}
        for facet in _LABELLED
    }
    messages = {name: words.template(name) for name in english() if name.partition(".")[0] in SAID}
    return {"sections": sections, "labels": labels, "messages": messages}


def write_compared(writer: Writer, site: Site) -> None:
    """Write for each software a comparison with the most similar, for readers without JavaScript."""
    ground = ground_of(site)
    if ground is None:
        return
    words = page_words_of(site.language)
    shown = [(name, [ask for ask in asks if ask.id in _SHORT]) for name, asks in outline(ground.choices)]
    column = _remembered([ask for _, asks in shown for ask in asks], ground, site)
    for identifier in site.listed:
        path = compared_path(identifier, site)
        if path:
            ids = (identifier, *_others(identifier, site))
            columns = [column(one) for one in ids]
            views = [_section(name, asks, columns, words) for name, asks in shown]
            _write_one(writer, site, path, ids, views)


Column = Mapping[str, tuple["Cell", "Markup"]]
"""By question: the answer of a software, and how the page tells it."""


def _remembered(asks: Sequence[Ask], ground: Ground, site: Site) -> Callable[[str], Column]:
    """Return what gives the column of a software, which stands in some four comparisons."""
    words = page_words_of(site.language)

    @lru_cache(maxsize=2000)
    def column(identifier: str) -> Column:
        candidate = candidate_of(site.listed[identifier], site)
        cells = {ask.id: ask.read(candidate, ground) for ask in asks} if candidate else {}
        return {name: (cell, cell_told(cell, words, links=False)) for name, cell in cells.items()}

    return column


def _section(name: str, asks: Sequence[Ask], columns: Sequence[Column], words: Words) -> SectionView:
    rows = [(ask.row_of(tuple(one[ask.id][0] for one in columns)), ask.id) for ask in asks]
    rows.sort(key=lambda one: differing_first(one[0]))
    told = tuple(row_view(row, tuple(one[asked][1] for one in columns), words) for row, asked in rows)
    return SectionView(id=name, title=words(name), intro="", shared=(), rows=told)


def _write_one(
    writer: Writer, site: Site, path: str, ids: Sequence[str], views: Sequence[SectionView]
) -> None:
    words = words_of(site.language)
    entries = [site.listed[one] for one in ids]
    names = [name_of(entry) for entry in entries]
    macro = environment().get_template("sections.html").module.section  # type: ignore[attr-defined]  # a macro
    links = [Link(name, site.software_path(one)) for name, one in zip(names, ids, strict=True)]
    writer.page(
        path,
        "compared.html",
        title=words("of", names=shorten(", ".join(names), 200)),
        listed=False,
        heading=words("page.most-similar", name=names[0]),
        lead=words("page.lead"),
        trail=links[:1],
        others=list(zip(links, (shorten(entry.publisher.name, 120) for entry in entries), strict=True)),
        parts=[macro(view, names, table_words(words)) for view in views],
    )
