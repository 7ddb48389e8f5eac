from __future__ import annotations

import asyncio

import pytest

from crawler.guard import Guard, is_public


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("217.70.184.38", True),
        ("2001:41d0:1:1b00::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fc00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:217.70.184.38", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
        ("64:ff9b::d946:b826", True),
    ],
)
def test_public_addresses_are_told_from_all_others(address, public):
    assert is_public(address) is public


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("http://127.0.0.1:3000/x", "127.0.0.1 is no public address"),
        ("http://localhost/x", "localhost is no public address"),
        ("http://2130706433/", "is no public address"),
        ("http://0x7f.1/", "is no public address"),
        ("http://[::1]/", "is no public address"),
        ("http://169.254.169.254/latest/meta-data", "is no public address"),
        ("ftp://217.70.184.38/x", "ftp is no scheme"),
        ("file:///etc/passwd", "in no source of the operator's"),
        ("git+file://localhost/srv/mirror/../other", "in no source of the operator's"),
        ("git+file://localhost/srv/mirror/%2e%2e/other", "in no source of the operator's"),
        ("git+file://localhost/srv/mirrors", "in no source of the operator's"),
        ("git+file://localhost/srv/mirror/a.git", None),
        ("git+http://127.0.0.1:3000/x", "127.0.0.1 is no public address"),
        ("git+ssh://217.70.184.38/x", "is no scheme"),
        ("http://no-such-host.invalid/", "not known to DNS"),
        ("http://" + "a" * 70 + ".example/", "not known to DNS"),
        ("https://217.70.184.38/x", None),
        ("http://intranet.example:8080/x", None),
        ("http://INTRANET.example./x", None),
        ("http://b\u00fccher.intranet.example/x", None),
        ("http://xn--bcher-kva.intranet.example/x", None),
    ],
)
def test_only_public_and_named_hosts_are_followed(url, told):
    own = ["http://intranet.example/org", "https://xn--bcher-kva.intranet.example", "file:///srv/mirror"]
    guard = Guard(own)
    refusal = asyncio.run(guard.why_not(url))
    assert refusal is None if told is None else told in str(refusal)


def test_the_proxies_of_the_environment_may_be_anywhere(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://somebody@proxy.intranet.example:3128")
    assert Guard(()).trusts("proxy.intranet.example")
