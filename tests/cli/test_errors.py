from __future__ import annotations

import pytest

from cli import errors
from crawler.errors import CrawlerError, PublishersError
from index.errors import CatalogueError, NoIndexError
from index.query import QueryError


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PublishersError("publishers.yml:3:5: …"), 2),
        (CrawlerError("could not start"), 2),
        (NoIndexError("no index"), 2),
        (CatalogueError("too new"), 2),
        (QueryError("no facet"), 2),
        (errors.LockedError("locked"), 2),
        (errors.NoSuchSoftwareError("what?"), 1),
        (errors.NoSuchRunError("which?"), 1),
        (errors.HeldBackError("held"), 5),
        (FileNotFoundError(2, "No such file or directory", "there"), 2),
    ],
)
def test_every_foreseen_error_has_a_code_and_its_message(error, code):
    assert errors.told(error) == (errors.message(error), code)


def test_a_system_error_names_the_file():
    assert errors.message(PermissionError(13, "Permission denied", "/srv/x")) == "/srv/x: Permission denied"


def test_advised_commands_get_the_data_folder():
    advice = NoIndexError("damaged: run `riuso rebuild`"), errors.LockedError("`riuso crawl` is writing")

    told = [errors.told(error, " --data /srv/x") for error in advice]

    assert told == [("damaged: run `riuso rebuild --data /srv/x`", 2), ("`riuso crawl` is writing", 2)]


def test_what_nobody_foresaw_is_not_dressed_up():
    assert errors.told(ZeroDivisionError("?")) is None


def test_hostile_text_in_a_message_is_harmless():
    assert errors.told(PublishersError("p.yml:1:1: \x1b[2J\nnext")) == ("p.yml:1:1: \\x1b[2J\nnext", 2)
