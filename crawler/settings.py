"""Scrapy's settings for a crawl; each override states the default and its reason."""

from __future__ import annotations

import logging
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from scrapy.settings import default_settings

from crawler.content import MAX_FILE_BYTES
from crawler.guard import OPERATOR_URLS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from crawler.options import CrawlOptions


def guarded_settings(contact: str | None, urls: Iterable[str]) -> dict[str, Any]:
    """Return what holds for every request of the house: who asks, and what keeps it from harm.

    ``urls`` are those the operator named; ``contact`` is where a host reaches the operator.
    """
    return _GUARDED | {
        OPERATOR_URLS: list(urls),
        # default Scrapy's own: a host must be able to reach the operator
        "USER_AGENT": user_agent(contact),
    }


def settings(log: Path, options: CrawlOptions, urls: Iterable[str] = ()) -> dict[str, Any]:
    """Return the settings of one crawl that logs to ``log``; ``urls`` are those the operator named."""
    guarded = guarded_settings(options.contact, urls)
    return (
        guarded
        | {
            "BOT_NAME": "riuso",  # default scrapybot
            "ROBOTSTXT_OBEY": True,  # default False; for web pages only: crawler.outputs exempts all else
            "ROBOTSTXT_USER_AGENT": "riuso",  # default None, the whole USER_AGENT
            # how fast
            "CONCURRENT_REQUESTS": 32,  # default 16; shared by all hosts, so that a slow one leaves room
            "CONCURRENT_REQUESTS_PER_DOMAIN": options.host.concurrency
            or 4,  # default 8; small self-hosted instances are common
            "DOWNLOAD_TIMEOUT": options.timeout_s,  # default 180; who needs a minute for one file is down
            "DOWNLOAD_DELAY": options.host.delay or 0,  # default 0; AutoThrottle never goes below it
            "DOWNLOAD_SLOTS": _slots(options),  # default {}
            "SCHEDULER_PRIORITY_QUEUE": "crawler.frontier.FairQueue",  # default its base class
            "CONCURRENT_ITEMS": 4,  # default 100 tasks for each response; a pipeline here waits for nothing
            "AUTOTHROTTLE_ENABLED": True,  # default False; the delay follows the host's own latency
            "AUTOTHROTTLE_START_DELAY": 0.1,  # default 5; short because it adapts from the first answer on
            "AUTOTHROTTLE_TARGET_CONCURRENCY": 4.0,  # default 1; as many as a host's slot sends at once
            "AUTOTHROTTLE_MAX_DELAY": 30.0,  # default 60
        }
        | _BOUNDS
        | _COMPONENTS
        | {
            "DOWNLOADER_MIDDLEWARES": guarded["DOWNLOADER_MIDDLEWARES"] | _MIDDLEWARES,
            "DOWNLOAD_HANDLERS": guarded["DOWNLOAD_HANDLERS"] | _GIT,
            "LOG_FILE": str(log),  # default None, stderr
            "LOG_FILE_APPEND": False,  # default True; one run, one log
            "LOG_LEVEL": logging.getLevelName(logging.INFO),  # default DEBUG; a line per request is too much
            "LOG_VERSIONS": [
                "Twisted",
                "Python",
                "pyOpenSSL",
                "cryptography",
            ],  # default names parsers we don't use
        }
    )


def _slots(options: CrawlOptions) -> dict[str, dict[str, float]]:
    """Return how fast the hosts are asked that the operator named; Scrapy knows them without a port."""
    # The disk needs no courtesy.
    slots: dict[str, dict[str, float]] = {"file": {"concurrency": 4, "delay": 0}}
    for name, limits in options.hosts.items():
        slot = slots.setdefault(urlsplit(f"//{name}").hostname or name, {})
        if limits.concurrency is not None:
            slot["concurrency"] = limits.concurrency
        if limits.delay is not None:
            slot |= {"delay": limits.delay, "jitter": 0}
    return slots


def user_agent(contact: str | None) -> str:
    """Return what a host sees as the client; ``contact`` is where it reaches the operator."""
    return f"riuso/{_version()} (+{contact})" if contact else f"riuso/{_version()}"


def _version() -> str:
    try:
        return version("riuso")
    except ModuleNotFoundError:  # PackageNotFoundError: run from a checkout that is not installed
        return "0"


