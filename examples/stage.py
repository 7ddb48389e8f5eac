"""What the demo crawls: the example administrations on real git servers and in a folder, over two nights.

Most are a plain folder, as a mirror would be. Some are repositories with a past behind git's own HTTP, some
behind an instance that speaks Gitea's API, which alone can say that a repository was renamed, archived or
forked.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from tests.hosts.git_http import GitServer
from tests.hosts.gitea import GiteaServer
from tests.hosts.repositories import DAY, Commit, add_commit, make_repository

EXAMPLES = Path(__file__).resolve().parent
FILE = "publiccode.yml"
BEGINNING = int(datetime(2024, 3, 4, 9, 0, tzinfo=UTC).timestamp())
PEOPLE = ("ottavia@code.example", "hedwig@code.example", "mael@code.example", "femke@code.example")

ON_GIT = {
    "comune-valdora/protocollo-aperto": 14,
    "comune-valdora/prenota-sportello": 9,
    "stadt-lindenau/terminbuch": 11,
    "ville-saint-aubry/cantine-facile": 6,
}
"""Repositories behind plain git, and how many commits each has before the one that brings its file."""

ON_GITEA = (
    "stadt-lindenau/aktenkoffer",
    "gemeente-waterdrecht/meldpunt",
    "gemeente-waterdrecht/raadsstukken",
    "vereniging-open-gemeenten/zaakwerk",
    "vereniging-open-gemeenten/formulierbrug",
)
FORMER_NAME = "gemeente-waterdrecht/raadsinformatie"
RENAMED = "gemeente-waterdrecht/raadsstukken"
ARCHIVED = "stadt-lindenau/aktenkoffer"
FORKED = "vereniging-open-gemeenten/zaakwerk"
FORK = "gemeente-waterdrecht/zaakwerk"
MIRRORED = "comune-valdora/protocollo-aperto"
MIRROR = "provincia-montelago/protocollo-aperto"
BROKEN = "comune-valdora/prenota-sportello"
RELEASED = "stadt-lindenau/terminbuch"


@dataclass(frozen=True, slots=True)
class Stage:
    """``folder`` is where the plain part lies and the publishers file is written."""

    folder: Path
    git: GitServer
    gitea: GiteaServer

    @property
    def publishers(self) -> Path:
        return self.folder / "publishers.yml"

    def set_up(self) -> None:
        """Make all repositories and the publishers file, as they are on the first night."""
        served = {*ON_GIT, *ON_GITEA}
        for file in (EXAMPLES / "software").glob(f"*/*/{FILE}"):
            name = f"{file.parent.parent.name}/{file.parent.name}"
            if name not in served:
                shutil.copytree(file.parent, self.folder / "software" / name)
        for name, commits in ON_GIT.items():
            self._on_git(name, self._text(name, self.git.url), commits)
        self._on_git(MIRROR, self._text(MIRRORED, self.git.url), ON_GIT[MIRRORED])
        for name in ON_GITEA:
            shown = FORMER_NAME if name == RENAMED else name
            self._on_gitea(shown, self._text(name, self.gitea.url).replace(RENAMED, FORMER_NAME))
        self._on_gitea(FORK, self._text(FORKED, self.gitea.url), fork_of=FORKED)
        self._write_publishers()

    def next_night(self) -> tuple[str, ...]:
        """Let a day pass in which something happens; return what, for a reader."""
        projects = {project.full_name: project for project in self.gitea.projects}
        project = projects[FORMER_NAME]
        self.gitea.rename(project, RENAMED)
        text = self._text(RENAMED, self.gitea.url)
        self.gitea.push(project, Commit({FILE: text}, BEGINNING + 400 * DAY, PEOPLE[3], message="New name"))
        projects[ARCHIVED].archived = True
        broken = self._text(BROKEN, self.git.url).replace(
            "developmentStatus: stable", "developmentStatus: stabile"
        )
        self._commit(BROKEN, broken, "Reword")
        released = (
            self._text(RELEASED, self.git.url).replace("5.1.0", "5.2.0").replace("2026-10-06", "2026-11-03")
        )
        self._commit(RELEASED, released, "Release 5.2.0")
        return (
            f"{FORMER_NAME} was renamed to {RENAMED}",
            f"{ARCHIVED} was archived",
            f"{BROKEN} got an error in its file",
            f"{RELEASED} released 5.2.0",
        )

    def _text(self, name: str, server: str) -> str:
        """Return a file of the examples, its ``url`` where the demo serves it."""
        text = (EXAMPLES / "software" / name / FILE).read_text(encoding="utf-8")
        url = yaml.safe_load(text)["url"]
        return text.replace(url, f"{server}/{name}")

    def _on_git(self, name: str, text: str, commits: int) -> None:
        past = [
            Commit({"NOTES": f"Step {n}\n"}, BEGINNING + n * 40 * DAY, PEOPLE[n % 3]) for n in range(commits)
        ]
        last = Commit({FILE: text}, BEGINNING + commits * 40 * DAY, PEOPLE[0], message="Describe it")
        tags = {f"v{n // 4}.0": n for n in range(4, commits, 4)}
        make_repository(self._path(name), commits=[*past, last], tags=tags)

    def _on_gitea(self, name: str, text: str, *, fork_of: str | None = None) -> None:
        parent = next((one for one in self.gitea.projects if one.full_name == fork_of), None)
        project = self.gitea.add(name, {"README.md": f"# {name}\n"}, parent=parent)
        for number in range(1, 5):
            when = BEGINNING + number * 60 * DAY
            self.gitea.push(project, Commit({"NOTES": f"Step {number}\n"}, when, PEOPLE[number % 4]))
        self.gitea.push(
            project, Commit({FILE: text}, BEGINNING + 300 * DAY, PEOPLE[3], message="Describe it")
        )

    def _commit(self, name: str, text: str, message: str) -> None:
        when = BEGINNING + 900 * DAY
        add_commit(self._path(name), Commit({FILE: text}, when, PEOPLE[1], message=message))

    def _path(self, name: str) -> Path:
        return self.git.root / f"{name}.git"

    def _write_publishers(self) -> None:
        publishers: list[dict[str, Any]] = yaml.safe_load(
            (EXAMPLES / "publishers.yml").read_text(encoding="utf-8")
        )
        for publisher in publishers:
            owner = Path(publisher["orgs"][0]).name
            publisher["orgs"] = [{"url": one, "host": publisher.pop("host")} for one in publisher["orgs"]]
            if not (self.folder / "software" / owner).is_dir():
                del publisher["orgs"]
            self._add_servers(publisher, owner)
        mirror = {"id": "it-provincia-montelago", "name": "Provincia di Montelago", "country": "IT"}
        self._add_servers(mirror, "provincia-montelago")
        publishers.append({**mirror, "archetype": "local-government"})
        text = yaml.safe_dump(publishers, allow_unicode=True, sort_keys=False)
        self.publishers.write_text(text, encoding="utf-8")

    def _add_servers(self, publisher: dict[str, Any], owner: str) -> None:
        repositories = [name for name in (*ON_GIT, MIRROR) if name.startswith(f"{owner}/")]
        if repositories:
            publisher["repos"] = [
                {"url": f"{self.git.url}/{name}.git", "host": "git"} for name in repositories
            ]
        if owner in self.gitea.organisations:
            publisher.setdefault("orgs", []).append({"url": f"{self.gitea.url}/{owner}", "host": "gitea"})
