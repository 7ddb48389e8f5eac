from __future__ import annotations

from crawler.options import CrawlOptions
from crawler.settings import settings, user_agent


def test_hosts_see_whom_to_ask():
    assert user_agent("https://catalogue.example").endswith(" (+https://catalogue.example)")


def test_nobody_else_is_named_where_the_operator_names_nobody(tmp_path):
    agent = settings(tmp_path / "crawl.log", CrawlOptions())["USER_AGENT"]
    assert agent.startswith("riuso/")
    assert "(" not in agent


def test_certificates_are_verified(tmp_path):
    assert settings(tmp_path / "crawl.log", CrawlOptions())["DOWNLOAD_VERIFY_CERTIFICATES"] is True
