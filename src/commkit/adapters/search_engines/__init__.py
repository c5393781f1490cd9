"""What search engines and whoever shows a link read of a public page: structured data, its head, sitemaps, robots.

All of it is made of what a **visitor** may read: open the session with `kit.session(None, ...)`. Texts need the extra
`commkit[rendering]`.
"""

from commkit.adapters.search_engines.events import event_data
from commkit.adapters.search_engines.head import community_head, event_head, profile_head, thread_head
from commkit.adapters.search_engines.places import Place, place_of, site_of
from commkit.adapters.search_engines.profiles import profile_data
from commkit.adapters.search_engines.robots import (
    CrawledCommunity,
    crawler_headers,
    robots_meta,
    robots_txt,
    thread_rules,
)
from commkit.adapters.search_engines.scripts import json_ld_script, json_ld_text
from commkit.adapters.search_engines.sitemaps import (
    check_listed,
    events_sitemap,
    members_sitemap,
    pages_sitemap,
    sitemap_index,
    threads_sitemap,
)
from commkit.adapters.search_engines.threads import discussion_data, question_data, thread_data

__all__ = [
    "CrawledCommunity",
    "Place",
    "check_listed",
    "community_head",
    "crawler_headers",
    "discussion_data",
    "event_data",
    "event_head",
    "events_sitemap",
    "json_ld_script",
    "json_ld_text",
    "members_sitemap",
    "pages_sitemap",
    "place_of",
    "profile_data",
    "profile_head",
    "question_data",
    "robots_meta",
    "robots_txt",
    "site_of",
    "sitemap_index",
    "thread_data",
    "thread_head",
    "thread_rules",
    "threads_sitemap",
]
