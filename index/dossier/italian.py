"""The dossier for the comparison tool of the Italian Department for Digital Transformation, as its JSON.

The shape is that of its schema 1.0 (teamdigitale/devita-ccros-valcomp-software-pa, commit 41d9688,
2026-06-19). The tool takes what is missing for an answer: 0, no, or nothing. So only what was really seen
is written, everything else stays blank, and :func:`blanks` lists it. What the tool would read from a file
and get wrong is not repeated: a contract that has ended is no maintainer, a missing ``dependsOn`` is not
zero dependencies, a release date is not a commit, and a blank cost is no cost of zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from index.dossier.model import Cell, CellState, Day, Link, Message
from index.dossier.words import words_of
from index.pages.text import shorten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from index.dossier.model import Dossier, Value
    from index.dossier.words import Words

BLANK = ""
"""An answer that is not known, where others are: in an array each product has its place."""
WINDOW = timedelta(days=3 * 365)
"""The years that the tool counts commits, authors and releases over."""
ONLY_YOU = (
    "meta.pa",
    "meta.oggetto",
    "meta.categoria",
    "requisiti",
    "criteri.interoperabilita",
    "criteri.protezione_dati",
    "criteri.sicurezza",
    "criteri.accessibilita",
    "criteri.copertura_req",
    "criteri.manutentore",
    "criteri.supporto",
    "criteri.competenze_pa",
    "criteri.numero_pa.interessate",
    "tco",
    "pesi",
)
"""What no catalogue can answer; the maintainer too, whose mark the tool asks for and not the facts."""

Answer = int | str
_NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Blank:
    """``field`` is its path in the document; ``products`` are the names of those it is blank for, all of them
    where it is empty.
    """

    field: str
    products: tuple[str, ...] = ()


def italian_json(dossier: Dossier) -> dict[str, object]:
    """Return the document that the tool imports."""
    return {
        "tipo": "valutazione-comparativa-software",
        "versione_schema": "1.0",
        "config_id": "criteri-config-v2.0",
        "config_versione": "2.0",
        "valutazione": {
            "meta": {"pa": BLANK, "data": dossier.on, "oggetto": BLANK, "categoria": BLANK},
            "prodotti": _products(dossier),
            "requisiti": [],
            "criteri": _criteria(dossier),
            "tco": {"voci": {}},
            "pesi": {},
        },
    }


def blanks(dossier: Dossier) -> tuple[Blank, ...]:
    """Return what the officer must fill in before the tool's result means anything."""
    names = [one.name for one in dossier.subjects]
    products = _products(dossier)
    asked: dict[str, list[Answer]] = {f"criteri.{field}": told for field, told in _answers(dossier).items()}
    asked |= {f"prodotti.{key}": [one[key] for one in products] for key in products[0]}
    found = [Blank(field) for field in ONLY_YOU]
    for field, answers in asked.items():
        missing = tuple(name for name, answer in zip(names, answers, strict=True) if answer == BLANK)
        if missing:
            found.append(Blank(field, () if len(missing) == len(names) else missing))
    return tuple(found)


def blanks_text(dossier: Dossier) -> str:
    """Return the list of blanks for the officer, in the dossier's language."""
    words = words_of(dossier.language)
    lines = []
    for one in blanks(dossier):
        named = [shorten(name, _NAME_LIMIT) or words("other-solution") for name in one.products]
        lines.append(f"- {one.field}: {', '.join(named) or words('for-all')}")
    return "\n".join((words("italian.zero"), "", *lines, "", words("italian.window"))) + "\n"


def _products(dossier: Dossier) -> list[dict[str, str]]:
    words = words_of(dossier.language)
    return [
        {
            "nome": shorten(one.name, _NAME_LIMIT) or words("other-solution"),
            "titolarita": _text(_cell(dossier, "identity.owner", place), words),
            "maintainer": _maintainer(dossier, place, words),
            "sito": _url(_cell(dossier, "identity.website", place)),
            "repo": _url(_cell(dossier, "identity.repository", place)) or one.repository,
            "publiccode": _url(_cell(dossier, "annex.file", place)),
        }
        for place, one in enumerate(dossier.subjects)
    ]


