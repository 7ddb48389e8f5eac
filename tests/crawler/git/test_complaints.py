from __future__ import annotations

import pytest
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)

from crawler.git.complaints import reason, status_of


@pytest.mark.parametrize(
    ("stderr", "status"),
    [
        ("fatal: unable to access 'https://h/x/': The requested URL returned error: 403", 403),
        ("fatal: unable to access 'https://h/x/': The requested URL returned error: 503", 503),
        ("fatal: could not read Username for 'https://h': terminal prompts disabled", 401),
        ("remote: gone\nfatal: repository 'https://h/x/' not found", 404),
        ("fatal: '/srv/x' does not appear to be a git repository", 404),
        ("fatal: dumb http transport does not support shallow capabilities", 501),
        ("fatal: https://h/x/info/refs not valid: is this a git repository?", 501),
    ],
)
def test_what_the_server_refused_is_a_status(stderr, status):
    assert status_of(stderr) == status


@pytest.mark.parametrize(
    ("stderr", "kind"),
    [
        ("fatal: unable to access 'https://h/': Could not resolve host: h", CannotResolveHostError),
        (
            "fatal: unable to access 'https://h/': Failed to connect to h port 443",
            DownloadConnectionRefusedError,
        ),
        ("fatal: unable to access 'https://h/': Connection timed out", DownloadTimeoutError),
        ("error: RPC failed; curl 28 Operation too slow.", DownloadTimeoutError),
        ("fatal: unable to access 'https://h/': SSL certificate problem: expired", DownloadFailedError),
        (
            "fetch-pack: unexpected disconnect while reading sideband packet\nfatal: early EOF",
            DownloadFailedError,
        ),
        ("", DownloadFailedError),
    ],
)
def test_what_may_go_better_is_raised_for_another_try(stderr, kind):
    with pytest.raises(kind):
        status_of(stderr)


def test_the_reason_is_the_line_that_says_why():
    assert reason("warning: x\nfatal: the end\nhint: try") == "the end"
    assert reason("") == "git said nothing"
    assert len(reason("fatal: " + "x" * 5000)) == 300
