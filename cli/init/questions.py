"""Asks a person for what the repository doesn't show. Every question can be left open with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cli.init.draft import faults, found
from cli.init.git import author
from cli.init.wanted import wanted
from cli.language import reader_languages
from cli.terminal import clean

if TYPE_CHECKING:
    from pathlib import Path as Folder

    from cli.init.draft import Found, Path
    from cli.init.facts import Facts
    from cli.init.wanted import Wanted

ASKED = "your answer"


def ask(facts: Facts, folder: Folder) -> Found:
    """Return what was found together with the answers; prompts go to standard error."""
    if not facts.description_language:
        facts.description_language = _language()
    known = found(facts)
    for one in wanted(facts, known, folder):
        value = _answer(one)
        if value not in ("", []):
            known[one.path] = (value, ASKED)
        if one.path == ("maintenance", "type") and value:
            known |= _people(str(value), folder)
    return known


def _language() -> str:
    while True:
        tag: str = _prompt("Language of the description (a tag such as en or pt-BR)", reader_languages()[0])
        if not _complain(("localisation", "availableLanguages"), [tag]):
            return tag


def _answer(one: Wanted) -> Any:
    while True:
        kind = click.Choice([*one.choices, ""]) if one.choices else None
        question = f"{one.question} ({', '.join(one.choices)})" if one.choices else one.question
        text: str = _prompt(question, one.proposal, kind)
        value = one.parse(text) if text else ""
        if text == "" or not _complain(one.path, value):
            return value


def _people(kind: str, folder: Folder) -> Found:
    """Ask for whom to turn to; who maintains by contract is named with the contract's end."""
    if kind == "contract":
        return _contractor()
    if kind == "none":
        return {}
    name, email = author(folder)
    person = {"name": _prompt("Name of a person to turn to", name)}
    if not person["name"]:
        return {}
    path: Path = ("maintenance", "contacts")
    while True:
        person["email"] = _prompt("E-mail address", email)
        entry = {key: value for key, value in person.items() if value}
        if not _complain(path, [entry]):
            return {path: ([entry], ASKED)}


def _contractor() -> Found:
    path: Path = ("maintenance", "contractors")
    name = _prompt("Name of the contractor", "")
    while name:
        until = _prompt("Last day of the contract (YYYY-MM-DD)", "")
        entry = {"name": name, "until": until}
        if until == "" or not _complain(path, [entry]):
            return {path: ([entry], ASKED)} if until else {}
    return {}


def _prompt(question: str, default: str, kind: click.ParamType[Any] | None = None) -> str:
    answer = click.prompt(
        clean(question),
        default=clean(default),
        type=kind,
        err=True,
        show_choices=False,
        show_default=bool(default),
    )
    return str(answer).strip()


def _complain(path: Path, value: Any) -> bool:
    """Tell what is wrong with an answer; return whether something is."""
    problems = faults(path, value)
    for problem in problems:
        click.echo(clean(f"  {problem.description}. {problem.hint}"), err=True)
    return bool(problems)
