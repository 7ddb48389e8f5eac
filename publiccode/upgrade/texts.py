"""Every word that an upgrade says, in one place, so that it can be translated."""

from __future__ import annotations

from dataclasses import dataclass

DONE: dict[str, str] = {
    "renamed": "{key} is now called {new}",
    "value": "{key}: {old} is now {new}",
    "quoted": "{key}: {old} is quoted, so that no reader takes it for a number",
    "list": "{key} is now a list",
    "dropped-old-version": "{key} is gone: publiccodeYmlVersion says it",
    "moved-tag": "{key}: {value} is now in categories",
    "dropped-language": "{key}: {old} is gone, because {new} is in the list",
    "supports": "{key} is now {new} in supports",
    "not-supported": "{key} is gone: supports names only what is supported",
    "organisation": "{key} is now organisation.uri, as {new}",
    "dropped-code": "{key} is gone: organisation.uri says the same",
    "dropped-empty": "{key} is gone: it said nothing",
    "dropped-section-version": "{key} is gone: nothing reads it any more",
}
"""What was done: kind -> template. ``key`` is the key in the file as it was."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a person has to decide: templates of the text and of each choice, the likeliest first."""

    text: str
    choices: tuple[str, ...]


QUESTIONS: dict[str, Question] = {
    "by-hand": Question(
        "{what}; the way it is written here keeps riuso from doing it", ("do it by hand", "leave it")
    ),
    "unknown-version": Question(
        "{value} is no version of publiccode.yml; the version of the software belongs into softwareVersion",
        ('write "0", which stands for the newest version',),
    ),
    "tag": Question(
        "tags are now categories, and {value} is not one of them",
        ("{nearest}", "delete it"),
    ),
    "both-names": Question(
        "{key} is the old name of {new}, and both are here",
        ("move what is missing into {new}, then delete {key}", "delete {key}"),
    ),
    "free-tags": Question(
        "freeTags is no key any more",
        ("delete it", "move what helps a buyer into features or longDescription, then delete it"),
    ),
    "standalone": Question("softwareType: standalone now says for what it is made", ("{types}",)),
    "only-for": Question(
        "onlyFor is now scope, with words of its own",
        ("rename it to scope, with values from: {scopes}", "delete it"),
    ),
    "platforms": Question(
        "platforms is a list, and this may be one name or several",
        ("[{several}]", "[{single}]"),
    ),
    "two-sections": Question(
        "it and IT are the same section, and both are here; readers take IT",
        ("move what is missing into IT, then delete it", "delete it"),
    ),
    "no-more": Question("{key} is no key any more", ("delete it",)),
    "conforme": Question(
        "{key} has been deprecated since 0.5, and nothing replaces it",
        ("delete it", "keep it until the section goes in version 1.0"),
    ),
    "platform-value": Question(
        "{key} is neither true nor false, so it can't be moved into supports",
        ("write true if the software supports it", "delete it"),
    ),
    "supports-elsewhere": Question(
        "{key} belongs into supports, and supports is not a list", ("make supports a list",)
    ),
    "other-organisation": Question(
        "{key} says {code}, and organisation says otherwise",
        ("delete {key}", "write organisation.uri: {uri}, then delete {key}"),
    ),
    "unknown-code": Question(
        "{key} says {code}, which is not in the Italian index of public administrations",
        ("write the code that indicepa.gov.it gives as organisation.uri: urn:x-italian-pa:CODE", "delete it"),
    ),
    "repo-owner": Question(
        "legal.repoOwner has been deprecated since 0.5; organisation.name replaces it",
        ("move it to organisation.name", "delete it, if it is not the organisation of organisation.uri"),
    ),
    "repo-owner-named": Question(
        "legal.repoOwner has been deprecated since 0.5; organisation.name says {name}",
        ("delete it", "move it to organisation.name"),
    ),
    "repo-owner-no-uri": Question(
        "legal.repoOwner has been deprecated since 0.5; organisation.name replaces it, beside an "
        "organisation.uri that the file does not give",
        (
            "write organisation.uri (the organisation's home page or urn:x-italian-pa:CODE), and move it to "
            "organisation.name",
            "keep it until version 1.0",
        ),
    ),
    "monochrome-logo": Question(
        "monochromeLogo has been deprecated since 0.3", ("delete it", "use it as logo instead")
    ),
    "monochrome-logo-only": Question(
        "monochromeLogo has been deprecated since 0.3, and there is no logo",
        ("rename it to logo", "delete it"),
    ),
    "deprecated": Question(
        "{key} has been deprecated since {since}, and nothing replaces it",
        ("delete it", "keep it until version 1.0"),
    ),
    "contractors": Question(
        "contractors belong to maintenance by contract, and maintenance.type is {type}",
        ("delete contractors", "write maintenance.type: contract"),
    ),
    "contractors-untyped": Question(
        "contractors belong to maintenance by contract, and maintenance.type is missing",
        ("write maintenance.type: contract", "delete contractors"),
    ),
    "placeholder-date": Question(
        "releaseDate is the placeholder of a template",
        ("delete it", "write the date of the newest release"),
    ),
    "funder-url": Question(
        "{key} is no key; an organisation is named by uri and name",
        ("rename it to uri, if it identifies the organisation", "delete it"),
    ),
    "organisation-text": Question(
        "{key} is text; it should be an organisation with uri and name",
        ("write the text as name, and beside it the organisation's uri", "delete it"),
    ),
}
"""What is asked: kind -> question."""
