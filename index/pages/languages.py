"""Writes the pages and the ZIP of every language, each in a process of its own where that is faster."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor, wait
from dataclasses import dataclass
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from index.pages.archive import write_archive
from index.pages.kinds import KINDS
from index.pages.output import Output
from index.pages.site import Site, in_language
from index.pages.writing import Writer, expected

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.pages.options import Progress

_PARALLEL_FROM = 4000
"""Pages in all from which starting processes (about a second each) is worth it."""
_EVERY_S = 0.25
_PROGRESS_EVERY = 25


@dataclass(frozen=True, slots=True)
class Written:
    """What was written in one language; ``paths`` are those of the pages that the sitemap names."""

    language: str
    pages: int
    files: int
    paths: tuple[str, ...]


def write_languages(output: Output, site: Site, progress: Progress) -> tuple[Written, ...]:
    """Write every page in every language, and its ZIP; the result is in the order of the languages.

    What all languages share must be there: the ZIPs hold it too.
    """
    total = expected(site) * len(site.options.languages)
    workers = _workers(site, total)
    if workers > 1:
        return _in_processes(output, site, progress, total, workers)
    done = 0

    def one_more() -> None:
        nonlocal done
        done += 1
        if done % _PROGRESS_EVERY == 0:
            progress(min(done, total), total)

    written = tuple(_write(output, site, language, one_more) for language in site.options.languages)
    output.written += sum(one.files for one in written)
    progress(total, total)
    return written


def _workers(site: Site, total: int) -> int:
    if site.options.workers is not None:
        return min(site.options.workers, len(site.options.languages))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores, len(site.options.languages)) if total >= _PARALLEL_FROM else 1


def _write(output: Output, site: Site, language: str, one_more: Callable[[], None]) -> Written:
    own = Output(output.new, output.old)
    told = in_language(site, language)
    writer = Writer(own, told, one_more)
    for write in KINDS:
        write(writer, told)
    write_archive(own, told)
    return Written(language, writer.pages, own.written, tuple(writer.paths))


def _in_processes(
    output: Output, site: Site, progress: Progress, total: int, workers: int
) -> tuple[Written, ...]:
    # Not forked: the caller may hold locks, threads and open files.
    context = get_context("spawn")
    counter = context.Value("Q", 0)
    with ProcessPoolExecutor(
        workers, mp_context=context, initializer=_begin, initargs=(output.new, output.old, site, counter)
    ) as pool:
        tasks = [pool.submit(_in_process, language) for language in site.options.languages]
        waiting = set(tasks)
        while waiting:
            _, waiting = wait(waiting, timeout=_EVERY_S)
            progress(min(counter.value, total), total)
        written = tuple(task.result() for task in tasks)
    output.written += sum(one.files for one in written)
    progress(total, total)
    return written


@dataclass(slots=True)
class _Work:
    """What a process works on."""

    output: Output
    site: Site
    counter: Any


_work: list[_Work] = []


def _begin(new: Path, old: Path | None, site: Site, counter: Any) -> None:
    _work.append(_Work(Output(new, old), site, counter))


def _in_process(language: str) -> Written:
    work = _work[0]

    def one_more() -> None:
        with work.counter.get_lock():
            work.counter.value += 1

    return _write(work.output, work.site, language, one_more)
