"""The crawler's errors: it cannot do the job, and says why, where and what to do."""


class CrawlerError(Exception):
    """The base of all errors that the crawler raises on purpose."""


class PublishersError(CrawlerError):
    """Raised by :mod:`crawler.publishers` for a publishers file that can't be used.

    The message begins with ``file:line:column``.
    """
