"""One entry of ``orgs``, ``repos``, ``instances`` or ``lists`` in a publishers file."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from crawler.source import SPELLINGS, Format, HostKind, ListForm, Preset, Source, SourceKind, tell_host
from crawler.source_url import UnusableURLError, source_url, sub_path
from publiccode.finding import excerpt
from publiccode.nodes import Mapping, Scalar

if TYPE_CHECKING:
    from crawler.entry_reader import EntryReader
    from publiccode.nodes import Node
    from publiccode.publisher import Publisher

MAX_FILES = 200
"""Further files of one repository: each may cost a request."""

_LIST_KEYS = ("url", "preset", "format", "path", "column", "names", "host")
_KEYS = {
    SourceKind.ORG: ("url", "host"),
    SourceKind.REPO: ("url", "host", "files"),
    SourceKind.INSTANCE: ("url", "host"),
    SourceKind.LIST: _LIST_KEYS,
}
_NAMES = {"repos": SourceKind.REPO, "orgs": SourceKind.ORG, "instances": SourceKind.INSTANCE}


def read_source(
    reader: EntryReader,
    node: Node,
    *,
    key: str,
    kind: SourceKind,
    host: HostKind | None,
    publisher: Publisher,
) -> Source | None:
    """Return the source that an entry names, None where it names none; ``host`` is the publisher's."""
    address: Node | None = node
    own = host
    if isinstance(node, Mapping):
        address = node.get("url")
        own = reader.choice(node, "host", SPELLINGS) or host
        reader.refuse_others(node, _KEYS[kind], key, " here")
    if not isinstance(address, Scalar) or not address.value.strip():
        what = "a list" if kind is SourceKind.LIST else "an account, repository or instance"
        reader.error(node, key, "this is no URL", f"Write the URL of {what}.")
        return None
    # The host of a list is that of what it names.
    hosting = None if kind is SourceKind.LIST else own
    try:
        url = source_url(address.value, kind, hosting, reader.path.parent)
    except UnusableURLError as error:
        reader.error(address, key, str(error), error.hint)
        return None
    hosting = hosting or tell_host(url, kind)
    place = f"{reader.path}:{address.line}"
    if kind is SourceKind.LIST:
        return Source(url, kind, hosting, publisher, place, form=_form(reader, node, own))
    files = _files(reader, node) if isinstance(node, Mapping) and kind is SourceKind.REPO else ()
    return Source(url, kind, hosting, publisher, place, files)


def _form(reader: EntryReader, node: Node, host: HostKind | None) -> ListForm:
    """Return how a list is read; what contradicts itself is told."""
    if not isinstance(node, Mapping):
        return ListForm(host=host)
    preset = reader.choice(node, "preset", {one.value: one for one in Preset})
    form = reader.choice(node, "format", {one.value: one for one in Format})
    path, column = reader.text(node, "path"), reader.text(node, "column")
    if preset is not None and (form or path or column or node.get("names")):
        reader.error(node, "lists", "a preset knows the list's shape", "Leave out the keys beside it.")
    if path is not None and column is not None:
        reader.error(node, "lists", "a list has a path or a column, not both", "Leave out one of them.")
    if path is not None and (fault := _path_fault(path)) is not None:
        hint = "Write a JSONPath (RFC 9535), as in $.releases[*].repositoryURL."
        reader.error(node.get("path"), "path", f"{excerpt(path)} is no JSONPath: {fault}", hint)
    names = reader.choice(node, "names", _NAMES) or SourceKind.REPO
    return ListForm(preset, form, path, column, names, host)


def _path_fault(path: str) -> str | None:
    import jsonpath  # noqa: PLC0415 - of use only where a list has a path

    try:
        jsonpath.compile(path)
    except (jsonpath.JSONPathError, RecursionError) as error:
        return str(error).partition("\n")[0]
    return None


def _files(reader: EntryReader, entry: Mapping) -> tuple[str, ...]:
    """Return the paths of further files in the sub-folders of a repository."""
    paths: dict[str, str] = {}
    for node in reader.list(entry, "files"):
        if not isinstance(node, Scalar) or not node.value.strip():
            reader.error(node, "files", "this is no path", "Write folder/publiccode.yml.")
            continue
        try:
            path = sub_path(node.value)
        except UnusableURLError as error:
            reader.error(node, "files", str(error), error.hint)
            continue
        if paths.setdefault(posixpath.dirname(path), path) != path or len(paths) > MAX_FILES:
            reader.error(node, "files", f"{excerpt(path)} is one too many", "Name one file a folder.")
    return tuple(paths.values())
