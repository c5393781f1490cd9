"""Crawlers: what search engines and whoever trains models are asked to leave alone, and which pages they may find.

A community says it for itself by its settings (`CrawlerSettings`), a member for what is theirs; whoever wishes less is
heard. These are requests, which honest crawlers follow; what nobody should read must not be public.
"""

from commkit.crawlers import handlers as _handlers
from commkit.crawlers import queries as _queries
from commkit.crawlers.facts import CrawlerPreferenceChanged
from commkit.crawlers.feature import CrawlerSettings, crawlers
from commkit.crawlers.messages import (
    ListCrawledMembers,
    ListCrawledThreads,
    ListSitemapStarts,
    ListUnlistedMembers,
    ReadCrawlerPreference,
    ReadCrawlerRules,
    SetCrawlerPreference,
)
from commkit.crawlers.records import CrawledPage, CrawlerPreference, CrawlerRules, SitemapStart

__all__ = [
    "CrawledPage",
    "CrawlerPreference",
    "CrawlerPreferenceChanged",
    "CrawlerRules",
    "CrawlerSettings",
    "ListCrawledMembers",
    "ListCrawledThreads",
    "ListSitemapStarts",
    "ListUnlistedMembers",
    "ReadCrawlerPreference",
    "ReadCrawlerRules",
    "SetCrawlerPreference",
    "SitemapStart",
    "crawlers",
]

del _handlers, _queries
