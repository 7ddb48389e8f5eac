"""Rules between the members of one map."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from publiccode.finding import excerpt
from publiccode.nodes import Mapping

if TYPE_CHECKING:
    from publiccode.findings import Findings

Members = dict[str, Any]
CrossCheck = Callable[["Mapping", Members, str, "Findings"], None]


def _maintenance(node: Mapping, members: Members, key: str, findings: Findings) -> None:
    """Contractors belong to ``contract`` alone; ``internal`` and ``community`` need contacts."""
    kind = members.get("type")
    if kind == "contract":
        _demand(node, "contractors", kind, key, findings)
    elif node.get("contractors") is not None:
        name, value = node.entries["contractors"]
        rule = "not-with-this-type" if kind else "not-without-contract"
        path, place = "maintenance.contractors", f"{key}.contractors"
        findings.add_value(rule, path, place, name, value, type=kind or "")
    if kind in {"internal", "community"}:
        _demand(node, "contacts", kind, key, findings)


def _demand(node: Mapping, member: str, kind: str, key: str, findings: Findings) -> None:
    if node.get(member) is None:
        place = node.key(member) or node
        findings.add("missing-for-type", f"maintenance.{member}", f"{key}.{member}", place, type=kind)


def _contractor(node: Mapping, members: Members, key: str, findings: Findings) -> None:
    until = members.get("until")
    if findings.today is not None and until is not None and until < findings.today:
        name, value = node.entries["until"]
        words = {"value": until, "today": findings.today}
        findings.add_value("past", "maintenance.contractors.until", f"{key}.until", name, value, **words)


def _funder(node: Mapping, members: Members, key: str, findings: Findings) -> None:
    if node.get("name") is None and node.get("uri") is None:
        findings.add("missing", "fundedBy.uri", f"{key}.uri", node)


def _top(node: Mapping, members: Members, key: str, findings: Findings) -> None:
    if node.get("it") is not None and node.get("IT") is not None:
        name, value = node.entries["it"]
        findings.add("given-twice", "it", "it", name, value)
    url = members.get("url")
    if findings.repository is not None and url is not None:
        from publiccode.repository import same_repository  # noqa: PLC0415 - of use only to who knows the place

        if not same_repository(url, findings.repository):
            name, value = node.entries["url"]
            words = {"value": excerpt(url, 200), "repository": excerpt(findings.repository, 200)}
            findings.add_value("other-repository", "url", "url", name, value, **words)


def told_once(node: Mapping, findings: Findings, since: int) -> None:
    """Make an error of what is missing in every language: one language is enough for the standard."""
    lonely = [finding for finding in findings.found[since:] if finding.kind == "missing-in-language"]
    if not lonely:
        return
    told: set[str] = set()
    for _, language in node:
        if isinstance(language, Mapping):
            told.update(name for name in language.entries if language.get(name) is not None)
    for finding in lonely:
        if finding.path.rpartition(".")[2] not in told:
            finding.kind = "missing"


CROSS_CHECKS: dict[str, CrossCheck] = {
    "maintenance": _maintenance,
    "contractor": _contractor,
    "funder": _funder,
    "top": _top,
}
