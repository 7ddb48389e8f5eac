"""What an entry says, in words: its text, its state, its links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.entry import Entry, State
from index.pages.links import repository_name, shown_url, web_url
from index.pages.retelling import Said, said
from index.pages.text import blocks, is_seen, shorten
from index.pages.views import Notice, Out, ProblemView, Text
from index.pages.wording import language_tag

if TYPE_CHECKING:
    from index.pages.site import Site
    from publiccode.software import Description

NAME_LIMIT = 120
SUMMARY_LIMIT = 280
MOST_PICTURES = 40
_TONES = {
    State.INVALID: "warn",
    State.NEVER_VALID: "bad",
    State.STALE: "warn",
    State.ARCHIVED: "quiet",
    State.VANISHED: "quiet",
}


def name_of(entry: Entry) -> str:
    return shorten(entry.software.name, NAME_LIMIT) if is_seen(entry.software.name) else entry.id


def tone_of(state: State) -> str:
    return _TONES.get(state, "good")


def summary_of(description: Description | None) -> str:
    """Return one line that says what it is: the short description, else what there is instead."""
    if description is None:
        return ""
    texts = (description.short_description, description.generic_name, description.long_description)
    return next((line for line in (shorten(text or "", SUMMARY_LIMIT) for text in texts) if line), "")


def out(url: str | None, text: str | None = None) -> Out | None:
    """Return a way out to ``url``, plain text where it may not be a link, None where there is none."""
    if not url or not url.strip():
        return None
    safe = web_url(url.strip())
    return Out(text or (shown_url(safe) if safe else shorten(url, 80)), safe)


def source_url(entry: Entry) -> str | None:
    """Return the address of the source code that a reader can open, if there is one."""
    return web_url(entry.repository) or web_url(entry.software.url)


def repository_out(entry: Entry) -> Out:
    """Name the repository; a local folder is named without where it lies on the harvester's disk."""
    safe = web_url(entry.repository)
    return Out(shown_url(safe) if safe else repository_name(entry.repository), safe)


def text_of(description: Description, site: Site) -> Text:
    links = (
        out(description.documentation, site.say("Documentation")),
        out(description.api_documentation, site.say("API documentation")),
    )
    return Text(
        lang=language_tag(description.language),
        language=site.label("language", description.language),
        name=shorten(description.localised_name or "", NAME_LIMIT) or None,
        generic_name=shorten(description.generic_name or "", NAME_LIMIT) or None,
        summary=shorten(description.short_description or "", SUMMARY_LIMIT * 2),
        blocks=blocks(description.long_description or ""),
        features=tuple(shorten(feature, 400) for feature in description.features if feature.strip()),
        links=tuple(link for link in links if link and link.url),
        awards=tuple(shorten(award, 300) for award in description.awards),
    )


def notice_of(entry: Entry, errors: tuple[ProblemView, ...], site: Site) -> Notice | None:
    """Return what a reader must know before the rest, None where all is well."""
    date, say = site.wording.date, site.say
    fetched = date(entry.shown_fetched_at)
    match entry.state:
        case State.INVALID:
            return Notice(
                "warn",
                say("Its newest file has errors"),
                say("What you read here is the last good version, of {date}.", date=fetched),
                errors,
            )
        case State.NEVER_VALID:
            text = say("It is listed so that you can find it. Some of its facts may be missing or wrong.")
            return Notice("bad", say("Its file has errors"), text, errors)
        case State.STALE:
            why = said(entry.note, site.wording) or Said(
                say("The repository does not answer."), site.language
            )
            title = say("Last reached on {date}", date=date(entry.last_seen))
            return Notice("warn", title, why.text, language=why.language)
        case State.ARCHIVED:
            text = say("Its owner made the repository read-only: expect no more changes there.")
            return Notice("quiet", say("Archived"), text)
        case _:
            if entry.shown_is_newest:
                return None
            return Notice(
                "warn",
                say("Not the newest file"),
                say("What you read here is the version of {date}.", date=fetched),
                errors,
            )


def state_note(entry: Entry, site: Site) -> str:
    """Return the notice on one line, for a card."""
    date, say = site.wording.date, site.say
    match entry.state:
        case State.INVALID:
            return say(
                "Newest file has errors; shown is the version of {date}", date=date(entry.shown_fetched_at)
            )
        case State.NEVER_VALID:
            return say("Its file has errors")
        case State.STALE:
            return say("Not reached since {date}", date=date(entry.last_seen))
        case State.ARCHIVED:
            return say("Archived by its owner")
        case _:
            return ""
