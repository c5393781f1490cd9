"""Who may do what with crawlers: members for what is their own; the pages are for whoever may read."""

from typing import Any

from commkit.testing.permissions import allowed

_OWN: dict[str, Any] = {"member": "any", "silenced": "any", "suspended": "any", "system": "no"}
_READ = allowed(visitor="any")

EXPECTED_PERMISSIONS = {
    "crawlers.set_crawler_preference": allowed(
        **_OWN, archived=True, given={"indexing": False, "training": False}
    ),
    "crawlers.read_crawler_preference": allowed(**_OWN),
    "crawlers.read_crawler_rules": allowed(visitor="any"),
    "crawlers.list_crawled_threads": _READ,
    "crawlers.list_crawled_members": _READ,
    "crawlers.list_sitemap_starts": allowed(visitor="any", given={"kind": "threads"}),
    "crawlers.list_unlisted_members": allowed(visitor="any", given={"members": []}),
}
