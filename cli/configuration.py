"""``riuso.toml``: what the operator decides of every crawl, and the tokens. See docs/operating.md."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import msgspec

from cli.errors import ConfigurationError
from cli.options import CONFIG_FILE
from crawler.options import (
    ACTIVITY_RETRIES,
    LONGEST_WAIT_S,
    ROOTS,
    TIMEOUT_S,
    WAITS_S,
    Budget,
    CrawlOptions,
    HostLimits,
    PictureOptions,
)
from crawler.tokens import Tokens
from index.monitor import Thresholds
from index.personal_data import PersonalData

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CONTACT = "RIUSO_CONTACT"
KEEP_RUNS = 30
RESUME_HOURS = 12.0
"""A run that broke off longer ago is not gone on with: the next night looks at everything again."""
_READABLE_BY_OTHERS = 0o044
_MOST_BYTES = 1024 * 1024

_Minutes = Annotated[float, msgspec.Meta(gt=0)]
_Requests = Annotated[int, msgspec.Meta(ge=1)]
_Seconds = Annotated[float, msgspec.Meta(ge=0, le=86_400)]


class _Table(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    pass


class _Run(_Table, frozen=True):
    minutes: _Minutes | None = None
    requests: _Requests | None = None
    resume_hours: Annotated[float, msgspec.Meta(ge=0)] = RESUME_HOURS
    keep_runs: Annotated[int, msgspec.Meta(ge=1)] = KEEP_RUNS
    activity_retries: Annotated[int, msgspec.Meta(ge=0)] = ACTIVITY_RETRIES
    histories: Annotated[int, msgspec.Meta(ge=0)] | None = None
    roots: Annotated[int, msgspec.Meta(ge=0)] = ROOTS
    timeout: Annotated[float, msgspec.Meta(ge=1, le=600)] = TIMEOUT_S
    longest_wait: _Seconds = LONGEST_WAIT_S
    waits: _Seconds = WAITS_S


class _Host(_Table, frozen=True):
    concurrency: Annotated[int, msgspec.Meta(ge=1, le=32)] | None = None
    delay: Annotated[float, msgspec.Meta(ge=0, le=3600)] | None = None
    minutes: _Minutes | None = None
    requests: _Requests | None = None


_Percent = Annotated[float, msgspec.Meta(ge=0, le=100)]
_Count = Annotated[int, msgspec.Meta(ge=0)]
_DEFAULT = Thresholds()


class _Monitor(_Table, frozen=True):
    age_hours: Annotated[float, msgspec.Meta(gt=0)] | None = _DEFAULT.age_hours
    failed_sources: _Percent | None = _DEFAULT.failed_sources
    failed_repositories: _Percent | None = _DEFAULT.failed_repositories
    turned_invalid: _Count | None = _DEFAULT.turned_invalid
    vanished: _Count | None = _DEFAULT.vanished
    minutes: _Minutes | None = _DEFAULT.minutes
    requests: _Requests | None = _DEFAULT.requests
    min_software: _Count | None = _DEFAULT.min_software


_PICTURES = PictureOptions()
_MEGABYTE = 1024 * 1024


class _Pictures(_Table, frozen=True):
    mirror: bool = _PICTURES.mirror
    width: Annotated[int, msgspec.Meta(ge=320, le=3840)] = _PICTURES.width
    per_software: Annotated[int, msgspec.Meta(ge=0, le=40)] = _PICTURES.per_software
    megabytes: Annotated[float, msgspec.Meta(gt=0, le=64)] = _PICTURES.most_bytes / _MEGABYTE
    total_megabytes: Annotated[float, msgspec.Meta(gt=0, le=1024 * 1024)] = _PICTURES.folder_bytes / _MEGABYTE
    minutes: _Minutes = _PICTURES.seconds / 60
    refresh_days: Annotated[float, msgspec.Meta(ge=0, le=3650)] = _PICTURES.refresh_days
    never: tuple[Annotated[str, msgspec.Meta(pattern="^https?://")], ...] = _PICTURES.never

    def options(self) -> PictureOptions:
        return PictureOptions(
            mirror=self.mirror,
            width=self.width,
            per_software=self.per_software,
            most_bytes=round(self.megabytes * _MEGABYTE),
            folder_bytes=round(self.total_megabytes * _MEGABYTE),
            seconds=self.minutes * 60,
            refresh_days=self.refresh_days,
            never=self.never,
        )


class _TokenFile(_Table, frozen=True):
    file: str


class _File(_Table, frozen=True):
    contact: str | None = None
    country: Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}$")] | None = None
    run: _Run = msgspec.field(default_factory=_Run)
    host: _Host = msgspec.field(default_factory=_Host)
    hosts: dict[str, _Host] = msgspec.field(default_factory=dict)
    tokens: dict[str, str | _TokenFile] = msgspec.field(default_factory=dict)
    monitor: _Monitor = msgspec.field(default_factory=_Monitor)
    pictures: _Pictures = msgspec.field(default_factory=_Pictures)
    personal_data: PersonalData = PersonalData.NAMES


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """``notes`` tell of what is doubtful, as tokens that others may read."""

    crawl: CrawlOptions = field(default_factory=CrawlOptions)
    tokens: Tokens = field(default_factory=lambda: Tokens({}))
    keep_runs: int = KEEP_RUNS
    resume_hours: float = RESUME_HOURS
    notes: tuple[str, ...] = ()
    monitor: Thresholds = field(default_factory=Thresholds)
    pictures: PictureOptions = field(default_factory=PictureOptions)
    country: str | None = None
    """Whose officers use the catalogue, ISO 3166-1 alpha-2: it chooses the profile of comparisons."""
    personal_data: PersonalData = PersonalData.NAMES


def read_configuration(
    path: Path | None, folder: Path, environment: Mapping[str, str] = os.environ
) -> Configuration:
    """Return what ``path`` says, else ``riuso.toml`` in the data ``folder``, else the defaults.

    The environment comes before the file. Raises :class:`ConfigurationError` naming the place.
    """
    if path is None and not (folder / CONFIG_FILE).is_file():
        return _configuration(_File(), {}, environment, ())
    path = path or folder / CONFIG_FILE
    read = _decode(path)
    for host in (*read.hosts, *read.tokens):
        if not host or "/" in host or "@" in host or any(letter.isspace() for letter in host):
            raise ConfigurationError(
                f"{path}: {host!r} is no host; write its name, with :PORT where the URLs have one"
            )
    secret = [path] if any(isinstance(token, str) for token in read.tokens.values()) else []
    tokens = {}
    for host, token in read.tokens.items():
        if isinstance(token, str):
            tokens[host] = token
        else:
            secret.append(path.parent / token.file)
            tokens[host] = _token_in(secret[-1], path)
    return _configuration(read, tokens, environment, tuple(filter(None, map(_open_to_others, secret))))


def _configuration(
    read: _File, tokens: Mapping[str, str], environment: Mapping[str, str], notes: tuple[str, ...]
) -> Configuration:
    run = read.run
    return Configuration(
        crawl=CrawlOptions(
            contact=environment.get(CONTACT) or read.contact,
            budget=_budget(run.minutes, run.requests),
            host=_limits(read.host),
            hosts={name.lower(): _limits(host, read.host) for name, host in read.hosts.items()},
            timeout_s=run.timeout,
            longest_wait_s=run.longest_wait,
            waits_s=run.waits,
            activity_retries=run.activity_retries,
            histories=run.histories,
            roots=run.roots,
        ),
        tokens=Tokens(environment, tokens),
        keep_runs=run.keep_runs,
        resume_hours=run.resume_hours,
        notes=notes,
        country=read.country,
        monitor=Thresholds(**msgspec.structs.asdict(read.monitor)),
        pictures=read.pictures.options(),
        personal_data=read.personal_data,
    )


def _budget(minutes: float | None, requests: int | None) -> Budget:
    return Budget(seconds=None if minutes is None else minutes * 60, requests=requests)


def _limits(host: _Host, every: _Host | None = None) -> HostLimits:
    """Return the limits of a host; what it does not say is as for every other."""
    every = every or host
    return HostLimits(
        concurrency=every.concurrency if host.concurrency is None else host.concurrency,
        delay=every.delay if host.delay is None else host.delay,
        budget=_budget(
            every.minutes if host.minutes is None else host.minutes,
            every.requests if host.requests is None else host.requests,
        ),
    )


def _decode(path: Path) -> _File:
    try:
        with path.open("rb") as stream:
            content = stream.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise ConfigurationError(f"{path} is larger than {_MOST_BYTES // 1024} KiB")
        return msgspec.toml.decode(content, type=_File)
    except OSError as error:
        raise ConfigurationError(f"can't read {path}: {error.strerror}") from error
    except (msgspec.MsgspecError, ValueError) as error:
        # Only what is wrong and where; a value, which may be a token, is never told.
        raise ConfigurationError(f"{path}: {error}; docs/operating.md describes what it may hold") from error


def _token_in(path: Path, named_in: Path) -> str:
    try:
        with path.open(encoding="utf-8") as stream:
            token = stream.read(4096).strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no text"
        raise ConfigurationError(f"{named_in}: can't read the token in {path}: {reason}") from error
    if not token or len(token.split()) != 1:
        raise ConfigurationError(f"{named_in}: {path} must hold one token and nothing else")
    return token


def _open_to_others(path: Path) -> str | None:
    if path.stat().st_mode & _READABLE_BY_OTHERS:
        return f"others on this machine may read the tokens in {path}; chmod 600 {path}"
    return None
