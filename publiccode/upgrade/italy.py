"""The steps that turn the Italian section into ``supports`` and ``organisation``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from publiccode.checks.uri import ITALIAN
from publiccode.upgrade.editing import Edit, Item, comments_behind, remove, remove_entry, replace
from publiccode.upgrade.italian_targets import (
    code_is_known,
    insertion,
    organisation_takes,
    supported,
    supports_takes,
)
from publiccode.upgrade.source import Comment
from publiccode.upgrade.step import Step, Told, change
from publiccode.upgrade.tree import Mapping, Path, Scalar, is_null
from publiccode.upgrade.values import old_boolean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from publiccode.upgrade.source import Source
    from publiccode.upgrade.tree import Entry, Node

PLATFORMS = ("spid", "cie", "anpr", "pagopa", "io")
CONFORME_NAMES = {
    "accessibile": "lineeGuidaDesign",
    "interoperabile": "modelloInteroperabilita",
    "sicuro": "misureMinimeSicurezza",
    "privacy": "gdpr",
    "modelloInteroperatibilita": "modelloInteroperabilita",
}
_GROUPS = ("piattaforme", "conforme", "riuso")


@dataclass(slots=True)
class _Plan:
    """What is to become of the section; ``gone`` and ``renamed`` name members by their paths."""

    gone: set[Path] = field(default_factory=set)
    renamed: dict[Path, str] = field(default_factory=dict)
    values: dict[Path, tuple[Scalar, str]] = field(default_factory=dict)
    supports: list[Item] = field(default_factory=list)
    supported: set[str] = field(default_factory=set)
    conforme: set[str] = field(default_factory=set)
    code: str = ""
    changes: list[Told] = field(default_factory=list)
    taken: set[Comment] = field(default_factory=set)


def section(root: Mapping) -> Entry | None:
    """Return the one Italian section of a file; None where there is none, or both spellings."""
    found = [entry for entry in root.entries if entry.key.value in {"it", "IT"}]
    return found[0] if len(found) == 1 else None


def italian_section(source: Source) -> Iterator[Step]:
    """All that is safe to do with ``it`` or ``IT``, in one step: its parts share lines."""
    entry = section(source.root)
    if entry is None:
        return
    plan = _Plan(supported=supported(source.root), conforme=_conforme_names(entry.value))
    path: Path = (entry.key.value,)
    if isinstance(entry.value, Mapping):
        for member in entry.value.entries:
            _plan_member(source, plan, (*path, member.key.value), member)
    if _vanishes(entry.value, path, plan.gone):
        plan.gone.add(path)
    elif entry.key.value == "it":
        plan.renamed[path] = "IT"
    if _says_nothing(entry.value):
        plan.changes.append(change("dropped-empty", path, entry.key))
    elif path in plan.renamed:
        plan.changes.insert(0, change("renamed", path, entry.key, new="IT"))
    if plan.changes:
        touched = {*plan.gone, *plan.values, ("supports",), ("organisation", "uri")}
        if source.root.get("organisation") is None:
            touched.add(("organisation",))
        yield Step(tuple(plan.changes), lambda: _edits(source, plan, entry), frozenset(touched), plan.renamed)


def _plan_member(source: Source, plan: _Plan, path: Path, member: Entry) -> None:
    name = member.key.value
    if name == "countryExtensionVersion":
        plan.gone.add(path)
        plan.changes.append(change("dropped-section-version", path, member.key))
    elif name in PLATFORMS:
        _plan_platform(source, plan, path, member)
    elif name in _GROUPS and _says_nothing(member.value):
        plan.gone.add(path)
        plan.changes.append(change("dropped-empty", path, member.key))
    elif isinstance(member.value, Mapping) and name in _GROUPS:
        for inner in member.value.entries:
            inner_path = (*path, inner.key.value)
            if name == "piattaforme" and inner.key.value in PLATFORMS:
                _plan_platform(source, plan, inner_path, inner)
            elif name == "conforme":
                _plan_conforme(source, plan, inner_path, inner)
            elif name == "riuso" and inner.key.value == "codiceIPA":
                _plan_code(source, plan, inner_path, inner)


def _plan_platform(source: Source, plan: _Plan, path: Path, member: Entry) -> None:
    supported = _boolean(member.value)
    if supported == "true" and supports_takes(source.root):
        _support(source, plan, path, member, member.key.value)
    elif supported == "false":
        plan.gone.add(path)
        plan.changes.append(change("not-supported", path, member.key))
    elif is_null(member.value):
        plan.gone.add(path)
        plan.changes.append(change("dropped-empty", path, member.key))


def _plan_conforme(source: Source, plan: _Plan, path: Path, member: Entry) -> None:
    new = CONFORME_NAMES.get(member.key.value, member.key.value)
    is_gdpr = new == "gdpr"
    if is_gdpr and _boolean(member.value) == "true" and supports_takes(source.root):
        _support(source, plan, path, member, "gdpr")
        return
    if new != member.key.value and new not in plan.conforme:
        plan.conforme.add(new)
        plan.renamed[path] = new
        plan.changes.append(change("renamed", path, member.key, new=new))
    value = old_boolean(member.value)
    if value is not None and isinstance(member.value, Scalar):
        plan.values[path] = (member.value, value)
        plan.changes.append(change("value", path, member.value, old=member.value.value, new=value))


def _plan_code(source: Source, plan: _Plan, path: Path, member: Entry) -> None:
    code = member.value.value.strip() if isinstance(member.value, Scalar) else None
    if is_null(member.value) or code == "":
        plan.gone.add(path)
        plan.changes.append(change("dropped-empty", path, member.key))
    elif code and not member.value.marked and code_is_known(code):
        uri = f"{ITALIAN}{code}"
        takes = organisation_takes(source.root, uri)
        if takes is None:
            return
        plan.gone.add(path)
        if takes:
            plan.code = uri
        kind = "organisation" if takes else "dropped-code"
        plan.changes.append(change(kind, path, member.key, new=uri))


def _support(source: Source, plan: _Plan, path: Path, member: Entry, name: str) -> None:
    alias = f"alias:{name}"
    plan.gone.add(path)
    plan.changes.append(change("supports", path, member.key, new=alias))
    if alias in plan.supported:
        return
    plan.supported.add(alias)
    comments = () if source.root.flow else comments_behind(source, member)
    plan.taken.update(comments)
    plan.supports.append(Item(alias, key="id", comment=" ".join(comment.text for comment in comments)))


def _boolean(node: Node) -> str | None:
    if (
        isinstance(node, Scalar)
        and not node.style
        and not node.marked
        and node.value.lower() in {"true", "false"}
    ):
        return node.value.lower()
    return old_boolean(node)


def _conforme_names(node: Node) -> set[str]:
    group = node.get("conforme") if isinstance(node, Mapping) else None
    return {entry.key.value for entry in group.entries} if isinstance(group, Mapping) else set()


def _says_nothing(node: Node) -> bool:
    return is_null(node) or (isinstance(node, Mapping) and not node.entries and not node.marked)


def _vanishes(node: Node, path: Path, gone: set[Path]) -> bool:
    """Whether nothing of a member is left; an emptied map goes with its members."""
    if path in gone or (len(path) == 1 and _says_nothing(node)):
        return True
    if not isinstance(node, Mapping) or not node.entries or node.marked:
        return False
    return all(_vanishes(entry.value, (*path, entry.key.value), gone) for entry in node.entries)


def _edits(source: Source, plan: _Plan, entry: Entry) -> list[Edit]:
    path: Path = (entry.key.value,)
    edits, lines, flow = insertion(source, entry, plan.supports, plan.code)
    if path in plan.gone:
        return [*edits, *_whole_section_gone(source, entry, plan, lines, flow)]
    if source.root.flow:
        edits += [Edit(entry.start, entry.start, f"{text}, ") for text in flow]
    elif lines:
        start = source.line_start(entry.start)
        edits.append(Edit(start, start, "".join(line + source.newline for line in lines)))
    if path in plan.renamed:
        edits.append(replace(entry.key, plan.renamed[path]))
    if isinstance(entry.value, Mapping):
        edits += _member_edits(source, plan, entry.value, path)
    return edits


def _whole_section_gone(
    source: Source, entry: Entry, plan: _Plan, lines: list[str], flow: list[str]
) -> list[Edit]:
    if not source.root.flow:
        return [remove_entry(source, entry, plan.taken, lines)]
    if flow:
        return [Edit(entry.start, entry.end, ", ".join(flow))]
    return remove(source, source.root, [source.root.entries.index(entry)])


def _member_edits(source: Source, plan: _Plan, holder: Mapping, path: Path) -> list[Edit]:
    paths = [(*path, entry.key.value) for entry in holder.entries]
    gone = [
        index for index, entry in enumerate(holder.entries) if _vanishes(entry.value, paths[index], plan.gone)
    ]
    edits = remove(source, holder, gone, plan.taken) if gone else []
    for index, (entry, inner) in enumerate(zip(holder.entries, paths, strict=True)):
        if index in gone:
            continue
        if inner in plan.renamed:
            edits.append(replace(entry.key, plan.renamed[inner]))
        if inner in plan.values:
            edits.append(replace(*plan.values[inner]))
        if isinstance(entry.value, Mapping):
            edits += _member_edits(source, plan, entry.value, inner)
    return edits
