"""One note: what is wrong in a file, told to whoever maintains it, with the repair."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

from index.catalogue.newest import NewestFile
from index.entry import State
from index.issues.body import body_of
from index.issues.tongue import language_of
from index.pages.links import segment, web_url
from index.pages.text import shorten
from index.pages.wording import wording_of
from index.personal_data import PersonalData, shared_problems
from publiccode.problem import Level, Problem
from publiccode.upgrade import Upgrade, upgrade
from publiccode.upgrade.difference import difference
from publiccode.validate import validate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from index.entry import Entry
    from publiccode.software import Software

_ADDRESS = re.compile(r"(?i)\b(?:email|phone)[\"']?\s*:")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_NEW_ISSUE = {
    "github": ("/issues/new", "title"),
    "gitlab": ("/-/issues/new", "issue[title]"),
    "gitea": ("/issues/new", "title"),
    "bitbucket": ("/issues/new", "title"),
}
_LINE = {
    "github": "/blob/{commit}/{path}#L{line}",
    "gitlab": "/-/blob/{commit}/{path}#L{line}",
    "gitea": "/src/commit/{commit}/{path}#L{line}",
    "bitbucket": "/src/{commit}/{path}#lines-{line}",
}


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose notes they are: the catalogue's title, and where to write to its people, None where unknown."""

    title: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a note is about, in its language. ``state`` is None where the file can't be shown."""

    file: NewestFile
    state: State | None
    problems: tuple[Problem, ...]
    upgrade: Upgrade
    diff: str
    language: str
    names_addresses: bool
    """Whether an e-mail address or telephone number of somebody stands in the diff."""

    @property
    def errors(self) -> int:
        return sum(problem.level is Level.ERROR for problem in self.problems)

    def link(self, line: int) -> str | None:
        """Return the address of a line on its host, None where that is not known."""
        base, pattern = web_url(self.file.repository), _LINE.get(self.file.host)
        commit = self.file.commit or ""
        if base is None or pattern is None or not _COMMIT.fullmatch(commit) or line < 1:
            return None
        return base.rstrip("/") + pattern.format(commit=commit, path=quote(self.file.path), line=line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A text for one issue. ``name`` is that of its file without an ending; ``text`` is Markdown.

    ``diff`` is the repair as ``git apply`` takes it, empty where nothing can be mended without a decision.
    ``digest`` changes exactly when what it tells does, in whatever language. ``new_issue`` is the host's page
    for a new issue, None where it is not known.
    """

    name: str
    id: str | None
    publisher: str
    repository: str
    file: str
    language: str
    title: str
    text: str
    diff: str
    errors: int
    warnings: int
    digest: str
    new_issue: str | None


def note_of(
    file: NewestFile,
    entry: Entry | None,
    sender: Sender,
    *,
    language: str | None = None,
    errors_only: bool = False,
) -> Note | None:
    """Return the note about a file, None where nothing is wrong in it, or with ``errors_only`` no error.

    ``entry`` is what the catalogue shows of it, None where it can't be shown. ``language`` is a language of
    the pages; without one it is the publisher's.
    """
    chosen = language or _language(file)
    found = validate(file.text, path=file.path, language=chosen).problems
    problems = shared_problems(found, PersonalData.NAMES)
    if not any(one.level is Level.ERROR or not errors_only for one in problems):
        return None
    repair = upgrade(file.text, language=chosen)
    diff = "".join(difference(file.path, file.text, repair.text))
    finding = Finding(
        file=file,
        state=entry.state if entry else None,
        problems=problems,
        upgrade=repair,
        diff=diff,
        language=chosen,
        names_addresses=_ADDRESS.search(diff) is not None,
    )
    digest = _digest(problems, diff)
    title = _title(finding)
    return Note(
        name=segment(file.id or _slug(file)),
        id=file.id,
        publisher=file.publisher.id,
        repository=file.repository,
        file=file.path,
        language=chosen,
        title=title,
        text=f"# {title}\n\n{body_of(finding, sender)}\n<!-- riuso note {digest} -->\n",
        diff=diff,
        errors=finding.errors,
        warnings=len(problems) - finding.errors,
        digest=digest,
        new_issue=_new_issue(file, title),
    )


def _language(file: NewestFile) -> str:
    software = validate(file.text).software
    texts = software.descriptions if software else ()
    return language_of(file.publisher.country or _country(software), (one.language for one in texts))


def _country(software: Software | None) -> str | None:
    """Return where a file says that it is from, if it says one country."""
    uri = (software.organisation.uri if software and software.organisation else None) or ""
    if uri.casefold().startswith("urn:x-italian-pa:"):
        return "IT"
    return software.countries[0] if software and len(software.countries) == 1 else None


def _title(finding: Finding) -> str:
    wording = wording_of(finding.language)
    name = shorten(re.sub(r"[^\w./ -]", "_", finding.file.path), 100)
    number = len(finding.problems)
    return wording.count(
        number, "{file}: {number} problem to mend", "{file}: {number} problems to mend", file=name
    )


def _slug(file: NewestFile) -> str:
    return re.sub(r"\W+", "-", f"{file.repository.partition('//')[2]}/{file.path}".lower()).strip("-")


def _digest(problems: Sequence[Problem], diff: str) -> str:
    told = sorted(f"{one.code} {one.key} {one.line} {one.column}" for one in problems)
    return hashlib.sha256("\n".join((*told, diff)).encode(errors="replace")).hexdigest()[:16]


def _new_issue(file: NewestFile, title: str) -> str | None:
    base, known = web_url(file.repository), _NEW_ISSUE.get(file.host)
    if base is None or known is None:
        return None
    path, parameter = known
    return f"{base.rstrip('/').removesuffix('.git')}{path}?{urlencode({parameter: title})}"
