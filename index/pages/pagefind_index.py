"""The search in the browser: Pagefind over the built pages, made to come out the same every time."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import cbor2
import msgspec

from index.pages.links import INDEX

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from index.pages.output import Output

FOLDER = "pagefind"
_ENTRY = "pagefind-entry.json"
_TIMEOUT_S = 1800
_SIGNATURE = b"pagefind_dcd"
# Pagefind's own interfaces; riuso's pages have theirs.
_UNUSED = ("pagefind-ui*", "pagefind-modular-ui*", "pagefind-component-ui*", "pagefind-highlight*")
# The parts of a pf_meta file of Pagefind 1.5: version, pages, words, filters, sorts, names of the metadata.
_PARTS, _FILTERS, _SORTS = 6, 3, 4


class PagefindError(Exception):
    """Raised when the search in the browser can't be built: says why."""


def build_pagefind(
    output: Output, folders: Sequence[str], progress: Callable[[int], None] = lambda _languages: None
) -> tuple[str, ...]:
    """Index the software of every language into the folder ``pagefind`` and return warnings.

    ``folders`` are those of the languages, each empty or ending in a slash; ``progress`` hears how many are
    done. The old site's index is taken over where none of these pages changed. Raise :class:`PagefindError`
    where there is no search afterwards.
    """
    sources = [f"{folder}software" for folder in folders]
    if _is_as_it_was(output, sources) and output.take_over(FOLDER):
        return ()
    bundle = output.new / FOLDER
    entry: dict[str, Any] = {}
    try:
        for done, source in enumerate(sources, start=1):
            part = _index(output.new, source)
            progress(done)
            entry = {**part, "languages": {**entry.get("languages", {}), **part["languages"]}}
    except PagefindError:
        shutil.rmtree(bundle, ignore_errors=True)
        raise
    for pattern in _UNUSED:
        for path in bundle.glob(pattern):
            path.unlink()
    try:
        _settle(bundle, entry)
    except (KeyError, ValueError, TypeError, OSError, cbor2.CBORDecodeError) as error:
        return (
            f"two builds may differ in {FOLDER}/: its files are not as Pagefind 1.5 writes them ({error})",
        )
    finally:
        (bundle / _ENTRY).write_bytes(msgspec.json.encode(entry, order="deterministic"))
        output.settle(FOLDER)
    return ()


def _index(site: Path, source: str) -> dict[str, Any]:
    """Index the pages of one language into the bundle and return its entry file.

    Languages are indexes of their own within a bundle; made in one run all are held in memory together,
    7 GB for 30,000 pages.
    """
    bundle = site / FOLDER
    part = bundle / "part"
    _run(site, source, f"{FOLDER}/{part.name}")
    entry: dict[str, Any] = msgspec.json.decode((part / _ENTRY).read_bytes())
    for path in sorted(part.rglob("*")):
        target = bundle / path.relative_to(part)
        if path.is_dir():
            target.mkdir(exist_ok=True)
        else:
            path.replace(target)
    shutil.rmtree(part)
    return entry


def _run(site: Path, source: str, into: str) -> None:
    try:
        import pagefind  # noqa: PLC0415 - a site without it is still a site
    except ImportError as error:
        raise PagefindError("pagefind is not installed") from error
    command = [sys.executable, "-P", "-m", pagefind.__name__, "--quiet"]
    command += ["--site", str(site), "--output-subdir", into]
    command += ["--glob", f"{source}/*/{INDEX}"]  # no other page is ever a result
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_TIMEOUT_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise PagefindError(str(error)) from error
    if done.returncode or not (site / into / _ENTRY).is_file():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise PagefindError(said[-1] if said else f"pagefind ended with code {done.returncode}")


def _is_as_it_was(output: Output, sources: Sequence[str]) -> bool:
    """Whether the old site has exactly these pages of software: linked, thus the same file."""
    old = output.old
    if old is None:
        return False
    for source in sources:
        before, now = _pages(old / source), _pages(output.new / source)
        if before.keys() != now.keys() or any(not path.samefile(before[name]) for name, path in now.items()):
            return False
    return True


def _pages(folder: Path) -> dict[str, Path]:
    return {path.parent.name: path for path in folder.glob(f"*/{INDEX}")}


def _settle(bundle: Path, entry: dict[str, Any]) -> None:
    """Write filters and sorts in a fixed order, under names that follow from their content.

    Pagefind 1.5 writes the values of a filter and the list of sorts in the order of a hash table, so
    that two builds of the same pages differ in the filter files, in the list of them (``pf_meta``) and
    in the entry file that names that list. All else it writes is the same every time.
    """
    for language, facts in sorted(entry["languages"].items()):
        facts["hash"] = _settle_language(bundle, language, facts["hash"])
        if facts["wasm"] != language:
            # None or that of a wider language: static/early.js goes by the language of the page alone.
            shutil.copyfile(
                bundle / f"wasm.{facts['wasm'] or 'unknown'}.pagefind", bundle / f"wasm.{language}.pagefind"
            )
            facts["wasm"] = language


def _settle_language(bundle: Path, language: str, name: str) -> str:
    meta_path = bundle / f"pagefind.{name}.pf_meta"
    meta = _read(meta_path)
    if len(meta) != _PARTS:
        raise ValueError(f"{meta_path.name} has {len(meta)} parts")
    filters = {pair[0]: bundle / "filter" / f"{pair[1]}.pf_filter" for pair in meta[_FILTERS]}
    contents = {key: _read(path) for key, path in filters.items()}
    for key, path in filters.items():
        contents[key][1].sort(key=lambda value: value[0])
        path.unlink()
    meta[_FILTERS] = [
        [key, _write(content, bundle / "filter", f"{language}_", ".pf_filter")]
        for key, content in sorted(contents.items())
    ]
    meta[_SORTS].sort(key=lambda sort: sort[0])
    meta_path.unlink()
    return _write(meta, bundle, f"pagefind.{language}_", ".pf_meta").removeprefix("pagefind.")


def _read(path: Path) -> Any:
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_SIGNATURE):
        raise ValueError(f"{path.name} has no signature")
    return cbor2.loads(data.removeprefix(_SIGNATURE))


def _write(content: object, folder: Path, before: str, after: str) -> str:
    """Write a file named after its content and return the name without ``after``."""
    data = _SIGNATURE + cbor2.dumps(content)
    name = f"{before}{hashlib.sha256(data).hexdigest()[:10]}"
    (folder / f"{name}{after}").write_bytes(gzip.compress(data, mtime=0))
    return name
