"""Asks a person for what the repository doesn't show. Every question can be left open with Enter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from cli import words
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
    from cli.words import Words


def ask(facts: Facts, folder: Folder, say: Words) -> Found:
    """Return what was found together with the answers; prompts go to standard error."""
    return _Asking(say).all(facts, folder)


class _Asking:
    """Asks in one language."""

    def __init__(self, say: Words) -> None:
        self.say = say

    def all(self, facts: Facts, folder: Folder) -> Found:
        if not facts.description_language:
            facts.description_language = self._language()
        known = found(facts, self.say)
        for one in wanted(facts, known, folder, self.say):
            value = self._answer(one)
            if value not in ("", []):
                known[one.path] = self._said(value)
            if one.path == ("maintenance", "type") and value:
                known |= self._people(str(value), folder)
        return known

    def _said(self, value: Any) -> tuple[Any, str]:
        return value, self.say(words.ANSWER)

    def _language(self) -> str:
        while True:
            tag: str = _prompt(self.say(words.ASK_LANGUAGE), reader_languages()[0])
            if not self._complain(("localisation", "availableLanguages"), [tag]):
                return tag

    def _answer(self, one: Wanted) -> Any:
        while True:
            kind = click.Choice([*one.choices, ""]) if one.choices else None
            question = f"{one.question} ({', '.join(one.choices)})" if one.choices else one.question
            text: str = _prompt(question, one.proposal, kind)
            value = one.parse(text) if text else ""
            if text == "" or not self._complain(one.path, value):
                return value

    def _people(self, kind: str, folder: Folder) -> Found:
        """Ask for whom to turn to; who maintains by contract is named with the contract's end."""
        if kind == "contract":
            return self._contractor()
        if kind == "none":
            return {}
        name, email = author(folder)
        person = {"name": _prompt(self.say(words.ASK_PERSON), name)}
        if not person["name"]:
            return {}
        path: Path = ("maintenance", "contacts")
        while True:
            person["email"] = _prompt(self.say(words.ASK_EMAIL), email)
            entry = {key: value for key, value in person.items() if value}
            if not self._complain(path, [entry]):
                return {path: self._said([entry])}

    def _contractor(self) -> Found:
        path: Path = ("maintenance", "contractors")
        name = _prompt(self.say(words.ASK_CONTRACTOR), "")
        while name:
            until = _prompt(self.say(words.ASK_UNTIL), "")
            entry = {"name": name, "until": until}
            if until == "" or not self._complain(path, [entry]):
                return {path: self._said([entry])} if until else {}
        return {}

    def _complain(self, path: Path, value: Any) -> bool:
        """Tell what is wrong with an answer; return whether something is."""
        problems = faults(path, value, self.say.language)
        for problem in problems:
            click.echo(clean(f"  {problem.description}. {problem.hint}"), err=True)
        return bool(problems)


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