def _criteria(dossier: Dossier) -> dict[str, dict[str, list[Answer]]]:
    """Return the answers by criterion; a question that nobody answers is left out."""
    told: dict[str, dict[str, list[Answer]]] = {}
    for field, answers in _answers(dossier).items():
        if any(answer != BLANK for answer in answers):
            criterion, _, item = field.partition(".")
            told.setdefault(criterion, {})[item] = answers
    return told


def _answers(dossier: Dossier) -> dict[str, list[Answer]]:
    reads: dict[str, Callable[[Dossier, int], Answer]] = {
        "dipendenze.proprietario": lambda of, place: _needed(_cell(of, "quality.proprietary", place)),
        "dipendenze.opensource": lambda of, place: _needed(_cell(of, "quality.open", place)),
        "numero_pa.utilizzano": lambda of, place: _number(_cell(of, "use.count", place)),
        "vitalita.giorni": _days,
        "vitalita.commit": lambda of, place: _within(of, place, "quality.commits-all"),
        "vitalita.contributi": lambda of, place: _within(of, place, "quality.authors-all"),
        "vitalita.release": lambda of, place: _within(of, place, "quality.releases"),
    }
    return {
        field: [read(dossier, place) for place in range(len(dossier.subjects))]
        for field, read in reads.items()
    }


def _cell(dossier: Dossier, row: str, place: int) -> Cell:
    found = dossier.row(row)
    return found.cells[place] if found else Cell(state=CellState.NOT_CHECKED)


def _needed(cell: Cell) -> Answer:
    """Count what the software can't do without; only a file that declares none has none."""
    if cell.state is CellState.DECLARED_NONE:
        return 0
    if cell.state is not CellState.VALUE:
        return BLANK
    kinds = [value.id for value in cell.values if isinstance(value, Message)]
    return BLANK if "more" in kinds else kinds.count("dependency.needed")


def _number(cell: Cell) -> Answer:
    value = cell.values[0] if cell.state is CellState.VALUE else None
    return value if isinstance(value, int) and not cell.note else BLANK


def _day(cell: Cell) -> date | None:
    value = cell.values[0] if cell.state is CellState.VALUE else None
    return date.fromisoformat(value.iso) if isinstance(value, Day) else None


def _days(dossier: Dossier, place: int) -> Answer:
    last = _day(_cell(dossier, "quality.last-commit", place))
    return max(0, (date.fromisoformat(dossier.on) - last).days) if last else BLANK


def _within(dossier: Dossier, place: int, row: str) -> Answer:
    """Return a count of the whole history where that lies within the tool's years and was read whole."""
    first = _day(_cell(dossier, "quality.first-commit", place))
    if first is None or first < date.fromisoformat(dossier.on) - WINDOW:
        return BLANK
    return _number(_cell(dossier, row, place))


def _maintainer(dossier: Dossier, place: int, words: Words) -> str:
    """Name whose contract runs, else the contacts; who had one that ended maintains nothing."""
    contracts = _cell(dossier, "quality.contract", place).values
    running = [_contractor(one) for one in contracts if isinstance(one, Message)]
    names = [name for name in running if name] or [
        words.value(one) for one in _cell(dossier, "quality.contacts", place).values
    ]
    return shorten("; ".join(names), _NAME_LIMIT)


def _contractor(told: Message) -> str:
    name = told.values.get("name", "") if told.id in {"contract.open", "contract.runs"} else ""
    return str(name)


def _text(cell: Cell, words: Words) -> str:
    return shorten(", ".join(_each(cell.values, words)), _NAME_LIMIT)


def _each(values: tuple[Value, ...], words: Words) -> Iterator[str]:
    return (words.value(value) for value in values)


def _url(cell: Cell) -> str:
    return next((value.url for value in cell.values if isinstance(value, Link)), BLANK)