# A None would switch them off too, but Scrapy loads what it is told to leave out: a web server, a telnet
# server and a client of Amazon's, in a time in which a small account is read.
_LEFT_OUT = {
    "scrapy.extensions.feedexport.FeedExporter",
    "scrapy.extensions.remote_control.RemoteControl",
    "scrapy.extensions.telnet.TelnetConsole",
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware",
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware",
}


def _needed(components: dict[str, Any]) -> dict[str, Any]:
    return {name: place for name, place in components.items() if name not in _LEFT_OUT}


_GUARDED: dict[str, Any] = {
    "EXTENSIONS_BASE": _needed(default_settings.EXTENSIONS_BASE),  # default also those left out
    "DOWNLOADER_MIDDLEWARES_BASE": _needed(default_settings.DOWNLOADER_MIDDLEWARES_BASE),  # likewise
    "DOWNLOADER_MIDDLEWARES": {  # the places of Scrapy's own: retry 550, redirect 600, stats 850
        "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,  # replaced by the next
        "crawler.middlewares.redirects.GuardedRedirectMiddleware": 600,
        "crawler.middlewares.guarding.GuardMiddleware": 845,  # after the proxy's, 750
    },
    "DOWNLOAD_HANDLERS": dict.fromkeys(("data", "file", "ftp", "s3")),  # default also these; not needed
    "DOWNLOAD_WARNSIZE": 0,  # default 32 MiB; above the bound
    "DOWNLOAD_VERIFY_CERTIFICATES": True,  # default False: a catalogue must know whom it heard
    "TWISTED_DNS_RESOLVER": "crawler.resolver.GuardedResolver",  # default CachingThreadedResolver
    "REDIRECT_MAX_TIMES": 5,  # default 20; a renamed repository takes one or two
    "RETRY_GIVE_UP_LOG_LEVEL": "INFO",  # default ERROR; the answer or record says what failed
    "HTTPERROR_ALLOW_ALL": True,  # default False; who asked says what each status means
    "COOKIES_ENABLED": False,  # default True; nothing here needs a session
    "METAREFRESH_ENABLED": False,  # default True; no web page is read
    "REFERRER_POLICY": "no-referrer",  # default scrapy-default; a host need not know another one's paths
    "TELNETCONSOLE_ENABLED": False,  # default True; no open port
    "REMOTE_CONTROL_ENABLED": False,  # default True; no open port
    "WARN_ON_GENERATOR_RETURN_VALUE": False,  # default True; it reads the source of every callback
}

_BOUNDS: dict[str, Any] = {
    # default 1 GiB; a listing page has 0.3 MB, a file has its own bound
    "DOWNLOAD_MAXSIZE": 8 * MAX_FILE_BYTES,
    "DNS_TIMEOUT": 20,  # default 60
    "RETRY_TIMES": 2,  # default 2
    "URLLENGTH_LIMIT": 2083,  # default 2083
}

_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,  # replaced by the next
    "crawler.middlewares.robots.PatientRobotsMiddleware": 100,  # Scrapy's own place
    "crawler.middlewares.waiting.WaitingMiddleware": 560,  # before retry, which does not wait
    "crawler.middlewares.silence.SilenceMiddleware": 840,
    "crawler.middlewares.budget.BudgetMiddleware": 858,
    "crawler.middlewares.counting.CountingMiddleware": 860,
}

_GIT = dict.fromkeys(("git+https", "git+http", "git+file"), "crawler.git.handler.GitDownloadHandler")

_COMPONENTS: dict[str, Any] = {
    "ITEM_PIPELINES": {
        "crawler.pipelines.validation.ValidationPipeline": 300,
        "crawler.pipelines.harvest.HarvestPipeline": 900,
    },
    "SPIDER_MIDDLEWARES": {
        "crawler.middlewares.late.LateMiddleware": 100,
        "crawler.middlewares.sources.SourcesMiddleware": 900,  # next to the spider
    },
    "EXTENSIONS": {
        "scrapy.extensions.throttle.AutoThrottle": None,  # replaced by the next
        "crawler.throttle.Throttle": 0,
    },
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # default RFPDupeFilter; the ledger does it
}
