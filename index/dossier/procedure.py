"""What a country profile adds to a dossier: order, steps, conditions, criteria, documents, and questions.

All of it is data (``index.dossier.profiles``); here it only gets rows. Each tells its source and how that
was read, for the officer answers for what she relies on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.dossier.ask import to_fill
from index.dossier.cells import blank
from index.dossier.knockouts import FINDINGS
from index.dossier.model import Cell, CellState, Input, Message, Origin, Row, Said, Section, Translated
from index.dossier.profiles import Level, Reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from index.dossier.model import Value
    from index.dossier.profiles import Condition, Profile
    from index.dossier.profiles.profile import Text

ASK = "procedure.ask"
_READ = {
    Reading.TEXT: "procedure.source",
    Reading.SECONDARY: "procedure.source-secondary",
    Reading.UNREAD: "procedure.source-unread",
}


def procedure(profile: Profile, language: str, others: Iterable[Section]) -> Section:
    """Return the section that tells how the country wants it done.

    ``others`` are the sections that hold evidence; a row of evidence that they lack is not named.
    """
    asked = {row.id: row.question for section in others for row in section.rows}
    return Section(
        id="procedure",
        title=Message("procedure"),
        intro=Message("procedure.intro"),
        rows=tuple(_rows(_Telling(profile, language, asked))),
    )


def findings(profile: Profile, columns: int) -> Iterator[Row]:
    """Yield a blank for each condition of the profile that the neutral outline has none for."""
    for one in profile.conditions:
        if one.id not in FINDINGS:
            row = to_fill(f"finding.procedure.{one.id}", columns, Input.TEXT)
            question = Message("procedure.finding", {"label": Translated(one.label)})
            yield Row(id=row.id, question=question, cells=row.cells, input=row.input)


def questions(profile: Profile | None) -> tuple[tuple[str, Message], ...]:
    """Return what the profile asks owners: the id of each question, and the question."""
    if profile is None:
        return ()
    return tuple(
        (f"{ASK}.{one.id}", Message(ASK, {"text": Translated(one.ask)}))
        for one in (*profile.conditions, *profile.criteria)
        if one.ask
    )


def said(text: Text, language: str) -> Said:
    """Return a text of the profile in the language, else in English."""
    tag = language.replace("_", "-").partition("-")[0].lower()
    return Said(text[tag], tag) if tag in text else Said(text["en"], "en")


class _Telling:
    """Makes cells of a profile's facts."""

    def __init__(self, profile: Profile, language: str, asked: Mapping[str, Message]) -> None:
        self.profile = profile
        self.asked = asked
        self._language = language

    def say(self, text: Text) -> Said:
        return said(text, self._language)

    def row(
        self, identifier: str, question: Message, *values: Value, source: str = "", place: str = ""
    ) -> Row:
        found = self.profile.sources.get(source)
        cell = Cell(
            state=CellState.VALUE if values else CellState.BLANK,
            values=values,
            source=Origin.PROFILE if values else None,
            permalink=found.url if found else None,
            as_of=(found.date or None) if found else None,
            note=self.source(source, place),
        )
        return Row(
            id=identifier,
            question=question,
            cells=(cell,),
            is_shared=True,
            input=None if values else Input.LONG_TEXT,
        )

    def source(self, source: str, place: str) -> Message:
        found = self.profile.sources.get(source)
        if found is None:
            return Message("procedure.proposal")
        return Message(_READ[found.reading], {"name": found.short, "place": place})


def _rows(tell: _Telling) -> Iterator[Row]:
    profile = tell.profile
    for number, fact in enumerate(profile.order, start=1):
        question = Message("procedure.order", {"number": number})
        yield tell.row(
            f"procedure.order.{number}",
            question,
            tell.say(fact.text),
            source=fact.source,
            place=fact.place,
        )
    yield from _steps(tell)
    for one in profile.conditions:
        key = "procedure.must" if one.level is Level.MUST else "procedure.should"
        yield _weighed(tell, one, key, "condition")
    for one in profile.criteria:
        yield _weighed(tell, one, "procedure.criterion", "criterion")
    for kind, facts in (("threshold", profile.thresholds), ("note", profile.notes)):
        for number, fact in enumerate(facts, start=1):
            yield tell.row(
                f"procedure.{kind}.{number}",
                Message(f"procedure.{kind}"),
                tell.say(fact.text),
                source=fact.source,
                place=fact.place,
            )
    for document in profile.documents:
        question = Message("procedure.document", {"title": Translated(document.title)})
        yield tell.row(
            f"procedure.document.{document.id}",
            question,
            tell.say(document.holds),
            source=document.source,
            place=document.place,
        )
    if profile.documents:
        yield Row(
            id="procedure.kept",
            question=Message("procedure.kept"),
            cells=(blank(),),
            is_shared=True,
            input=Input.LONG_TEXT,
        )
    yield from _sources(tell)


def _sources(tell: _Telling) -> Iterator[Row]:
    """Yield each source with its full name, what it is and which version was read."""
    for name, source in tell.profile.sources.items():
        values: list[Value] = [source.name, Message(f"force.{source.force.value}")]
        if source.version:
            values.append(Message("procedure.version", {"version": source.version}))
        question = Message("procedure.named", {"name": source.short})
        yield tell.row(f"procedure.source.{name}", question, *values, source=name, place=source.url)


def _steps(tell: _Telling) -> Iterator[Row]:
    titles = {one.id: one.title for one in tell.profile.documents}
    for step in tell.profile.steps:
        values: list[Value] = [tell.say(step.does)]
        if step.decision:
            values.append(Message("procedure.decide", {"text": Translated(step.decision)}))
        values += [Message("procedure.write", {"title": Translated(titles[name])}) for name in step.documents]
        question = Message("procedure.step", {"number": step.id, "title": Translated(step.title)})
        yield tell.row(f"procedure.step.{step.id}", question, *values, source=step.source, place=step.place)


def _weighed(tell: _Telling, one: Condition, key: str, kind: str) -> Row:
    """Return a condition or criterion with the rows that tell something of it."""
    values: list[Value] = [
        Message("procedure.see", {"row": tell.asked[row]}) for row in one.evidence if row in tell.asked
    ]
    if one.ask:
        values.append(Message("procedure.asked"))
    return tell.row(
        f"procedure.{kind}.{one.id}",
        Message(key, {"label": Translated(one.label)}),
        *(values or [Message("procedure.only-you")]),
        source=one.source,
        place=one.place,
    )
