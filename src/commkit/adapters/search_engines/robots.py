"""What crawlers are asked: in the head of a page, in the headers of an answer, and in robots.txt.

- `noindex` is known to all search engines: RFC 9309 leaves it to them; see developers.google.com/search/docs/
  crawling-indexing/robots-meta-tag.
- `noai` and `noimageai` are a convention that DeviantArt began in 2022; no standard.
- `Content-Usage: train-ai=n` is that of the IETF's AI Preferences working group: draft-ietf-aipref-attach-05 (August
  2026) for the header and the line in robots.txt, draft-ietf-aipref-vocab-08 (September 2026) for the words. Both are
  drafts, so that words may change.

All of them ask. Nothing is disallowed in robots.txt: a crawler that may not read a page does not see its `noindex`.
"""

from collections.abc import Iterable
from html import escape
from urllib.parse import urlsplit

from attrs import frozen

from commkit.adapters.search_engines.places import Place
from commkit.crawlers import CrawlerRules, ReadCrawlerRules
from commkit.posts import ThreadPage

Headers = tuple[tuple[str, str], ...]


def thread_rules(page: ThreadPage) -> ReadCrawlerRules:
    """The query that reads what crawlers may do with a page of a thread.

    Args:
        page: What a visitor's `ViewThread` gave.
    """
    writers = {item.author.member for item in page.items} | {page.thread.author.member}
    return ReadCrawlerRules(
        owner=page.thread.author.member,
        writers=tuple(sorted(writer for writer in writers if writer is not None)),
    )


def robots_words(rules: CrawlerRules) -> tuple[str, ...]:
    """The words of a robots meta element and of `X-Robots-Tag`; none where everything is allowed.

    Args:
        rules: What crawlers may do with the page.
    """
    index = () if rules.indexing else ("noindex",)
    return index if rules.training else (*index, "noai", "noimageai")


def robots_meta(rules: CrawlerRules) -> str:
    """The robots element of a page's head; empty where everything is allowed.

    Args:
        rules: As for `robots_words`.
    """
    words = ", ".join(robots_words(rules))
    return f'<meta name="robots" content="{escape(words)}">' if words else ""


def crawler_headers(rules: CrawlerRules) -> Headers:
    """The headers of a page.

    Args:
        rules: As for `robots_words`.
    """
    words = ", ".join(robots_words(rules))
    tag = (("X-Robots-Tag", words),) if words else ()
    return tag if rules.training else (*tag, ("Content-Usage", "train-ai=n"))


@frozen
class CrawledCommunity:
    """A community as robots.txt tells of it.

    Attributes:
        place: Where, from `place_of`.
        rules: What `ReadCrawlerRules()` gave for it.
        sitemap: The absolute address of its sitemap index; empty for none.
    """

    place: Place
    rules: CrawlerRules
    sitemap: str = ""


def robots_txt(communities: Iterable[CrawledCommunity]) -> str:
    """Lines for the host's robots.txt: whose pages no model may be trained on, and where sitemaps are.

    A community is named by the path of its own page, and with it all that is below. One without a page of its own has
    no path; the headers of its answers say the same.

    Args:
        communities: The public communities.
    """
    known = list(communities)
    paths = [
        path
        for each in known
        if not each.rules.training and (path := urlsplit(each.place.home).path.rstrip("/"))
    ]
    group = ["User-agent: *", *(f"Content-Usage: {path} train-ai=n" for path in paths), ""] if paths else []
    maps = [f"Sitemap: {each.sitemap}" for each in known if each.sitemap and each.rules.indexing]
    return "".join(f"{line}\n" for line in (*group, *maps))
