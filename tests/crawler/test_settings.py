from __future__ import annotations

from scrapy.settings import default_settings

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


def test_what_listens_or_keeps_anything_is_not_even_loaded(tmp_path):
    made = settings(tmp_path / "crawl.log", CrawlOptions())
    without = {
        name.rpartition(".")[2]
        for kind in ("EXTENSIONS_BASE", "DOWNLOADER_MIDDLEWARES_BASE")
        for name in getattr(default_settings, kind).keys() - made[kind].keys()
    }
    # Each by the name that Scrapy has it under: one renamed would be loaded again.
    assert without == {
        "CookiesMiddleware",
        "FeedExporter",
        "HttpCacheMiddleware",
        "RemoteControl",
        "TelnetConsole",
    }
