"""US agencies' inventories: https://code.gov, https://github.com/DSACMS/gov-codejson (1.0.1 to 2.0.0)."""

from __future__ import annotations

from typing import Any

from crawler.lists.answer import Answer, Shape, own_publisher, passed_over
from crawler.lists.documents import read_json, urls_in_broken
from crawler.lists.entry import Entry, ListError, Part


def _read(answer: Answer) -> Part:
    try:
        document = read_json(answer.body)
    except ListError as error:
        urls = urls_in_broken(answer.body)
        if not urls:
            raise
        return Part(tuple(Entry(url=url) for url in urls), note=f"{error}; read as far as it can be")
    if not isinstance(document, dict):
        raise ListError("not a code.json: no object with 'releases'")
    releases = document.get("releases", document.get("projects", [document]))
    if isinstance(releases, dict):  # seen: releases by name
        releases = list(releases.values())
    if not isinstance(releases, list):
        raise ListError("not a code.json: 'releases' is no list")
    agency = document.get("agency")
    publisher = own_publisher(answer.source, agency, agency) if isinstance(agency, str) and agency else None
    found = [url for one in releases if isinstance(one, dict) and (url := _repository_of(one))]
    passed = passed_over(len(releases) - len(found), "name no public repository")
    return Part(tuple(Entry(url=url, publisher=publisher) for url in dict.fromkeys(found)), note=passed)


def _repository_of(release: dict[str, Any]) -> str | None:
    """Return the repository of a release; its kind of use is ``permissions.usageType``."""
    for key in ("repositoryURL", "repositoryUrl", "repository"):
        url = release.get(key)
        if isinstance(url, str) and url.strip().lower().startswith(("http://", "https://", "git@")):
            return url.strip()
    return None


SHAPE = Shape(str, _read, is_document=True)
