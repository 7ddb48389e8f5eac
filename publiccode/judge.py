"""One file from text to report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from publiccode.finding import Finding
from publiccode.findings import Findings
from publiccode.loader import Document, load
from publiccode.nodes import Mapping
from publiccode.problem import Report
from publiccode.reader import top_reader
from publiccode.reading import software
from publiccode.text_reader import describe
from publiccode.wording import word

if TYPE_CHECKING:
    from publiccode.checks.path import Files
    from publiccode.software import Software

# After these nobody knows whether the file is empty.
_UNREAD = frozenset(
    {"file/too-large", "file/not-utf8", "file/syntax", "file/too-deep", "file/too-many-values"}
)

_OTHER_NAME = "publiccode.yaml"


def judge(
    text: str | bytes,
    *,
    files: Files | None,
    repository: str | None,
    path: str | None,
    today: str | None,
    reference: bool,
    language: str,
) -> Report:
    """Return the report that :func:`publiccode.validate.validate` promises."""
    document = load(text)
    findings = Findings(files=files, repository=repository, today=today)
    findings.found.extend(document.findings)
    name = (path or "").replace("\\", "/").rpartition("/")[2]
    if name == _OTHER_NAME:
        findings.found.append(Finding("file/other-name", "", "", 1, 1, {"name": name}))
    usable = _read(document, findings)
    if reference:
        from publiccode.reference import as_reference  # noqa: PLC0415 - a second reading that few ask for

        return Report(as_reference(findings, document, language=language), usable)
    return Report(word(findings.found, language=language), usable)


def _read(document: Document, findings: Findings) -> Software | None:
    root = document.root
    if isinstance(root, Mapping):
        if document.has_byte_order_mark:
            findings.found.append(Finding("file/byte-order-mark", "", "", 1, 1))
        if document.has_directive:
            findings.found.append(Finding("file/directive", "", "", 1, 1))
        return software(top_reader()(root, "", None, findings))
    if root is None or root.is_null:
        if not any(finding.kind in _UNREAD for finding in document.findings):
            findings.found.append(Finding("file/empty", "", "", 1, 1))
    else:
        findings.add("file/not-a-map", "", "", root, root, found=describe(root))
    return None
